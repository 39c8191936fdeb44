"""The arms of a scenario: which strategies act, with which values, when and with what money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from immutabledict import immutabledict

from sim.ground.shares import shares_of
from sim.scenario import declared
from sim.scenario.check import Checker
from sim.scenario.problems import Path, name_fault, show
from sim.terms import LONGEST_ARM, StrategyUse

ROUNDING = 1e-9


class Arms:
    """Resolves the arms of a scenario whose strategies act from `start` + 1.

    They do so to the first of the `ends` unless they name another year, to the last at most. `world`
    holds the values in force at `start`.
    """

    def __init__(
        self, check: Checker, start: int, ends: tuple[int, int], world: SimpleNamespace,
        handed_over: Iterable[type] = (),
    ) -> None:  # fmt: skip
        self._check, self._start, self._world = check, start, world
        self._support_ends, self._end = ends
        self._extra: dict[str, Any] = {}
        self._strategies = declared.strategies()
        for kind in handed_over:
            self._add(kind)

    def _add(self, kind: Any) -> None:
        """Know a class handed over in Python, unless its name is that of another strategy."""
        known = self._strategies.get(kind.name, kind)
        if known is kind:
            new = kind.name not in self._strategies
            self._extra |= {kind.name: kind} if new else {}
            self._strategies |= {kind.name: kind}
            return
        whose = "another one handed over" if kind.name in self._extra else "one known here"
        what = f"has the name {kind.name}, as {whose} has: give it one of its own, name = \"...\""
        self._check.wrong(("arms",), f"the strategy class {kind.__qualname__} {what}")

    def resolve(self, tree: dict[Any, Any]) -> Mapping[str, Mapping[str, StrategyUse]]:
        """Every arm with its strategies in alphabetical order."""
        arms = tree.get("arms")
        if not isinstance(arms, dict) or not arms:
            given = f", not {show(arms)}" if "arms" in tree else ""
            self._check.wrong(("arms",), f"must name at least one arm, such as `none: {{}}`{given}")
            return immutabledict()
        return immutabledict({name: self._arm(name, uses) for name, uses in arms.items()})

    def _arm(self, name: Any, uses: Any) -> Mapping[str, StrategyUse]:
        path = ("arms", name)
        if fault := name_fault(name, LONGEST_ARM):
            self._check.wrong(path, f"an arm's name {fault}", key=True)
        if uses is None:
            self._check.wrong(path, "says nothing: write {} for an arm that does nothing")
        uses = self._check.mapping(uses, path, "strategies, such as `growth: {}`")
        elsewhere = self._parts() | declared.broken_plugins()
        self._check.known(uses, path, self._strategies, "strategy", elsewhere)
        known = {key: value for key, value in uses.items() if key in self._strategies}
        shares = self._shares(known, path)
        return immutabledict({
            key: self._use(key, known[key], (*path, key), shares[key]) for key in sorted(known)
        })

    def _parts(self) -> dict[str, str]:
        """How parts of strategies are written, by name: an arm may not name them itself."""
        return {part: f"a part of {name}: write {name}: {{only: [{part}]}}"
                for name, kind in self._strategies.items() for part in kind.parts}

    def _use(self, name: str, given: Any, path: Path, share: float) -> StrategyUse:
        parameters = self._strategies[name].parameters
        given = self._check.mapping(given, path)
        self._check.known(given, path, (*declared.TIMING, *parameters), "parameter")
        values = {
            key: self._check.value(given, path, key, parameter)
            for key, parameter in sorted(parameters.items())
        }
        self._usable(name, values, path)
        if values.get("only") and values.get("without"):
            self._check.wrong((*path, "without"), "only and without exclude each other", key=True)
        years = self._years(given, path)
        return StrategyUse(name, immutabledict(values), *years, share, self._extra.get(name))

    def _usable(self, name: str, values: dict[str, Any], path: Path) -> None:
        """What was set to do nothing, or to do more than this world can, is said; defaults give way."""
        kind = self._strategies[name]
        idle = {key: f"has no effect: {why} in this arm" for key, why in kind.idle(values).items()}
        for key, why in (kind.out_of_reach(values, self._world) | idle).items():
            if values[key] != kind.parameters[key].default:
                self._check.wrong((*path, key), why, key=True)

    def _years(self, given: dict[Any, Any], path: Path) -> tuple[int, int]:
        """First and last year of action; nothing acts in the opening year."""
        first = max(self._year(given, path, "from", self._start + 1), self._start + 1)
        last = self._year(given, path, "until", self._support_ends)
        if last < first:
            what = f"must not be before the first year of action ({first}), not {last}"
            self._check.wrong((*path, "until" if "until" in given else "from"), what)
        return first, last

    def _year(self, given: dict[Any, Any], path: Path, key: str, default: int) -> int:
        value = given.get(key, default)
        if type(value) is int and self._start <= value <= self._end:
            return value
        what = f"must be a year of the horizon ({self._start} to {self._end}), not {show(value)}"
        self._check.wrong((*path, key), what)
        return default

    def _shares(self, uses: dict[str, Any], path: Path) -> dict[str, float]:
        """Each strategy's share of the budget: as given, the rest in equal parts."""
        given = {key: self._share(use, (*path, key)) for key, use in uses.items()}
        total = sum(share for share in given.values() if share is not None)
        if total > 1 + ROUNDING:
            self._check.wrong(path, f"shares add up to {total:g}, more than 1")
        return shares_of(given)

    def _share(self, use: Any, path: Path) -> float | None:
        if not isinstance(use, dict) or "share" not in use:
            return None
        return self._check.value(use, path, "share", declared.SHARE)
