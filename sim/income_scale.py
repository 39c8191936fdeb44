"""The common factor of all incomes at which the county of 2011 is as poor as the published one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

import numpy as np

from sim.catalogue import PARAMETERS
from sim.data import series

NAME = "income_scale"
TARGET = series("gansu_rural_series", "headcount_survey")[2011]
TOLERANCE = 0.005
"""Half a point of headcount: a sixth of what luck does to one county of 1,000 households."""
OVERSHOOT = 0.7
"""Log of the scale by which a log odds of headcount is passed: they fall by about 2.4 for one."""
NEAREST = 1e-3
"""How near to 0 and 1 a headcount may come in the odds."""
FINEST = 1e-4
"""Of the log of the scale."""


@dataclass(frozen=True)
class Fit:
    """A fitted scale, its headcount (share of persons), trials made, and whether it is on target.

    Where no scale of the declared range is, it is the end that comes nearest.
    """

    scale: float
    headcount: float
    trials: int
    reached: bool


def fit(headcount: Callable[[float], float], tolerance: float = TOLERANCE) -> Fit:
    """The scale within its declared range at which a county has the published headcount of 2011.

    Incomes scale with it over the whole burn-in, so that the headcount answers by way of savings,
    debts and capital: it is found by trial. `headcount` maps a scale to a share of persons, and
    falls; its log odds are nearly straight in the log of the scale, so that few trials are needed.
    """
    from scipy.optimize import brentq

    declared = PARAMETERS[NAME]
    start, low, high = log(declared.default), declared.low, declared.high
    assert low is not None and high is not None

    def scale(place: float) -> float:
        return float(np.clip(exp(place), low, high))

    tried: dict[float, float] = {}

    def at(place: float) -> float:
        if place not in tried:
            tried[place] = headcount(scale(place))
        return tried[place]

    def off_by(place: float) -> float:
        return abs(at(place) - TARGET)

    def excess(place: float) -> float:
        near = off_by(place) <= tolerance
        return 0.0 if near else _log_odds(at(place)) - _log_odds(TARGET)

    beyond = float(np.clip(start + OVERSHOOT * excess(start), log(low), log(high)))
    if excess(start) * excess(beyond) > 0:
        beyond = log(high) if excess(start) > 0 else log(low)
    place = beyond
    if excess(start) * excess(beyond) <= 0:
        end = brentq(excess, start, beyond, xtol=FINEST)
        # A small county's headcount jumps, and may jump over the target.
        place = min(tried, key=lambda place: (off_by(place), abs(place - end)))
    return Fit(scale(place), at(place), len(tried), off_by(place) <= tolerance)


def _log_odds(share: float) -> float:
    inside = min(max(share, NEAREST), 1 - NEAREST)
    return log(inside / (1 - inside))
