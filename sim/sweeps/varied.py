"""What a sweep file says of what is varied: levers and uncertainties, as factors."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.ground.parameters import Parameter, number, switch, whole
from sim.scenario import declared
from sim.scenario.check import Checker, fault
from sim.scenario.meant import NotMeant, paths
from sim.scenario.problems import Spot, dotted, nearest, show
from sim.scenario.read import Document
from sim.sweeps import rescale
from sim.sweeps.factors import LEVER, STEPS, UNCERTAINTY, Factor
from sim.sweeps.of_arm import of_strategy, parameters_of

SECTIONS_OF = {"levers": ("budget", "finance", "targeting", "arms"), "uncertainties": ("world", "arms")}
"""What each may vary; of a strategy's numbers some are set by policy, others nobody knows."""
ROLES = {"levers": LEVER, "uncertainties": UNCERTAINTY}
SPAN = ("low", "high", "within", "plausible", "steps")
EVERY = ".*"  # ends a path that stands for all numbers declared there
WITHIN = number(1.0, "share of the declared range", 0.001, 1, "assumption",
                "how far a range reaches from the default towards the declared ends")
PLAUSIBLE = switch(False, "whether a range is what the number may be in the county meant")
LEVELS = whole(STEPS, "values", 2, 1_000, "assumption", "values that a crossing takes of a range")


