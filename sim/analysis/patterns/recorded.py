"""Patterns of the baseline that can be read from what its runs record of all persons, year by year.

The others need households one by one, other arms or other seeds, and are not measured here; nor is
the headcount of 2020, which is kept for validation: no world is chosen by it. Those over the years
are of a county without policy and of the first nine years, as they are elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.analysis.patterns.baseline import PATTERNS

YEARS = 9
MEASURES = ("fgt0", "fgt1", "income_mean", "consumption_mean", "gini", "consumption_gini", "exit_rate")
Measure = Callable[[pd.DataFrame], float]


@dataclass(frozen=True)
class Recorded:
    """A pattern with its band, and how it is measured in a frame of years by measures.

    `years` are those that it needs after the opening; what needs any needs a baseline without policy.
    """

    name: str
    low: float
    high: float
    says: str
    years: int
    measure: Measure

    def value(self, yearly: pd.DataFrame, policy: bool) -> float:
        """Its value in one run; NaN where the run is too short, or policy acts in it."""
        if self.years and (policy or len(yearly) <= self.years):
            return np.nan
        return float(self.measure(yearly.iloc[: YEARS + 1]))

    def holds(self, value: float) -> bool:
        """Whether a value lies in the band."""
        return bool(self.low <= value <= self.high)


def opening(name: str) -> Measure:
    """A measure of the first year."""
    return lambda y: y[name].iloc[0]


def saving_rate(y: pd.DataFrame) -> float:
    """Share of five years' income that is not consumed; persons are the same in all years."""
    return 1 - y["consumption_mean"].iloc[:5].sum() / y["income_mean"].iloc[:5].sum()


def stay_poor(y: pd.DataFrame) -> float:
    """Poor persons who are poor again the next year."""
    return 1 - y["exit_rate"].iloc[1:].mean()


def enter_poverty(y: pd.DataFrame) -> float:
    """Persons above the line who are below it the next year: the poor who have not stayed so."""
    before, now = y["fgt0"].to_numpy()[:-1], y["fgt0"].to_numpy()[1:]
    stayed = before * (1 - y["exit_rate"].to_numpy()[1:])
    return ((now - stayed) / (1 - before)).mean()


_MEASURED: dict[str, tuple[int, Measure]] = {
    "1-mean-income": (0, opening("income_mean")),
    "2-headcount": (0, opening("fgt0")),
    "3-poverty-gap": (0, opening("fgt1")),
    "4-gini": (0, opening("gini")),
    "5-consumption-gini": (0, lambda y: y["gini"].iloc[0] - y["consumption_gini"].iloc[0]),
    "9-saving-rate": (4, saving_rate),
    "10-stay-poor": (YEARS, stay_poor),
    "11-enter-poverty": (YEARS, enter_poverty),
}
RECORDED = [
    Recorded(one.name, one.low, one.high, one.says, *_MEASURED[one.name])
    for one in PATTERNS
    if one.name in _MEASURED
]
LEFT_OUT = [one.name for one in PATTERNS if one.name not in _MEASURED]
