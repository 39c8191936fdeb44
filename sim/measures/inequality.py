"""Inequality measures: how unevenly a total is spread over people, whatever its size.

All keep their value when incomes are scaled or the population is replicated. Negative incomes
count as zero in Gini and the share ratios; measures with logarithms refuse values at or below
zero.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from sim.measures.distribution import Distribution, Floats, Undefined, Values, require_positive


def gini(values: Values, weights: ArrayLike | None = None) -> float:
    """Gini: twice the area between the Lorenz curve and the diagonal, 0 (equal) to 1.

    Each pair of people counts alike and nothing is added for small samples, so replication does
    not change it. Where nobody has anything all are equal, and it is 0.
    """
    people = Distribution.of(values, weights)
    ascending, persons, cumulative = people.ascending
    return sorted_gini(np.maximum(ascending, 0.0), persons, cumulative)


def sorted_gini(ascending: Floats, persons: Floats, cumulative: Floats) -> float:
    """Gini of values not negative that are sorted already, with weights and their running sum."""
    held = persons * ascending
    total = float(held.sum()) * float(cumulative[-1])
    if total == 0:
        return 0.0
    return max(float((held * (2.0 * cumulative - persons)).sum()) / total - 1.0, 0.0)


def theil_t(values: Values, weights: ArrayLike | None = None) -> float:
    """Theil T, generalised entropy of order 1: mean of r ln r with r = income / mean."""
    people = Distribution.of(values, weights)
    logs = people.logs
    return max(people.average(people.values * logs) / people.mean - math.log(people.mean), 0.0)


def theil_l(values: Values, weights: ArrayLike | None = None) -> float:
    """Theil L, the mean log deviation, entropy of order 0: mean of ln(mean / income)."""
    people = Distribution.of(values, weights)
    mean_log = people.average(people.logs)
    return max(math.log(people.mean) - mean_log, 0.0)


def atkinson(values: Values, weights: ArrayLike | None = None, epsilon: float = 1.0) -> float:
    """Atkinson: share of total income that could be lost, at equal welfare, were it spread evenly.

    Epsilon is the aversion to inequality, zero or more (Atkinson 1970). Values must be positive
    for epsilon of 1 and above, and not negative below 1.
    """
    if not (math.isfinite(epsilon) and epsilon >= 0):
        raise ValueError(f"epsilon must be zero or more, not {epsilon!r}")
    people = Distribution.of(values, weights)
    if epsilon == 1:
        return 1.0 - math.exp(-theil_l(people))
    if epsilon > 1:
        require_positive(people.values)
    if people.values.min() < 0 or people.mean == 0:
        raise ValueError("values must not be negative, nor all zero")
    return max(1.0 - math.exp(_log_equal_income(people, epsilon) - math.log(people.mean)), 0.0)


def _log_equal_income(people: Distribution, epsilon: float) -> float:
    """Logarithm of the equal income of the same welfare: no power can leave the range of floats."""
    with np.errstate(divide="ignore", over="ignore"):
        logs = np.log(people.values)
        anchor = float(logs.min() if epsilon > 1 else logs.max())
        powers = np.expm1((1.0 - epsilon) * (logs - anchor))
    return anchor + math.log1p(people.average(powers)) / (1.0 - epsilon)


def palma(values: Values, weights: ArrayLike | None = None) -> float:
    """Palma: income of the richest tenth over that of the poorest four tenths (Palma 2011).

    Read off the Lorenz curve, so a household astride a boundary is split. ValueError where the
    poorest have nothing.
    """
    _, (poorest, all_but_richest) = Distribution.of(values, weights).lorenz([0.4, 0.9])
    return _ratio(1.0 - float(all_but_richest), float(poorest))


def s80s20(values: Values, weights: ArrayLike | None = None) -> float:
    """Income of those above the fourth quintile over that of those not above the first.

    Eurostat's definition, which gives a household astride a boundary wholly to one side. Where a
    lump of equal incomes leaves nobody above the fourth quintile, those at it are taken.
    ValueError where the poorest have nothing.
    """
    people = Distribution.of(values, weights)
    first, fourth = people.quantile([0.2, 0.8])
    ascending, held = people.ascending[0], np.concatenate(([0.0], people.held))
    side: Literal["left", "right"] = "left" if fourth == ascending[-1] else "right"
    above = held[-1] - held[np.searchsorted(ascending, fourth, side)]
    return _ratio(float(above), float(held[np.searchsorted(ascending, first, "right")]))


def _ratio(top: float, bottom: float) -> float:
    if bottom <= 0 or not math.isfinite(top / bottom):
        raise Undefined("the poorest have nothing: the ratio to their income does not exist")
    return top / bottom