class Varied:
    """Reads the factors out of a document; what is wrong is noted.

    `base` is the scenario. `from_file` says that values are columns of a file of points, of which
    some may be alike or left out.
    """

    def __init__(self, check: Checker, base: Document, from_file: bool) -> None:
        self._check, self._base, self._from_file = check, base, from_file
        self._tree = check.document.tree

    def factors(self) -> list[Factor]:
        """The levers, then the uncertainties, in the order of the file."""
        found = {section: self._factors(section) for section in ROLES}
        for path in {one.path for one in found["levers"]} & {one.path for one in found["uncertainties"]}:
            self._check.wrong(("uncertainties", path), "is one of the levers, too: leave it out of one "
                                                       "of the two", key=True)
        return [factor for factors in found.values() for factor in factors]

    def spots(self, factors: Iterable[Factor]) -> dict[str, Spot]:
        """Where each factor stands."""
        return {factor.path: self._spot(factor) for factor in factors}

    def _spot(self, factor: Factor) -> Spot:
        section = next(key for key, role in ROLES.items() if role == factor.role)
        given = self._tree[section]
        written = factor.path if factor.path in given else factor.path.rpartition(".")[0] + EVERY
        return self._check.document.spot((section, written))

    def _factors(self, section: str) -> list[Factor]:
        given = self._check.mapping(self._tree.get(section), (section,), "paths with their values")
        found = []
        for path, span in given.items():
            if str(path).endswith(EVERY):
                found += self._every(section, str(path), span, given)
            else:
                found.append(self._factor(section, path, span))
        return [factor for factor in found if factor is not None]

    def _every(
        self, section: str, path: str, span: Any, given: Mapping[Any, Any]
    ) -> list[Factor | None]:
        """A factor for each number declared at a place, but for those that the file names itself.

        What is certain (a yardstick, a unit, what policy sets) is no uncertainty.
        """
        place, known = path.removesuffix(EVERY), dict[str, Parameter]()
        match place.split("."):
            case ["world"]:
                known = declared.world_parameters()
            case ["arms", arm, strategy] if strategy in (self._base.tree["arms"].get(arm) or {}):
                kind = declared.strategies().get(strategy)
                known = dict(kind.parameters) if kind else {}
        numbers = [f"{place}.{name}" for name, one in known.items() if one.kind == "number"
                   and (section != "uncertainties" or len(one.prior) > 1)]
        named = {*given, *rescale.fitted(self._base)}
        if not numbers:
            self._check.wrong((section, path), "stands for no declared number: write world.* or "
                              "arms.ARM.STRATEGY.*", key=True)
        return [
            self._factor(section, each, span, written=path)
            for each in numbers if each not in named
        ]  # fmt: skip

    def _factor(
        self, section: str, path: Any, span: Any, written: str | None = None
    ) -> Factor | None:
        """A factor, and in the file the path by which it was `written`."""
        at = (section, written or path)
        declaration = self._declaration(at, path)
        if declaration is None:
            return None
        if str(path).partition(".")[0] not in SECTIONS_OF[section]:
            other = "levers" if section == "uncertainties" else "uncertainties"
            self._check.wrong(at, f"belongs to the {other}: what the world is, is uncertain, and "
                                  "what policy sets, is a lever", key=True)
        if path in rescale.fitted(self._base):
            self._check.wrong(at, "cannot be swept where `rescale` fits it in every world: leave out "
                                  "one of the two", key=True)
        role = ROLES[section]
        factor = Factor(path, role, declaration.unit, declaration.meaning, whole=declaration.whole,
                        source=declaration.source)  # fmt: skip
        if isinstance(span, list):
            values = self._values(at, span, declaration)
            return replace(factor, values=values)
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
        if self._check.value(span, at, "plausible", PLAUSIBLE):
            return self._plausible(at, span, declaration, factor)
        if declaration.kind != "number":
            values: tuple[Any, ...] = declaration.choices or (False, True)
            return replace(factor, values=tuple(values))
        within = self._check.value(span, at, "within", WITHIN)
        low, high = (span.get(end, limit) for end, limit in _reach(declaration, within).items())
        for end, value in (("low", low), ("high", high)):
            if problem := fault(declaration, value):
                self._check.wrong((*at, end), problem)
                return None
        steps = self._check.whole(span, at, "steps", LEVELS)
        if low < high:
            return replace(factor, low=low, high=high, steps=steps)
        self._check.wrong((*at, "high"), f"must be above low ({low:g}), not {show(high)}")
        return None

    def _plausible(
        self, at: tuple[Any, ...], span: Mapping[Any, Any], declaration: Parameter, factor: Factor
    ) -> Factor | None:
        """A factor over what is plausible: its declared default is the median."""
        prior, before = declaration.prior, len(self._check.problems)
        if factor.role == LEVER:
            self._check.wrong((*at, "plausible"), "is of what nobody knows, and this is a lever, which "
                                                  "policy sets: name its values or its range", key=True)
        if besides := [key for key in ("low", "high", "within") if key in span]:
            self._check.wrong((*at, besides[0]), "and `plausible: true` both tell a range: leave out "
                                                 "one of the two", key=True)
        if len(prior) == 1:
            self._check.wrong((*at, "plausible"), f"leaves {show(prior[0])} alone "
                              f"({declaration.because}): give a range or values", key=True)
        if len(self._check.problems) > before:
            return None
        factor = replace(factor, source=declaration.because)
        if declaration.kind != "number":
            return replace(factor, values=prior)
        steps = self._check.whole(dict(span), at, "steps", LEVELS)
        return replace(factor, low=prior[0], high=prior[1], median=declaration.default, steps=steps)

    def _declaration(self, at: tuple[Any, ...], path: Any) -> Parameter | None:
        """What is declared of the path of a factor."""
        try:
            (place,) = paths(self._base.tree, str(path).split("."))
        except (NotMeant, ValueError) as problem:
            self._check.wrong(at, str(problem) if isinstance(problem, NotMeant) else
                              "stands for several places: write the path of one", key=True)
            return None
        found, near = self._found(place)
        if found is None or dotted(place) != path:
            meant = f" (did you mean {dotted(place)}?)" if found is not None else near
            self._check.wrong(at, "cannot be swept: a factor is budget, finance, targeting, "
                                  f"world.PARAMETER or arms.ARM.STRATEGY.PARAMETER{meant}", key=True)
            return None
        return found

    def _found(self, place: tuple[Any, ...]) -> tuple[Parameter | None, str]:
        """What is declared at a place of the scenario; else what may have been meant there."""
        arms = self._base.tree["arms"]
        match place:
            case ("world", name):
                known = declared.world_parameters()
                return known.get(name), nearest(name, known)
            case ("arms", arm, *_) if arm not in arms:
                return None, f"; {show(arm)} is no arm that is run{nearest(arm, arms)}"
            case ("arms", arm, strategy, *_) if strategy not in (uses := arms[arm] or {}):
                near = nearest(strategy, uses)
                return None, f"; the arm {show(arm)} has no strategy {show(strategy)}{near}"
            case ("arms", _, strategy, name):
                found = of_strategy(strategy, name, self._base)
                return found, nearest(name, parameters_of(strategy))
            case ("budget",):
                return declared.BUDGET, ""
            case (name,) if name in ("finance", "targeting"):
                return declared.SCALARS[name], ""
        return None, nearest(dotted(place), ("budget", "finance", "targeting"))


def _reach(declaration: Parameter, within: float) -> dict[str, float]:
    """The ends of a declared range, or a part of the way to them from the default."""
    assert declaration.low is not None and declaration.high is not None
    middle = declaration.default
    low = max(middle + within * (declaration.low - middle), declaration.low)
    high = min(middle + within * (declaration.high - middle), declaration.high)
    return {"low": math.ceil(low), "high": math.floor(high)} if declaration.whole else {
        "low": low, "high": high}  # fmt: skip
