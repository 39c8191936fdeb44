"""Comparison: means over replications, paired differences, cost-effectiveness, with intervals.

Outcomes become one array [arm, replication, key], where a key is (year, measure, line, group)
and NaN means that there is no such number. All intervals are at 95%.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiment import columns, manifest
from sim.experiment.files import whole
from sim.results import read_table

LEVEL = 0.95
RESAMPLES = 2_000
KEY = ["year", "measure", "line", "group"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Outcomes:
    """All recorded numbers: `values` [arm, replication, key], and a row of `keys` for each key.

    `keys` has the columns year, measure, line, group and unit, sorted.
    """

    arms: list[str]
    keys: pd.DataFrame
    values: Floats

    @classmethod
    def of(cls, rows: pd.DataFrame, arms: list[str]) -> Outcomes:
        """Arrange the rows of outcomes.csv; `arms` gives the order of arms."""
        groups = rows.groupby(KEY, sort=True)
        keys = groups["unit"].first().reset_index()
        numbers = {number: place for place, number in enumerate(sorted(set(rows["replication"])))}
        values = np.full((len(arms), len(numbers), len(keys)), np.nan)
        places = {arm: place for place, arm in enumerate(arms)}
        at = rows["arm"].map(places), rows["replication"].map(numbers), groups.ngroup()
        values[tuple(np.asarray(place, int) for place in at)] = rows["value"]
        return cls(arms, keys, values)

    def of_arm(self, arm: str) -> Floats:
        """Values [replication, key] of one arm."""
        return self.values[self.arms.index(arm)]

    def yearly(self, arm: str, measure: str, line: str = "") -> Floats:
        """Values [replication, year] of a measure for everybody, NaN where there is none.

        The opening year, which no arm can change, is left out.
        """
        years = np.unique(self.keys["year"])
        found = np.full((self.values.shape[1], len(years)), np.nan)
        chosen = self._places.get((measure, line, "all"), np.array([], int))
        at = np.searchsorted(years, self.keys["year"].to_numpy()[chosen])
        found[:, at] = self.of_arm(arm)[:, chosen]
        return found[:, 1:]

    @cached_property
    def _places(self) -> dict[Any, NDArray[np.intp]]:
        return dict(self.keys.groupby(["measure", "line", "group"]).indices)


def write(folder: Path, baseline: str) -> None:
    """Write summary, differences and cost-effectiveness of a results folder from its outcomes."""
    arms = list(read_table(folder, "runs.csv")["arm"].unique())
    outcomes = Outcomes.of(read_table(folder, "outcomes.csv"), arms)
    seed = int(manifest.read(folder)["scenario_hash"], 16)
    made = {
        "summary.csv": summary(outcomes),
        "differences.csv": differences(outcomes, baseline),
        "cost_effectiveness.csv": cost_effectiveness(outcomes, baseline, seed),
    }
    for name, frame in made.items():
        with whole(folder / name) as file:
            frame.to_csv(file, index=False, lineterminator="\n", columns=columns.header(name))


def summary(outcomes: Outcomes) -> pd.DataFrame:
    """Mean, standard deviation and interval over replications of every number of every arm."""
    frames = [
        _estimates(outcomes.keys, outcomes.of_arm(arm)).assign(arm=arm) for arm in outcomes.arms
    ]
    return _stacked(frames, "summary.csv")


def differences(outcomes: Outcomes, baseline: str) -> pd.DataFrame:
    """Every arm minus the baseline, paired by replication; pairs that miss a run are left out."""
    base = outcomes.of_arm(baseline)
    frames = [
        _estimates(outcomes.keys, outcomes.of_arm(arm) - base).assign(arm=arm, baseline=baseline)
        for arm in outcomes.arms
        if arm != baseline
    ]
    return _stacked(frames, "differences.csv")


def student(values: Floats) -> dict[str, NDArray]:
    """n, mean, sd and Student t interval down the first axis, NaN left out, empty at n < 2.

    Deviations are taken from the smallest value, so that equal values give exactly that value.
    """
    from scipy.special import stdtrit

    there = ~np.isnan(values)
    n = there.sum(axis=0)
    some, free = np.maximum(n, 1), np.maximum(n - 1, 1)
    anchor = np.where(n > 0, np.fmin.reduce(values, axis=0, initial=np.nan), 0.0)
    mean = anchor + np.where(there, values - anchor, 0.0).sum(axis=0) / some
    sd = np.sqrt(np.where(there, (values - mean) ** 2, 0.0).sum(axis=0) / free)
    sd = np.where(n > 1, sd, np.nan)
    half = stdtrit(free, (1 + LEVEL) / 2) * sd / np.sqrt(some)
    return {"n": n, "mean": mean, "sd": sd, "ci_low": mean - half, "ci_high": mean + half}


def _estimates(keys: pd.DataFrame, values: Floats) -> pd.DataFrame:
    frame = keys.assign(**student(values))
    return frame[frame["n"] > 0]


def _stacked(frames: list[pd.DataFrame], file: str) -> pd.DataFrame:
    names = columns.header(file)
    kept = [frame[names] for frame in frames if len(frame)]
    return pd.concat(kept, ignore_index=True) if kept else pd.DataFrame(columns=names)


def cost_effectiveness(outcomes: Outcomes, baseline: str, seed: int) -> pd.DataFrame:
    """Yuan a person-year of poverty averted (fgt0) and a yuan of poverty gap averted (fgt1).

    The ratio of means over replications of the sums over the simulated years, at the national
    line, undiscounted; its interval is by bootstrap over replications from `seed`.
    """
    rows = [
        {"arm": arm, "baseline": baseline, "measure": measure} | _ratio(cost, averted, seed)
        for arm in outcomes.arms
        if arm != baseline
        for measure, cost, averted in _bought(outcomes, arm, baseline)
    ]
    return pd.DataFrame(rows, columns=columns.header("cost_effectiveness.csv"))


def _bought(
    outcomes: Outcomes, arm: str, baseline: str
) -> Iterator[tuple[str, Floats, Floats]]:
    """Measure, cost and averted by replication, where both arms have all that is needed."""
    cost = (outcomes.yearly(arm, "cost_total") - outcomes.yearly(baseline, "cost_total")).sum(1)
    for measure in ("fgt0", "fgt1"):
        averted = (_burden(outcomes, baseline, measure) - _burden(outcomes, arm, measure)).sum(1)
        both = ~np.isnan(cost + averted)
        if both.any():
            yield measure, cost[both], averted[both]


def _burden(outcomes: Outcomes, arm: str, measure: str) -> Floats:
    """Poor persons (fgt0) or yuan of poverty gap (fgt1), by [replication, year]."""
    persons = outcomes.yearly(arm, measure, "national") * outcomes.yearly(arm, "population")
    return persons if measure == "fgt0" else persons * outcomes.yearly(arm, "poverty_line")


def _ratio(cost: Floats, averted: Floats, seed: int) -> dict[str, object]:
    """The columns of one row from n; no ratio where the interval of `averted` includes 0."""
    found = {key: value.item() for key, value in student(averted).items()}
    row: dict[str, object] = {
        "n": found["n"], "cost": student(cost)["mean"].item(), "averted": found["mean"],
        "ratio": np.nan, "ci_low": np.nan, "ci_high": np.nan, "note": "",
    }  # fmt: skip
    if found["n"] < 2:
        return row | {"note": "one replication: no interval"}
    if found["ci_low"] <= 0 <= found["ci_high"]:
        return row | {"note": "the 95% interval of averted includes 0"}
    low, high = _bootstrap(cost, averted, seed)
    note = "" if found["mean"] > 0 else "averted is below 0: more poverty than in the baseline"
    ratio = float(cost.mean() / averted.mean())
    return row | {"ratio": ratio, "ci_low": low, "ci_high": high, "note": note}


def _bootstrap(cost: Floats, averted: Floats, seed: int) -> tuple[float, float]:
    """Percentile interval of the ratio of means over resampled replications (Efron 1979)."""
    n = len(cost)
    drawn = np.random.default_rng(seed).integers(n, size=(RESAMPLES, n))
    spent, gained = cost[drawn].mean(axis=1), averted[drawn].mean(axis=1)
    ratios = spent[gained != 0] / gained[gained != 0]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(ratios, (tail, 1 - tail))
    return float(low), float(high)
