"""A pattern: a band fixed beforehand, and a number measured on each seed that is held against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.track import Lab

Measure = Callable[[Lab], Sequence[float]]


@dataclass(frozen=True)
class Pattern:
    """One expectation: a band for a number measured on each seed."""

    name: str
    low: float
    high: float
    says: str
    measure: Measure

    def evaluate(self, lab: Lab) -> tuple[str, str, str, str, str, str]:
        """Name, band, value, interval, verdict and statement, as text."""
        values = np.asarray(self.measure(lab), float)
        value = float(values.mean())
        reach = half_width(values)
        verdict = "holds" if self.low <= value <= self.high else "fails"
        interval = f"{value - reach:.3f} to {value + reach:.3f}" if len(values) > 1 else ""
        return (self.name, band(self.low, self.high), f"{value:.3f}", interval, verdict, self.says)


def half_width(values: np.ndarray) -> float:
    """Half of the 95% Student interval of a mean over seeds."""
    from scipy.stats import t

    n = len(values)
    return float(t.ppf(0.975, n - 1) * values.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0


def band(low: float, high: float) -> str:
    """A band in words."""
    if np.isinf(high):
        return f"at least {low:g}"
    return f"at most {high:g}" if np.isinf(low) else f"{low:g} to {high:g}"
