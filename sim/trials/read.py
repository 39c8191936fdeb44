"""From study files to studies: every key checked, all faults of a file at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sim.agents import household
from sim.ground.errors import InputError
from sim.scenario.check import Checker
from sim.scenario.find import find_file, in_short, not_found, read_file, shipped_trials
from sim.scenario.problems import Path as Place
from sim.scenario.problems import Problems, Spot, name_fault, nearest, show
from sim.scenario.read import Document, read_text
from sim.strategies import find
from sim.trials import study as declared
from sim.trials.measured import MEASURED
from sim.trials.study import Dose, Study

SEVERAL = "studies"
SECTIONS = ("outcome", "published", "eligible", "assign", "doses", "takeup", "measure", "under",
            "transport")  # fmt: skip
LONGEST_NAME = 60


def shipped() -> list[Study]:
    """All studies that come with the program, by name."""
    problems = Problems()
    found = [one for path in shipped_trials().values() for one in _of(path, in_short(path), problems)]
    problems.raise_if_any()
    return sorted(found, key=lambda one: one.name)


def load(given: str | os.PathLike[str]) -> list[Study]:
    """The studies of a file, or of a shipped name; raises `ScenarioError` with all that is wrong."""
    problems, wanted, ours = Problems(), os.fspath(given), shipped_trials()
    path = find_file(wanted, ours=ours)
    if path is None:
        problems.add(Spot(wanted), (), not_found(wanted, ours, "study"))
    shown = wanted if path == Path(wanted) or path is None else in_short(path)
    found = [] if path is None else _of(path, shown, problems)
    problems.raise_if_any()
    return found


def chosen(name: str | None, file: str | None) -> list[Study]:
    """All shipped studies or those of a file; of these, the one of a name if one is given."""
    found = load(file) if file is not None else shipped()
    if name is None:
        return found
    wanted = name.removesuffix(".yaml").replace("-", "_")
    known = {one.name: one for one in found}
    if wanted not in known:
        hint = nearest(name, known) or f"; there are {', '.join(known)}"
        raise InputError(f"there is no study {show(name)}{hint}")
    return [known[wanted]]


def from_text(text: str, file: str = "study") -> list[Study]:
    """The studies of a text."""
    problems = Problems()
    document = read_text(text, file, problems)
    found = [] if document is None else _studies(document, Path(file).stem, problems)
    problems.raise_if_any()
    return found


def _of(path: Path, shown: str, problems: Problems) -> list[Study]:
    text = read_file(path, shown, problems)
    document = None if text is None else read_text(text, shown, problems)
    return [] if document is None else _studies(document, path.stem, problems)


def _studies(document: Document, stem: str, problems: Problems) -> list[Study]:
    check = Checker(document, problems)
    if SEVERAL not in document.tree:
        return [_Reader(check, document.tree, (), stem).study()]
    check.known(document.tree, (), (SEVERAL,), "key")
    named = check.mapping(document.tree[SEVERAL], (SEVERAL,), "studies by name")
    trees = {name: check.mapping(tree, (SEVERAL, name)) for name, tree in named.items()}
    return [_Reader(check, tree, (SEVERAL, name), name).study() for name, tree in trees.items()]


class _Reader:
    """Reads one study that stands at a place of a document."""

    def __init__(self, check: Checker, tree: dict[Any, Any], at: Place, name: Any) -> None:
        self.check, self.tree, self.at, self.name = check, tree, at, name

    def study(self) -> Study:
        keys = [*declared.TEXTS, *declared.KEYS, *SECTIONS]
        self.check.known(self.tree, self.at, keys, "key")
        if problem := name_fault(self.name, LONGEST_NAME):
            self.check.wrong(self.at, f"the name of a study {problem}")
        for key in declared.NEEDED:
            if key not in self.tree:
                self.check.wrong(self.at, f"`{key}` is missing")
        values = {key: self.check.value(self.tree, self.at, key, one)
                  for key, one in declared.KEYS.items()}  # fmt: skip
        texts: dict[str, Any] = {key: self._text(key) for key in declared.TEXTS}
        value, low, high = self._published()
        assign = self._section("assign", declared.ASSIGN)
        eligible, doses = self._eligible(), self._doses()
        transport = self._section("transport", declared.TRANSPORT, ("lost",))
        lost = self.tree.get("transport")
        found = Study(
            name=str(self.name), **texts, **values, value=value, low=low, high=high,
            transport=transport["sd"], lost=str(lost.get("lost", "")) if isinstance(lost, dict) else "",
            **eligible, unit_of_lot=assign["unit"], share=assign["share"], doses=doses,
            outcome=self._named("outcome", declared.OUTCOMES, "household column") or "consumption",
            takeup=self._named("takeup", household.COLUMNS, "household column"),
            measure=self._named("measure", MEASURED, "measurement"),
            under=self._named("under", find(), "strategy"),
        )  # fmt: skip
        self._agree(found)
        return found

    def _agree(self, found: Study) -> None:
        """What is fine alone and makes no sense together."""
        none = found.unit_of_lot == "none"
        if none and (found.doses or not found.measure):
            self._wrong("assign", "unit: none has no doses and names what to measure (`measure`)")
        if not none and (found.measure or not found.doses):
            self._wrong("assign", f"unit: {found.unit_of_lot} needs `doses` and no `measure`")
        if found.under and not none:
            self._wrong("under", "has no effect: it is for what is measured without a lot")
        if found.estimate == "late" and not found.takeup:
            self._wrong("estimate", "late needs `takeup`, the column by which who takes up is known")
        if not found.low <= found.value <= found.high:
            self._wrong("published", "value must lie between low and high")

    def _wrong(self, key: str, sentence: str) -> None:
        self.check.wrong((*self.at, key), sentence)

    def _text(self, key: str) -> str:
        value = self.tree.get(key, "")
        if not isinstance(value, str):
            self._wrong(key, f"must be text, not {show(value)}")
        return str(value)

    def _section(self, key: str, rows: dict[str, Any], more: tuple[str, ...] = ()) -> dict[str, Any]:
        at = (*self.at, key)
        given = self.check.mapping(self.tree.get(key), at)
        self.check.known(given, at, [*rows, *more], "key")
        return {name: self.check.value(given, at, name, one) for name, one in rows.items()}

    def _published(self) -> tuple[float, float, float]:
        given = self.tree.get("published")
        found = self._section("published", declared.PUBLISHED)
        if isinstance(given, dict) and "value" not in given:
            self._wrong("published", "`value` is missing")
        named = given if isinstance(given, dict) else {}
        value = found["value"]
        low, high = (found[end] if end in named else value for end in ("low", "high"))
        return float(value), float(low), float(high)

    def _eligible(self) -> dict[str, Any]:
        found = self._section("eligible", declared.ELIGIBLE, ("where",))
        given = self.tree.get("eligible")
        where = given.get("where") if isinstance(given, dict) else None
        at = (*self.at, "eligible", "where")
        columns = self.check.mapping(where, at)
        self.check.known(columns, at, household.COLUMNS, "household column")
        bounds = {}
        for name, limits in columns.items():
            limits = self.check.mapping(limits, (*at, name), "`least` and `most`")
            self.check.known(limits, (*at, name), declared.BOUNDS, "key")
            read = {key: self.check.value(limits, (*at, name), key, one)
                    for key, one in declared.BOUNDS.items() if key in limits}  # fmt: skip
            bounds[str(name)] = (read.get("least"), read.get("most"))
        return found | {"bounds": bounds}

    def _doses(self) -> tuple[Dose, ...]:
        at = (*self.at, "doses")
        given = self.check.mapping(self.tree.get("doses"), at)
        self.check.known(given, at, declared.DOSES, "dose")
        known = [name for name in given if name in declared.DOSES]
        return tuple(self._dose(name, (*at, name), given[name]) for name in known)

    def _dose(self, name: str, at: Place, given: Any) -> Dose:
        given = self.check.mapping(given, at)
        self.check.known(given, at, declared.DOSE, "key")
        read = {key: self.check.value(given, at, key, one) for key, one in declared.DOSE.items()}
        if "amount" not in given:
            self.check.wrong(at, "`amount` is missing")
        counts = declared.DOSES[name]
        money = counts == "yuan"
        if money == (read["of"] == "unit"):
            what = "consumption or wage: it is money" if money else f"unit: it counts {counts}"
            self.check.wrong(at, f"`of` must be {what}")
        return Dose(name, read["amount"], read["of"], read["years"])

    def _named(self, key: str, known: Any, what: str) -> str:
        """One of the names that are known, or nothing where the key is left out."""
        value = self.tree.get(key, "")
        if value and value not in list(known):
            hint = nearest(value, known)
            self._wrong(key, f"{show(value)} is no {what}{hint}")
        return str(value)
