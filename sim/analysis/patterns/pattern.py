"""A pattern: a band fixed beforehand, and a number measured on each seed that is held against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.track import Lab
from sim.folder.intervals import student

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
        found = student(values)
        value = found["mean"].item()
        verdict = "holds" if self.low <= value <= self.high else "fails"
        interval = f"{found['ci_low']:.3f} to {found['ci_high']:.3f}" if len(values) > 1 else ""
        return (self.name, band(self.low, self.high), f"{value:.3f}", interval, verdict, self.says)


def band(low: float, high: float) -> str:
    """A band in words."""
    if np.isinf(high):
        return f"at least {low:g}"
    return f"at most {high:g}" if np.isinf(low) else f"{low:g} to {high:g}"
