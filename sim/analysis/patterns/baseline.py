"""Patterns of the county without policy, at the opening and over nine years."""

from __future__ import annotations

import numpy as np

from sim.analysis.patterns.pattern import Measure, Pattern
from sim.analysis.patterns.recorded import MEASURES, RECORDED, YEARS, Recorded
from sim.analysis.track import Lab


def measured(one: Recorded) -> Measure:
    """A recorded pattern, measured on the baseline of every seed."""
    return lambda lab: [one.value(yearly, policy=False) for yearly in lab.recorded(MEASURES, YEARS)]


def seed_spread(lab: Lab) -> list[float]:
    """Standard deviation of the headcount between seeds in the last year."""
    ends = [yearly["fgt0"].iloc[YEARS] for yearly in lab.recorded(MEASURES, YEARS)]
    return [float(np.std(ends, ddof=1))]


PATTERNS = [
    *(Pattern(one.name, one.low, one.high, one.says, measured(one)) for one in RECORDED),
    Pattern("17-seed-spread", 0.01, 0.04, "standard deviation of the headcount between seeds",
            seed_spread),
]
