"""From a sweep file to a sweep: every key checked, all faults at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.ground.parameters import Parameter
from sim.scenario import declared
from sim.scenario.check import Checker, fault, in_python
from sim.scenario.find import find_file, in_short, not_found, read_file, shipped_sweeps
from sim.scenario.layers import apply_changes, apply_settings, merge, scenario_near
from sim.scenario.meant import NotMeant, paths
from sim.scenario.problems import Problems, Spot, dotted, name_fault, nearest, show
from sim.scenario.read import Document, plain_scalar, read_text
from sim.sweeps import designs
from sim.sweeps.factors import LEVER, STEPS, UNCERTAINTY, Factor
from sim.sweeps.points import crossed
from sim.sweeps.terms import Sweep

KEYS = ("name", "scenario", "set", "arms", "levers", "uncertainties", "design")
DESIGN = ("kind", "points")
SPAN = ("low", "high", "steps")
ROLES = {"levers": LEVER, "uncertainties": UNCERTAINTY}
LONGEST_NAME, MOST_POINTS = 80, 1_000_000
DEFAULT_KIND = "grid"


def load(
    given: str | os.PathLike[str] | dict[str, Any], settings: Iterable[str] = (), **flags: str
) -> Sweep:
    """A sweep by its file, or by a dict with the keys of one; raises `ScenarioError`.

    `settings` (`path=value`) and `flags` change its scenario, given as text.
    """
    problems = Problems()
    document, folder = _document(given, problems)
    problems.raise_if_any()
    assert document is not None
    sweep = _Reader(document, folder, problems).read(settings, flags)
    problems.raise_if_any()
    assert sweep is not None
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
    def __init__(self, document: Document, folder: Path, problems: Problems) -> None:
        self._check, self._problems = Checker(document, problems), problems
        self._tree, self._folder = document.tree, folder

    def read(self, settings: Iterable[str], flags: Mapping[str, str]) -> Sweep | None:
        """The sweep, or None where what is wrong keeps it from being one."""
        self._check.known(self._tree, (), KEYS, "key")
        name, base = self._name(), self._base(settings, flags)
        if base is None:
            return None
        factors = [factor for section in ROLES for factor in self._factors(section, base)]
        kind, number = self._design(factors)
        if self._problems or kind is None:
            return None
        seed = int(base.tree.get("seed", declared.SCALARS["seed"].default))
        spots = {factor.path: self._spot(factor) for factor in factors}
        return Sweep(name, base, factors, crossed(factors, kind, number, seed), spots)

    def _spot(self, factor: Factor) -> Spot:
        section = next(key for key, role in ROLES.items() if role == factor.role)
        return self._check.document.spot((section, factor.path))

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
        base = self._with_arms(apply_changes(base, changes, self._problems, prefix="--"))
        if base.tree.get("province") is not None:
            self._check.wrong(("scenario",), "is a province: a sweep is of one county (province: null "
                                             "under `set` takes it out)")
        return base

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
        found = [self._factor(section, path, span, base) for path, span in given.items()]
        return [factor for factor in found if factor is not None]

    def _factor(self, section: str, path: Any, span: Any, base: Document) -> Factor | None:
        at = (section, path)
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
            if problem := fault(declaration, value):
                self._check.wrong((*at, place), problem)
            elif value in given[:place]:
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
        low, high = (span.get(end, getattr(declaration, end)) for end in ("low", "high"))
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

    def _design(self, factors: list[Factor]) -> tuple[str | None, int]:
        given = self._check.mapping(self._tree.get("design"), ("design",), "`kind` and `points`")
        self._check.known(given, ("design",), DESIGN, "key")
        known, kind = designs.find(), given.get("kind", DEFAULT_KIND)
        if kind not in known:
            what = f"must be one of {', '.join(known)}, not {show(kind)}{nearest(kind, known)}"
            self._check.wrong(("design", "kind"), what)
            return None, 0
        number = given.get("points", 0)
        if known[kind].NUMBERED and (type(number) is not int or not 1 <= number <= MOST_POINTS):
            what = f"must be a whole number from 1 to {MOST_POINTS:,}, not {show(number)}"
            self._check.wrong(("design", "points"), what)
        if not known[kind].NUMBERED and "points" in given:
            self._check.wrong(("design", "points"), f"a {kind} has as many points as its factors make")
        if not factors:
            self._check.wrong((), "names neither levers nor uncertainties: there is nothing to sweep")
        return kind, number


def _of_strategy(strategy: str, name: str) -> Parameter | None:
    if name == "share":
        return declared.SHARE
    kind = declared.strategies().get(strategy)
    return kind.parameters.get(name) if kind else None
