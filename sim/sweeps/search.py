"""What a search may choose: the levers of one arm, its budget shared out among strategies if asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.compare.optimum import mixed, optimised_arm
from sim.folder.swept import SWEEP_FILE
from sim.record.poverty import POVERTY
from sim.scenario import Scenario
from sim.scenario.problems import Problems, Spot
from sim.sweeps.factors import LEVER, UNCERTAINTY, Factor
from sim.sweeps.points import Batch, Values
from sim.sweeps.terms import Sweep

PAID = "paid"
RECORDED = dict(zip(POVERTY, POVERTY, strict=True)) | {PAID: "cost_total"}
"""The measure that a scenario must record, by the aim."""
LEAST = 0.001
"""The least weight from which a share is drawn: its logarithm must be finite."""


@dataclass(frozen=True)
class Space:
    """The settings of one arm that can be tried, and what every one of them has in common.

    `mix` are the paths of shares that add up to `rest`, what the arm's other strategies leave.
    """

    scenario: Scenario
    levers: Sequence[Factor]
    uncertain: Sequence[Factor]
    arm: str
    mix: Sequence[str]
    rest: float
    fixed: Values

    @classmethod
    def of(cls, sweep: Sweep) -> Space:
        """The space of an experiment's file; raises `ScenarioError` for one that makes no sense."""
        scenario = replace(sweep, batches=(Batch("", [{}]),)).first
        levers = [factor for factor in sweep.factors if factor.role == LEVER]
        paths = [factor.path for factor in levers]
        arms = optimised_arm(paths, scenario.arms, scenario.baseline)
        problems = _Faults(sweep, scenario, levers, arms)
        problems.raise_if_any()
        mix = mixed(paths)
        rest = _left(sweep, arms[0], mix)
        ends = sweep.options["support_ends"]
        fixed = {f"arms.{arm}.{name}.until": scenario.end - ends
                 for arm, used in scenario.arms.items() for name in used if ends}  # fmt: skip
        uncertain = [factor for factor in sweep.factors if factor.role == UNCERTAINTY]
        return cls(scenario, levers, uncertain, arms[0], mix, rest, fixed)

    def setting(self, drawn: Mapping[str, Any]) -> Values:
        """The values of the levers from what was drawn of each.

        What is drawn of a share is a number from 0 to 1; minus its logarithm is its weight, so that
        even draws give every mix the same chance (Devroye 1986, chapter V).
        """
        weights = {path: -math.log(drawn[path]) for path in self.mix}
        total = math.fsum(weights.values())
        shares = {path: self.rest * weight / total if total else self.rest / len(weights)
                  for path, weight in weights.items()}  # fmt: skip
        if self.mix:
            *others, last = self.mix
            shares[last] = max(self.rest - math.fsum(shares[path] for path in others), 0.0)
        return {**drawn, **shares}

    @property
    def references(self) -> list[Values]:
        """The setting of the scenario, then each strategy of the mix with all of its budget."""
        alone = [{path: self.rest * (path == whole) for path in self.mix} for whole in self.mix]
        return [{}, *alone]

    def points(self, settings: Sequence[Values], worlds: Sequence[Values]) -> list[Values]:
        """Setting by setting, all worlds."""
        return [self.fixed | setting | world for setting in settings for world in worlds]


def _left(sweep: Sweep, arm: str, mix: Sequence[str]) -> float:
    """What the strategies of an arm that are not in the mix leave; without a share they take nothing."""
    shared, uses = {path.split(".")[2] for path in mix}, sweep.base.tree["arms"][arm]
    given = [use.get("share", 0.0) for name, use in uses.items() if use and name not in shared]
    return 1.0 - math.fsum(given)


class _Faults(Problems):
    """What keeps a file from being a search, each said where it stands."""

    def __init__(
        self, sweep: Sweep, scenario: Scenario, levers: Sequence[Factor], arms: Sequence[str]
    ) -> None:
        super().__init__()
        self._sweep, self._scenario, self._levers = sweep, scenario, levers
        if not levers:
            self._wrong("levers", "names no lever: there is nothing to choose")
        self._of_arm(arms)
        self._of_aims(sweep.options["aims"])
        self._of_mix(mixed(factor.path for factor in levers))
        self._of_years(sweep.options["support_ends"])

    def _wrong(self, at: str, sentence: str) -> None:
        self.add(self._sweep.spots.get(at, Spot(SWEEP_FILE)), (at,), sentence)

    def _of_arm(self, arms: Sequence[str]) -> None:
        baseline = self._scenario.baseline
        if baseline in arms:
            self._wrong("arms", f"the levers name {baseline}, the baseline, to which others are held")
        elif len(arms) > 1:
            self._wrong("arms", f"which one is sought, {' or '.join(arms)}? Name levers of one of them, "
                        "or leave no other beside the baseline")
        elif not arms:
            self._wrong("arms", f"there is no arm besides the baseline {baseline}")

    def _of_aims(self, aims: Sequence[str]) -> None:
        at = "optimise.aims"
        if not aims:
            self._wrong(at, "names no aim")
        if [*aims] == [PAID]:
            self._wrong(at, "paid alone is least where nothing is done: name poverty beside it")
        for measure in (RECORDED[aim] for aim in aims):
            if measure not in self._scenario.record.measures:
                self._wrong(at, f"needs {measure}, which the scenario does not record")

    def _of_mix(self, mix: Sequence[str]) -> None:
        if mix and _left(self._sweep, mix[0].split(".")[1], mix) <= 0:
            self._wrong(mix[0], "has nothing to divide: the arm's other strategies take it all")
        for factor in self._levers:
            if factor.path in mix and (factor.values or (factor.low, factor.high) != (0, 1)):
                self._wrong(factor.path, "is one of several shares, which divide the budget among them "
                            "and have no range of their own: write {}")

    def _of_years(self, ends: int) -> None:
        """No setting may let a strategy stop before it begins."""
        if ends >= self._scenario.years:
            self._wrong("optimise.support_ends", f"must be below the {self._scenario.years} years of "
                        f"the horizon, not {ends}")
        by_path = {factor.path: factor for factor in self._levers}
        for path in by_path:
            place, _, key = path.rpartition(".")
            if key == "until" and ends:
                self._wrong(path, "is told by support_ends: leave out one of the two")
            if key not in ("from", "until"):
                continue
            _, arm, strategy = place.split(".")
            use = self._scenario.arms[arm][strategy]
            stops = by_path.get(f"{place}.until")
            last = min(stops.levels) if stops else self._scenario.end - ends if ends else use.until
            starts = by_path.get(f"{place}.from")
            first = max(starts.levels) if starts else use.from_year
            if first > last:
                what = f"{strategy} might begin in {first}, after its last year, {last}"
                self._wrong(path, what)
