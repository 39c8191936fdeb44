"""A mean over replications with its 95% interval, and what may honestly be said about its sign."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from scipy.special import stdtr, stdtrit

from sim.folder.intervals import LEVEL, student

Key = TypeVar("Key")


@dataclass(frozen=True)
class Estimate:
    """Mean over `n` replications with its interval; `low` and `high` are None when n < 2."""

    mean: float
    low: float | None
    high: float | None
    n: int

    @classmethod
    def of(cls, row: Any) -> Estimate:
        """The estimate in a row with mean, low, high and n, as `cells` has them."""
        low, high = (None if math.isnan(end) else float(end) for end in (row.low, row.high))
        return cls(float(row.mean), low, high, int(row.n))

    @property
    def cells(self) -> tuple[float, float, float, int]:
        """Mean, low, high and n as a table has them: NaN for an absent interval."""
        low, high = (math.nan if end is None else end for end in (self.low, self.high))
        return self.mean, low, high, self.n

    def times(self, factor: float) -> Estimate:
        """The estimate in another unit, of which `factor` make one of this; above 0."""
        low, high = (None if end is None else factor * end for end in (self.low, self.high))
        return Estimate(factor * self.mean, low, high, self.n)

    @property
    def verdict(self) -> str:
        """`lower`, `higher`, `unclear` (interval includes 0) or `single` (no interval)."""
        if self.low is None or self.high is None:
            return "single"
        if self.low > 0:
            return "higher"
        return "lower" if self.high < 0 else "unclear"

    @property
    def p(self) -> float | None:
        """p-value of the t test of no difference that the interval stands for; None when n < 2."""
        if self.low is None or self.high is None:
            return None
        error = (self.high - self.low) / 2 / stdtrit(self.n - 1, 0.5 + LEVEL / 2)
        if error == 0:
            return float(self.mean == 0)
        return float(2 * stdtr(self.n - 1, -abs(self.mean) / error))


def verdicts(family: Mapping[Key, Estimate | None]) -> dict[Key, str]:
    """The verdict of each estimate, allowing for how many are judged together; without the absent.

    Of those called `lower` or `higher`, one in twenty is expected to be false (Benjamini and
    Hochberg 1995, "Controlling the false discovery rate"). One estimate alone is judged by its
    interval.
    """
    from scipy.stats import false_discovery_control

    known = {key: value for key, value in family.items() if value is not None}
    tests = {key: value.p for key, value in known.items() if value.p is not None}
    adjusted = false_discovery_control(list(tests.values())) if tests else []
    doubtful = {key for key, p in zip(tests, adjusted, strict=True) if p > 1 - LEVEL}
    return {key: "unclear" if key in doubtful else value.verdict for key, value in known.items()}


def estimate(sample: Iterable[float]) -> Estimate | None:
    """The estimate from one value a replication; None when no replication has a value."""
    found = student(np.asarray(list(sample), dtype=float))
    n, mean, low, high = (found[name].item() for name in ("n", "mean", "ci_low", "ci_high"))
    if n == 0:
        return None
    return Estimate(mean, low, high, n) if n > 1 else Estimate(mean, None, None, n)
