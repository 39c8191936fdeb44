"""Intervals at 95%: Student's for means, by bootstrap for ratios of means, Wilson's for shares."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL = 0.95
RESAMPLES = 2_000


def student(values: Floats) -> dict[str, NDArray[Any]]:
    """n, mean, sd and Student t interval down the first axis (replications), NaN left out.

    The mean is NaN where n = 0, spread and interval where n < 2.

    Deviations are taken from the smallest value, so that equal values give exactly that value.
    """
    from scipy.special import stdtrit

    there = ~np.isnan(values)
    n = there.sum(axis=0)
    some, free = np.maximum(n, 1), np.maximum(n - 1, 1)
    anchor = np.fmin.reduce(values, axis=0, initial=np.nan)
    mean = anchor + np.where(there, values - anchor, 0.0).sum(axis=0) / some
    sd = np.sqrt(np.where(there, (values - mean) ** 2, 0.0).sum(axis=0) / free)
    sd = np.where(n > 1, sd, np.nan)
    half = stdtrit(free, (1 + LEVEL) / 2) * sd / np.sqrt(some)
    return {"n": n, "mean": mean, "sd": sd, "ci_low": mean - half, "ci_high": mean + half}


def bootstrap(over: Floats, under: Floats, seed: int) -> tuple[float, float]:
    """Percentile interval of the ratio of means over resampled replications (Efron 1979)."""
    n = len(over)
    drawn = np.random.default_rng(seed).integers(n, size=(RESAMPLES, n))
    above, below = over[drawn].mean(axis=1), under[drawn].mean(axis=1)
    ratios = above[below != 0] / below[below != 0]
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(ratios, (tail, 1 - tail))
    return float(low), float(high)


def wilson(share: float, n: int, level: float = LEVEL) -> tuple[float, float]:
    """Score interval of a share of n cases (Wilson 1927); shared cases may make it no whole number."""
    from scipy.special import ndtri

    weight = ndtri((1 + level) / 2) ** 2 / n
    middle = share + weight / 2
    half = np.sqrt(weight * share * (1 - share) + weight**2 / 4)
    low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
    return max(float(low), 0.0), min(float(high), 1.0)
