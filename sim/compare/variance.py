"""Variance split between worlds and luck: one-way analysis of variance with random effects.

Searle, Casella and McCulloch, "Variance Components" (1992), chapter 3: estimators from mean squares,
also where worlds have unequal numbers of replications; the interval of the share by Fisher's F.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.folder.intervals import LEVEL, Floats

ROUNDING = 1e-9  # of the values: what equal ones may be apart by


@dataclass(frozen=True)
class Split:
    """What values vary by: sums of squares, which add up, and the variances they tell.

    `n` values are of so many `worlds`. Without two worlds, or a world with two values, the variances
    are NaN.
    """

    n: int
    worlds: int
    mean: float
    squares_of_worlds: float
    squares_of_luck: float
    variance_of_worlds: float
    variance_of_luck: float
    share_of_worlds: float
    ci_low: float
    ci_high: float

    @property
    def told(self) -> dict[str, Any]:
        """By the names of the columns of a table."""
        return asdict(self)


def one_way(values: Floats, worlds: NDArray[Any]) -> Split:
    """Split the variance of values [replication] by the world that each is of.

    A variance of worlds below 0, which luck can make of none, counts as 0.
    """
    _, of = np.unique(worlds, return_inverse=True)
    sizes = np.bincount(of)
    n, number, mean = len(values), len(sizes), float(np.mean(values))
    means = np.bincount(of, values - mean) / sizes
    between = float(sizes @ means**2)
    within = float(((values - mean - means[of]) ** 2).sum())
    free: tuple[int, int] = (number - 1, n - number)
    if min(free) < 1:
        return Split(n, number, mean, between, within, *[np.nan] * 5)
    alike = float(n - sizes @ sizes / n) / free[0]  # replications a world, were all alike
    squares, luck = between / free[0], within / free[1]
    of_worlds = max(0.0, (squares - luck) / alike)
    least = (ROUNDING * float(np.abs(values).max())) ** 2
    whole = of_worlds + luck
    share = of_worlds / whole if whole > least else np.nan
    ends = _interval(squares, luck, alike, free) if whole > least else (np.nan, np.nan)
    return Split(n, number, mean, between, within, of_worlds, luck, share, *ends)


def _interval(
    squares: float, luck: float, alike: float, free: tuple[int, int]
) -> tuple[float, float]:
    """The 95% interval of the share of worlds, by quantiles of the ratio of mean squares."""
    from scipy.special import fdtri

    if luck == 0:
        return 1.0, 1.0
    tail = (1 - LEVEL) / 2
    ends = (squares / luck / fdtri(*free, share) for share in (1 - tail, tail))
    low, high = (max(0.0, (ratio - 1) / (ratio - 1 + alike)) for ratio in ends)
    return low, high
