"""Opening draws: the luck with which agents come into the world."""

from __future__ import annotations

import numpy as np

from sim.ground.streams import Streams


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
        """Beta values by the inverse distribution."""
        from scipy.special import betaincinv

        return betaincinv(a, b, self.uniform(name))

    def binomial(
        self, name: str, trials: np.ndarray, chance: float | np.ndarray
    ) -> np.ndarray:
        """Binomial counts by the inverse distribution."""
        from scipy.special import bdtr

        u, counts = self.uniform(name), np.zeros(self.rows, np.int64)
        for k in range(int(trials.max())):
            counts += (u > bdtr(k, np.maximum(trials, k), chance)) & (k < trials)
        return counts
