"""From a sweep file to a sweep: every key checked, all faults at once."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.ground.parameters import Parameter, number
from sim.scenario import declared
from sim.scenario.check import Checker, fault, in_python
from sim.scenario.find import find_file, in_short, not_found, read_file, shipped_sweeps
from sim.scenario.layers import apply_changes, apply_settings, merge, scenario_near
from sim.scenario.meant import NotMeant, paths
from sim.scenario.problems import Problems, Spot, dotted, name_fault, nearest, show
from sim.scenario.read import Document, plain_scalar, read_text
from sim.sweeps import columns, designs, kinds
from sim.sweeps.factors import LEVER, STEPS, UNCERTAINTY, Factor
from sim.sweeps.points import Design
from sim.sweeps.terms import Sweep

KEYS = ("name", "scenario", "set", "arms", "levers", "uncertainties")
DESIGN = ("kind", "points", "file")
SPAN = ("low", "high", "within", "steps")
EVERY = ".*"  # ends a path that stands for all numbers declared there
WITHIN = number(1.0, "share of the declared range", 0.001, 1, "assumption",
                "how far a range reaches from the default towards the declared ends")
ROLES = {"levers": LEVER, "uncertainties": UNCERTAINTY}
LONGEST_NAME, MOST_POINTS = 80, 1_000_000
DEFAULT_KIND, SWEEP = "grid", "sweep"


def load(
    given: str | os.PathLike[str] | dict[str, Any], settings: Iterable[str] = (), kind: str = SWEEP,
    **flags: str,
) -> Sweep:  # fmt: skip
    """A sweep by its file, or by a dict with the keys of one; raises `ScenarioError`.

    `settings` (`path=value`) and `flags` change its scenario, given as text. `kind` is that of the
    experiment: what the file may say besides, and which points it comes to, depend on it.
    """
    problems = Problems()
    document, folder = _document(given, problems)
    problems.raise_if_any()
    assert document is not None
    sweep = _Reader(document, folder, kind, problems).read(settings, flags)
    problems.raise_if_any()
    assert sweep is not None
    sweep = sweep.with_batch(next(kinds.plan_of(sweep)))
    for point in range(len(sweep.points)):
        sweep.resolved(point, problems)
        problems.raise_if_any()
    return sweep


def _document(given: Any, problems: Problems) -> tuple[Document | None, Path]:
    """What was given, and the folder from which it names other files."""
    if isinstance(given, dict):
        return Document("sweep", in_python(given)), Path()
    wanted = os.fspath(given)
    ours = shipped_sweeps()
    path = find_file(wanted, ours=ours)
    if path is None:
        problems.add(Spot(wanted), (), not_found(wanted, ours, "sweep"))
        return None, Path()
    shown = wanted if path == Path(wanted) else in_short(path)
    text = read_file(path, shown, problems)
    document = None if text is None else read_text(text, shown, problems)
    if document is not None:
        document.stem = path.stem
    return document, path.parent


class _Reader:
    def __init__(self, document: Document, folder: Path, kind: str, problems: Problems) -> None:
        self._check, self._problems = Checker(document, problems), problems
        self._tree, self._folder = document.tree, folder
        self._name_of_kind, self._kind, self._from_file = kind, kinds.find()[kind], False

    def read(self, settings: Iterable[str], flags: Mapping[str, str]) -> Sweep | None:
        """The sweep, or None where what is wrong keeps it from being one."""
        own = {"design": self._kind.DESIGNED, self._name_of_kind: self._kind.OPTIONS}
        keys = [*KEYS, *(key for key, has in own.items() if has)]
        others = {name: f"it is read by antipoverty {name}" for name in kinds.find()}
        self._check.known(self._tree, (), keys, "key", others)
        name, base = self._name(), self._base(settings, flags)
        options = self._options()
        if base is None:
            return None
        design = self._design() if self._kind.DESIGNED else Design("")
        factors = [factor for section in ROLES for factor in self._factors(section, base)]
        if not factors and not self._problems:
            self._check.wrong((), "names neither levers nor uncertainties: there is nothing to vary")
        if self._problems or design is None:
            return None
        spots = {factor.path: self._spot(factor) for factor in factors}
        return Sweep(name, self._name_of_kind, options, base, factors, design, spots)

    def _options(self) -> dict[str, Any]:
        """What the file says of this kind of experiment, the rest as declared."""
        at, declaration = (self._name_of_kind,), self._kind.OPTIONS
        given = self._check.mapping(self._tree.get(self._name_of_kind), at)
        self._check.known(given, at, declaration, "key")
        return {name: self._check.value(given, at, name, one) for name, one in declaration.items()}

    def _spot(self, factor: Factor) -> Spot:
        section = next(key for key, role in ROLES.items() if role == factor.role)
        given = self._tree[section]
        written = factor.path if factor.path in given else factor.path.rpartition(".")[0] + EVERY
        return self._check.document.spot((section, written))

    def _name(self) -> str:
        name = self._tree.get("name", self._check.document.stem or "sweep")
        if problem := name_fault(name, LONGEST_NAME):
            self._check.wrong(("name",), f"{problem}; it names the results folder")
        return str(name)

    def _base(self, settings: Iterable[str], flags: Mapping[str, str]) -> Document | None:
        """The scenario with what is set on top, and of its arms those that are asked for."""
        document, wanted = self._check.document, self._tree.get("scenario")
        at = "scenario", document.spot(("scenario",))
        base = scenario_near(wanted, self._folder, at, self._problems)
        if base is None:
            return None
        own = self._check.mapping(self._tree.get("set"), ("set",))
        keys, values = ({path[1:]: spot for path, spot in spots.items() if path[:1] == ("set",)}
                        for spots in (document.keys, document.values))
        base = merge(base, Document(document.file, own, keys, values))
        changes = {name: plain_scalar(text.strip()) for name, text in flags.items()}
        base = apply_settings(base, settings, self._problems)
        return self._with_arms(apply_changes(base, changes, self._problems, prefix="--"))

    def _with_arms(self, base: Document) -> Document:
        arms = base.tree.get("arms") or {}
        wanted = self._tree.get("arms", list(arms))
        if not isinstance(wanted, list) or not wanted:
            self._check.wrong(("arms",), f"must be a list of arms, not {show(wanted)}")
            return base
        for place, arm in enumerate(wanted):
            if arm not in arms:
                hint = nearest(arm, arms) or f"; there are {', '.join(arms)}"
                self._check.wrong(("arms", place), f"{show(arm)} is no arm of the scenario{hint}")
        kept = {arm: uses for arm, uses in arms.items() if arm in wanted}
        return replace(base, tree=base.tree | {"arms": kept})

    def _factors(self, section: str, base: Document) -> list[Factor]:
        given = self._check.mapping(self._tree.get(section), (section,), "paths with their values")
        found = []
        for path, span in given.items():
            if str(path).endswith(EVERY):
                found += self._every(section, str(path), span, base, given)
            else:
                found.append(self._factor(section, path, span, base))
        return [factor for factor in found if factor is not None]

    def _every(
        self, section: str, path: str, span: Any, base: Document, given: Mapping[Any, Any]
    ) -> list[Factor | None]:
        """A factor for each number declared at a place, but for those that the file names itself."""
        place, known = path.removesuffix(EVERY), dict[str, Parameter]()
        match place.split("."):
            case ["world"]:
                known = declared.world_parameters()
            case ["arms", arm, strategy] if strategy in (base.tree["arms"].get(arm) or {}):
                kind = declared.strategies().get(strategy)
                known = dict(kind.parameters) if kind else {}
        numbers = [f"{place}.{name}" for name, one in known.items() if one.kind == "number"]
        if not numbers:
            self._check.wrong((section, path), "stands for no declared number: write world.* or "
                              "arms.ARM.STRATEGY.*", key=True)
        return [
            self._factor(section, each, span, base, written=path)
            for each in numbers if each not in given
        ]  # fmt: skip

    def _factor(
        self, section: str, path: Any, span: Any, base: Document, written: str | None = None
    ) -> Factor | None:
        """A factor, and in the file the path by which it was `written`."""
        at = (section, written or path)
        declaration = self._declaration(at, path, base)
        if declaration is None:
            return None
        if (str(path).partition(".")[0] == "world") != (section == "uncertainties"):
            other = "levers" if section == "uncertainties" else "uncertainties"
            self._check.wrong(at, f"belongs to the {other}: what the world is, is uncertain, and "
                                  "what policy sets, is a lever", key=True)
        role, whole = ROLES[section], declaration.whole or isinstance(declaration.default, int)
        if isinstance(span, list):
            values = self._values(at, span, declaration)
            return Factor(path, role, declaration.unit, declaration.meaning, values)
        factor = Factor(path, role, declaration.unit, declaration.meaning, whole=whole)
        return self._range(at, span, declaration, factor)

    def _values(self, at: tuple[Any, ...], given: list[Any], declaration: Parameter) -> tuple[Any, ...]:
        if not given:
            self._check.wrong(at, "names no value")
        for place, value in enumerate(given):
            if value is None and self._from_file:
                continue  # as the scenario has it
            if problem := fault(declaration, value):
                self._check.wrong((*at, place), problem)
            elif value in given[:place] and not self._from_file:
                self._check.wrong((*at, place), f"{show(value)} stands here twice")
        return tuple(given)

    def _range(
        self, at: tuple[Any, ...], span: Any, declaration: Parameter, factor: Factor
    ) -> Factor | None:
        """A factor over a range; what the file leaves out is as declared."""
        span = self._check.mapping(span, at, "a list of values, or low and high")
        self._check.known(span, at, SPAN, "key")
        if declaration.kind != "number":
            values: tuple[Any, ...] = declaration.choices or (False, True)
            return replace(factor, values=tuple(values))
        within = self._check.value(span, at, "within", WITHIN)
        low, high = (span.get(end, limit) for end, limit in _reach(declaration, within).items())
        for end, value in (("low", low), ("high", high)):
            if problem := fault(declaration, value):
                self._check.wrong((*at, end), problem)
                return None
        steps = span.get("steps", STEPS)
        if type(steps) is not int or steps < 2:
            self._check.wrong((*at, "steps"), f"must be a whole number from 2 up, not {show(steps)}")
        elif low >= high:
            self._check.wrong((*at, "high"), f"must be above low ({low:g}), not {show(high)}")
        else:
            return replace(factor, low=low, high=high, steps=steps)
        return None

    def _declaration(self, at: tuple[Any, ...], path: Any, base: Document) -> Parameter | None:
        """What is declared of the path of a factor."""
        try:
            (place,) = paths(base.tree, str(path).split("."))
        except (NotMeant, ValueError) as problem:
            self._check.wrong(at, str(problem) if isinstance(problem, NotMeant) else
                              "stands for several places: write the path of one", key=True)
            return None
        match place:
            case ("world", name):
                found = declared.world_parameters().get(name)
            case ("arms", _, strategy, name):
                found = _of_strategy(strategy, name)
            case ("budget",):
                found = declared.BUDGET
            case (name,) if name in ("finance", "targeting"):
                found = declared.SCALARS[name]
            case _:
                found = None
        if found is None or dotted(place) != path:
            hint = f" (did you mean {dotted(place)}?)" if found is not None else ""
            self._check.wrong(at, "cannot be swept: a factor is budget, finance, targeting, "
                                  f"world.PARAMETER or arms.ARM.STRATEGY.PARAMETER{hint}", key=True)
            return None
        return found

    def _design(self) -> Design | None:
        given = self._check.mapping(self._tree.get("design"), ("design",), "`kind` and `points`")
        self._check.known(given, ("design",), DESIGN, "key")
        usual = getattr(self._kind, "DESIGN", DEFAULT_KIND)
        known, kind = designs.find(), given.get("kind", usual)
        if kind not in known:
            what = f"must be one of {', '.join(known)}, not {show(kind)}{nearest(kind, known)}"
            self._check.wrong(("design", "kind"), what)
            return None
        asked = given.get("points", 0)
        if known[kind].NUMBERED and (type(asked) is not int or not 1 <= asked <= MOST_POINTS):
            what = f"must be a whole number from 1 to {MOST_POINTS:,}, not {show(asked)}"
            self._check.wrong(("design", "points"), what)
        if not known[kind].NUMBERED and "points" in given:
            self._check.wrong(("design", "points"), f"a {kind} has as many points as its factors make")
        self._from_file = getattr(known[kind], "FROM_FILE", False)
        if self._from_file:
            document = columns.taken_up(self._check, given.get("file"), self._folder, ROLES)
            self._check, self._tree = Checker(document, self._problems), document.tree
        elif "file" in given:
            self._check.wrong(("design", "file"), f"a {kind} is read from no file (kind: points is)")
        return Design(kind, asked)


def _reach(declaration: Parameter, within: float) -> dict[str, float]:
    """The ends of a declared range, or a part of the way to them from the default."""
    assert declaration.low is not None and declaration.high is not None
    middle = declaration.default
    low, high = (middle + within * (limit - middle) for limit in (declaration.low, declaration.high))
    return {"low": math.ceil(low), "high": math.floor(high)} if declaration.whole else {
        "low": low, "high": high}  # fmt: skip


def _of_strategy(strategy: str, name: str) -> Parameter | None:
    if name == "share":
        return declared.SHARE
    kind = declared.strategies().get(strategy)
    return kind.parameters.get(name) if kind else None
