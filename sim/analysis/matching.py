"""History matching: which worlds could still lie in all bands, and which of them to run next.

A world is ruled out where an emulator tells a number beyond its band by more than three standard
deviations of what is not known of it, emulator and luck (Craig et al. 1997; Vernon, Goldstein and Bower
2010; Andrianakis et al. 2015); three by Pukelsheim (1994), for whatever distribution with one peak.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.analysis.axes import Floats, Space
from sim.analysis.emulators import Emulator, fitted

CUT = 3.0
DRAWS, ROWS = 5_000, 2_000
"""Points of a Latin hypercube by which the space is judged, and how many are judged at a time."""
GENERATIONS = 3
CHOICE = 4  # times as many as are run are looked at to spread them
TINY = 1e-30  # variance: where nothing is unknown
FAINTEST = 1e-300  # chance: its logarithm is to be a number


@dataclass(frozen=True)
class Band:
    """A number by name, and between what it is to lie."""

    name: str
    low: float
    high: float

    def beyond(self, values: Floats) -> Floats:
        """By how much values lie outside, 0 inside."""
        return np.maximum(np.maximum(self.low - values, values - self.high), 0.0)

    def holds(self, values: Floats) -> NDArray[np.bool_]:
        """Whether values lie in the band."""
        return np.asarray((values >= self.low) & (values <= self.high))


@dataclass(frozen=True)
class Tried:
    """Worlds that were run: their points of the cube, and the mean of each number over replications.

    `values` has a row a world (by its point) and a column a band. `luck` is the variance that luck
    leaves in such a mean, from the replications of all worlds.
    """

    shares: Floats
    values: pd.DataFrame
    luck: pd.Series

    @classmethod
    def of(cls, space: Space, points: pd.DataFrame, runs: pd.DataFrame, bands: Sequence[Band]) -> Tried:
        """Out of worlds by path and runs by point and replication; without those that miss a run.

        A number that no run has is left out.
        """
        names = [band.name for band in bands if runs[band.name].notna().any()]
        own = runs[names].dropna().groupby(level="point")
        most = int(own.size().max()) if len(own) else 0
        values = own.mean()[own.size() == most]
        return cls(space.shares(points.loc[values.index]), values, own.var().mean() / max(most, 1))

    def held(self, bands: Sequence[Band]) -> pd.DataFrame:
        """Whether each world (row) lies in each band that is measured (column)."""
        return pd.DataFrame({band.name: band.holds(self.values[band.name].to_numpy())
                             for band in bands if band.name in self.values},
                            index=self.values.index)  # fmt: skip

    def up_to(self, point: int) -> Tried:
        """The worlds that were run first."""
        kept = self.values.index <= point
        values = self.values[kept]
        return Tried(self.shares[kept], values, self.luck)


@dataclass(frozen=True)
class Wave:
    """What is told of the whole space by the worlds that were run so far."""

    space: Space
    emulators: Sequence[tuple[Band, Emulator, float]]
    misses: int

    @classmethod
    def of(cls, space: Space, tried: Tried, bands: Sequence[Band], misses: int) -> Wave:
        """An emulator for each number that was measured."""
        inputs = space.inputs(tried.shares)
        found = [(band, fitted(inputs, tried.values[band.name].to_numpy()), float(tried.luck[band.name]))
                 for band in bands if band.name in tried.values]  # fmt: skip
        return cls(space, found, misses)

    def judged(self, shares: Floats) -> tuple[Floats, Floats]:
        """Of points: implausibility, and the log of the chance to lie in the bands.

        Both are of all bands but the `misses` that are worst at the point; chances of bands are
        multiplied as if apart.
        """
        parts = [self._judged(shares[start : start + ROWS]) for start in range(0, len(shares), ROWS)]
        worst, chance = (np.concatenate(part) for part in zip(*parts, strict=True))
        return worst, chance

    def _judged(self, shares: Floats) -> tuple[Floats, Floats]:
        from scipy.stats import norm

        inputs, off, chance = self.space.inputs(shares), [], []
        for band, emulator, luck in self.emulators:
            mean, variance = emulator.at(inputs)
            off.append(band.beyond(mean) / np.sqrt(variance + luck + TINY))
            spread = np.sqrt(variance + TINY)  # what a run would come to, under the luck of all runs
            inside = norm.cdf((band.high - mean) / spread) - norm.cdf((band.low - mean) / spread)
            chance.append(np.log(np.maximum(inside, FAINTEST)))
        kept = max(len(off) - self.misses, 1)
        return (np.sort(off, axis=0)[kept - 1], np.sort(chance, axis=0)[-kept:].sum(axis=0))

    @property
    def active(self) -> NDArray[np.bool_]:
        """The axes that some emulator looks at; all, if none does."""
        inputs = np.any([emulator.active for _, emulator, _ in self.emulators], axis=0)
        width = [len(axis.values) if len(axis.values) > 2 else 1 for axis in self.space.axes]
        found = np.array([part.any() for part in np.split(inputs, np.cumsum(width)[:-1])])
        return found if found.any() else ~found


def implausibility(waves: Sequence[Wave], shares: Floats) -> Floats:
    """The largest implausibility of points in any wave: what was ruled out once, stays so."""
    return np.asarray(np.max([wave.judged(shares)[0] for wave in waves], axis=0))


def next_wave(waves: Sequence[Wave], number: int, luck: np.random.Generator) -> Floats:
    """Points to run next: not ruled out, most likely in all bands, and apart from each other.

    Candidates are a Latin hypercube and its descendants: each axis from one of two of the most likely
    so far, so that what no emulator looks at stays as it was drawn.
    """
    space, choice = waves[-1].space, CHOICE * number
    pool = _likely(waves, space.drawn(DRAWS, luck), choice)
    for _ in range(GENERATIONS):
        parents = pool[luck.integers(len(pool), size=(2, DRAWS))]
        either = luck.random((DRAWS, len(space.axes))) < 1 / 2
        pool = _likely(waves, np.vstack([pool, np.where(either, *parents)]), choice)
    return pool[_apart(pool[:, waves[-1].active], number)]


def _likely(waves: Sequence[Wave], shares: Floats, number: int) -> Floats:
    """Those most likely in all bands, first those that no wave has ruled out."""
    off, (_, chance) = implausibility(waves, shares), waves[-1].judged(shares)
    order = np.lexsort((-chance, np.maximum(off, CUT)))
    return shares[order[:number]]


def _apart(points: Floats, number: int) -> NDArray[np.int64]:
    """Rows that lie apart: each next one farthest from those taken (Kennard and Stone 1969)."""
    taken, far = [0], np.full(len(points), np.inf)
    while len(taken) < min(number, len(points)):
        far = np.minimum(far, ((points - points[taken[-1]]) ** 2).sum(axis=1))
        taken.append(int(far.argmax()))
    return np.array(taken)


def kept(tried: Tried, bands: Sequence[Band], default: Floats, least: int, misses: int) -> pd.DataFrame:
    """The worlds that lie in all bands, or in all but as few as it takes to keep `least` of them.

    A row a world by its point, nearest to the default first: bands `missed`, and `distance`, root mean
    square in shares of the prior. `misses` is the most that are missed.
    """
    missed = (~tried.held(bands)).sum(axis=1)
    distance = np.sqrt(((tried.shares - default) ** 2).mean(axis=1))
    found = pd.DataFrame({"missed": missed, "distance": distance})
    enough = [most for most in range(misses) if (missed <= most).sum() >= least]
    return found[missed <= (enough or [misses])[0]].sort_values(["distance"], kind="stable")
