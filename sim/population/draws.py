"""Opening draws: the luck with which agents come into the world."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sim.ground.streams import Streams

if TYPE_CHECKING:
    from scipy.interpolate import CubicHermiteSpline

KNOTS, WORTH_A_TABLE = 4096, 16_384
TAIL = 1e-4
"""Chance at either end that the table leaves out: the inverse distribution may be steep there."""


class Draws:
    """Opening draws of one kind of agent."""

    def __init__(self, streams: Streams, rows: int) -> None:
        self.streams, self.rows = streams, rows

    def uniform(self, name: str) -> np.ndarray:
        """Uniforms of an opening stream."""
        return self.streams.uniforms(f"opening.{name}", 0, 0, self.rows)

    def normal(self, name: str) -> np.ndarray:
        """Standard normals of an opening stream."""
        return self.streams.normals(f"opening.{name}", 0, 0, self.rows)

    def lognormal(self, name: str, mean: float, spread: float) -> np.ndarray:
        """Log-normal values of a given mean and standard deviation of the log."""
        return mean * np.exp(spread * self.normal(name) - 0.5 * spread**2)

    def beta(self, name: str, a: float, b: float) -> np.ndarray:
        """Beta values by the inverse distribution; for many rows by a table of it, 1e-10 from it."""
        from scipy.special import betaincinv

        u = self.uniform(name)
        if self.rows < WORTH_A_TABLE:
            return betaincinv(a, b, u)
        table = inverse_beta(a, b)
        within = (table.x[0] <= u) & (u <= table.x[-1])
        values = table(u)
        values[~within] = betaincinv(a, b, u[~within])
        return values

    def binomial(
        self, name: str, trials: np.ndarray, chance: float | np.ndarray
    ) -> np.ndarray:
        """Binomial counts by the inverse distribution."""
        from scipy.special import bdtr

        u, counts = self.uniform(name), np.zeros(self.rows, np.int64)
        for k in range(int(trials.max())):
            counts += (u > bdtr(k, np.maximum(trials, k), chance)) & (k < trials)
        return counts


@lru_cache(maxsize=2)
def inverse_beta(a: float, b: float) -> CubicHermiteSpline:
    """The inverse beta distribution between its tails, by its exact values and slopes at knots.

    They lie closer towards 0 and 1. A table takes milliseconds, the inverse microseconds a row.
    """
    from scipy.interpolate import CubicHermiteSpline
    from scipy.special import betainc, betaln

    x = 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, KNOTS + 2)[1:-1])
    u = betainc(a, b, x)
    kept = (u > TAIL) & (u < 1 - TAIL)
    x, u = x[kept], u[kept]
    log_density = (a - 1) * np.log(x) + (b - 1) * np.log1p(-x) - betaln(a, b)
    return CubicHermiteSpline(u, x, np.exp(-log_density))
