"""From claim files to claims: every key checked, all faults of a file at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sim.claims import claim as declared
from sim.claims.claim import Claim, Mechanism, Place, Statement
from sim.ground.errors import InputError
from sim.ground.measured import ANY, NATIONAL, WHOLE, Measured
from sim.observation.dictionary import groupings, measured
from sim.scenario import Scenario
from sim.scenario.check import Checker
from sim.scenario.declared import world_parameters
from sim.scenario.find import find_file, in_short, not_found, read_file, shipped_claims
from sim.scenario.layers import merge, scenario_near
from sim.scenario.problems import Path as At
from sim.scenario.problems import Problems, Spot, name_fault, nearest, show
from sim.scenario.read import Document, read_text
from sim.scenario.recording import line_name
from sim.scenario.resolve import resolve

BASE, NONE = "seven_strategies", "none"
TEXTS = ("says", "note")
PLACE = ("measure", "line", "group", "year")
KEYS = (*TEXTS, "scenario", "set", "arms", *PLACE, "claim", "mechanism")
MECHANISM = ("says", "set")
REMOVABLE = ("world", "arms", "budget", "finance", "targeting")
"""What a mechanism may be taken out by: nothing by which the opening county would be another one."""
USUAL = {"measure": "fgt0", "group": WHOLE}
LONGEST_NAME = 60


def shipped() -> list[Claim]:
    """All claims that come with the program, by name."""
    problems = Problems()
    found = [_of(path, in_short(path), problems) for path in shipped_claims().values()]
    problems.raise_if_any()
    return sorted((one for one in found if one is not None), key=lambda one: one.name)


def sentences() -> dict[str, str]:
    """What each claim that comes with the program says, by name; nothing else of it is read."""
    found = {}
    for name, path in sorted(shipped_claims().items()):
        document = read_text(path.read_text(encoding="utf-8"), in_short(path), Problems())
        assert document is not None
        found[name] = str(document.tree["says"])
    return found


def load(given: str | os.PathLike[str]) -> Claim:
    """The claim of a file, or of a shipped name; raises `ScenarioError` with all that is wrong."""
    problems, wanted, ours = Problems(), os.fspath(given), shipped_claims()
    path = find_file(wanted, ours=ours)
    if path is None:
        problems.add(Spot(wanted), (), not_found(wanted, ours, "claim"))
    shown = wanted if path is None or path == Path(wanted) else in_short(path)
    found = None if path is None else _of(path, shown, problems)
    problems.raise_if_any()
    assert found is not None
    return found


def from_text(text: str, file: str = "claim") -> Claim:
    """The claim of a text."""
    problems = Problems()
    document = read_text(text, file, problems)
    found = None if document is None else _Reader(document, Path(), Path(file).stem, problems).claim()
    problems.raise_if_any()
    assert found is not None
    return found


def _of(path: Path, shown: str, problems: Problems) -> Claim | None:
    text = read_file(path, shown, problems)
    document = None if text is None else read_text(text, shown, problems)
    return None if document is None else _Reader(document, path.parent, path.stem, problems).claim()


class _Reader:
    def __init__(self, document: Document, folder: Path, name: str, problems: Problems) -> None:
        self.check, self.problems = Checker(document, problems), problems
        self.tree, self.folder, self.name = document.tree, folder, name

    def claim(self) -> Claim | None:
        """The claim, or None where what is wrong keeps it from being one."""
        before = len(self.problems)
        self.check.known(self.tree, (), KEYS, "key")
        if problem := name_fault(self.name, LONGEST_NAME):
            self.check.wrong((), f"the name of a claim {problem}")
        for key in ("says", "arms", "claim"):
            if key not in self.tree:
                self.check.wrong((), f"`{key}` is missing")
        texts = {key: self._text((key,)) for key in TEXTS}
        base = self._base()
        scenario = None if base is None else self._resolved(base)
        statement = self._statement(scenario)
        mechanism = self._mechanism(base) if self.tree.get("mechanism") is not None else None
        if base is None or scenario is None or len(self.problems) > before:
            return None
        return Claim(self.name, texts["says"], statement, scenario, mechanism, texts["note"],
                     _given(base))  # fmt: skip

    def _text(self, at: At) -> str:
        section: Any = self.tree
        for part in at[:-1]:
            section = section[part]
        value = section.get(at[-1], "")
        if not isinstance(value, str):
            self.check.wrong(at, f"must be text, not {show(value)}")
        return str(value)

    def _base(self) -> Document | None:
        """The scenario with what the claim sets, its own arms, and one that does nothing."""
        document = self.check.document
        at = "scenario", document.spot(("scenario",))
        base = scenario_near(self.tree.get("scenario", BASE), self.folder, at, self.problems)
        if base is None:
            return None
        base = merge(base, self._part(("set",)))
        for key in ("arms", "design", "roles"):
            base.tree.pop(key, None)
        arms = self.check.mapping(self.tree.get("arms"), ("arms",), "arms by name")
        base.tree |= {"arms": {NONE: {}} | arms, "baseline": NONE}
        keys, values = ({path: spot for path, spot in spots.items() if path[:1] == ("arms",)}
                        for spots in (document.keys, document.values))  # fmt: skip
        return Document(document.file, base.tree, base.keys | keys, base.values | values, self.name)

    def _part(self, at: At) -> Document:
        """A section of the file as a document of its own, with its places."""
        document, given = self.check.document, self.tree
        for part in at:
            given = self.check.mapping(given.get(part) if isinstance(given, dict) else None, at)
        keys, values = ({path[len(at):]: spot for path, spot in spots.items() if path[: len(at)] == at}
                        for spots in (document.keys, document.values))  # fmt: skip
        return Document(document.file, given, keys, values)

    def _resolved(self, document: Document) -> Scenario | None:
        before = len(self.problems)
        values = resolve(document, self.problems)
        if len(self.problems) > before:
            return None
        scenario = Scenario.of_resolved(values)
        for key in ("province", "until", "worlds"):
            if getattr(scenario, key) is not None:
                self.check.wrong(("set",), f"the scenario has {key}: a claim is of one county, and "
                                           "brings worlds of its own")  # fmt: skip
        return scenario

    def _statement(self, scenario: Scenario | None) -> Statement:
        at = ("claim",)
        given = self.check.mapping(self.tree.get("claim"), at, "`kind` and `arms`")
        self.check.known(given, at, [*declared.STATEMENT, "arms", "top", "bottom"], "key")
        read = {key: self.check.value(given, at, key, one) for key, one in declared.STATEMENT.items()}
        kind, arms = read["kind"], self._arms(given, read["kind"])
        ratio = kind in declared.RATIOS
        for key in ("than", "relative", "top", "bottom", "good"):
            if key in given and not ratio and not (key in ("good", "relative")
                                                   and kind == declared.COMPLEMENTS):  # fmt: skip
                self.check.wrong((*at, key), f"has no effect on a comparison of kind {kind}")
        usual = self._place(self.tree, (), scenario, None)
        top, bottom = (self._place(given.get(key), (*at, key), scenario, usual)
                       for key in ("top", "bottom"))  # fmt: skip
        if ratio and top == bottom and not self.problems:
            self.check.wrong(at, "`top` and `bottom` are one number: say in what they differ")
        return Statement(kind, arms, top, bottom, float(read["than"]), read["relative"], read["good"])

    def _arms(self, given: dict[Any, Any], kind: str) -> tuple[str, ...]:
        at, named = ("claim", "arms"), given.get("arms")
        names = named if isinstance(named, list) else [named]
        wanted = declared.ARMS.get(kind)
        if (wanted and len(names) != wanted) or (not wanted and len(names) < 2):
            self.check.wrong(at, f"kind {kind} compares {wanted or 'at least 2'} arms, "
                                 f"not {len(names)}")  # fmt: skip
        own = self.tree.get("arms")
        known = [NONE, *map(str, own if isinstance(own, dict) else ())]
        for name in names:
            if name not in known:
                hint = nearest(name, known) or f"; there are {', '.join(known)}"
                self.check.wrong(at, f"{show(name)} is no arm{hint}")
        return tuple(map(str, names))

    def _place(self, given: Any, at: At, scenario: Scenario | None, usual: Place | None) -> Place:
        """A place as told, the rest as the claim as a whole has it, and that as scenarios usually do."""
        section = self.check.mapping(given, at)
        if at:
            self.check.known(section, at, PLACE, "key")
        last = scenario.support_ends if scenario else declared.YEAR.default
        rest = vars(usual) if usual else USUAL | {"year": last}
        known = measured()
        measure = self._named(section, at, "measure", known, rest)
        line = self._line(section, at, known.get(measure), rest)
        groups = [WHOLE, *(f"{one.name}={label}" for one in groupings().values()
                           for label in _labels(one))]  # fmt: skip
        group = self._named(section, at, "group", groups, rest)
        if group != WHOLE and measure in known and ANY not in known[measure].groups:
            self.check.wrong((*at, "measure"), f"{measure} cannot be taken by group")
        year = rest["year"]
        if "year" in section:
            year = self.check.whole(section, at, "year", declared.YEAR)
            if scenario and not scenario.start <= year <= scenario.end:
                self.check.wrong((*at, "year"), f"must be one of {scenario.start} to {scenario.end}, "
                                                "the "
                                                f"years of the scenario, not {year}")  # fmt: skip
        return Place(measure, line, group, int(year))

    def _line(self, section: dict[Any, Any], at: At, measure: Measured | None, rest: Any) -> str:
        """The poverty line of a place in its one spelling; empty where the measure has none."""
        lined = measure is not None and bool(measure.lines)
        given = section.get("line", rest.get("line") or NATIONAL)
        if "line" in section and not lined:
            self.check.wrong((*at, "line"), "has no effect: the measure has no poverty line")
        elif line_name(given) is None:
            what = "must be national, national_1.25, median_0.6 or such"
            self.check.wrong((*at, "line"), f"{what}, not {show(given)}")
        return line_name(given) or NATIONAL if lined else ""

    def _named(self, section: dict[Any, Any], at: At, key: str, known: Any, rest: Any) -> str:
        name = section.get(key, rest[key])
        if key in section and name not in list(known):
            self.check.wrong((*at, key), f"{show(name)} is no {key}{nearest(name, known)}")
        return str(name)

    def _mechanism(self, base: Document | None) -> Mechanism | None:
        at = ("mechanism",)
        given = self.check.mapping(self.tree["mechanism"], at, "`says` and `set`")
        self.check.known(given, at, MECHANISM, "key")
        for key in MECHANISM:
            if key not in given:
                self.check.wrong(at, f"`{key}` is missing")
        says = self._text((*at, "says")) if isinstance(self.tree["mechanism"], dict) else ""
        part = self._part((*at, "set"))
        self.check.known(part.tree, (*at, "set"), REMOVABLE, "key")
        own = self.check.mapping(part.tree.pop("world", None), (*at, "set", "world"))
        numbers = world_parameters()
        self.check.known(own, (*at, "set", "world"), numbers, "world parameter")
        world = {name: self.check.checked(value, (*at, "set", "world", name), numbers[name])
                 for name, value in own.items() if name in numbers}  # fmt: skip
        known = {key: value for key, value in part.tree.items() if key in REMOVABLE}
        if base is None:
            return None
        part = Document(part.file, known, part.keys, part.values)
        without = merge(base, part)
        scenario = self._resolved(without)
        return None if scenario is None else Mechanism(says, world, scenario, _given(without))


def _given(document: Document) -> frozenset[str]:
    """The numbers that a document sets itself."""
    world, arms = (document.tree.get(key) or {} for key in ("world", "arms"))
    named = [f"world.{name}" for name in world]
    return frozenset(named + [f"arms.{arm}.{strategy}.{name}" for arm, uses in arms.items()
                              for strategy, own in (uses or {}).items() for name in own or {}])


def _labels(grouping: Any) -> list[str]:
    """What the groups of a grouping are called."""
    return list(grouping.labels) or [str(number) for number in range(1, 6)]


def chosen(name: str | None) -> list[Claim]:
    """All shipped claims, or the one of a file or of a shipped name."""
    found = shipped() if name is None else [load(name)]
    if not found:
        raise InputError("there are no claims")
    return found
