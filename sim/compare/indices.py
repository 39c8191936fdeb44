"""Sobol' indices: which share of the variance of an outcome a parameter is behind, and which is luck."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.compare.blocks import RESAMPLES, SEED, Blocks, Floats, blocks
from sim.compare.screening import problem
from sim.folder.intervals import LEVEL
from sim.ground.errors import EXTRA, needs

FEWEST = 8  # blocks below which nothing is shown


@dataclass(frozen=True)
class Saltelli:
    """Whole blocks of points in which the parameters `paths` vary: A, A with one column of B each, B."""

    paths: Sequence[str]
    blocks: Blocks

    @classmethod
    def of(cls, points: pd.DataFrame, levels: pd.DataFrame) -> Saltelli:
        """Parameters: values by point (rows) and factor, of which several vary; and levels."""
        paths = list(points.columns[points.nunique() > 1])
        return cls(paths, blocks(list(points.index), len(paths) + 2, levels))

    @property
    def enough(self) -> bool:
        """Whether there are so many blocks that anything may be said."""
        return self.blocks.kept >= FEWEST

    def indices(self, outcome: pd.Series) -> pd.DataFrame:
        """By parameter S1 and ST, each with half of its 95% bootstrap interval; none of a constant.

        Estimators of Saltelli et al. (2010), blocks resampled.
        """
        values = self.blocks.of(outcome).ravel()
        if np.ptp(values) == 0:
            return pd.DataFrame(columns=["S1", "ST", "S1_conf", "ST_conf"], dtype=float)
        with needs(EXTRA, "a sensitivity analysis"):
            from SALib.analyze import sobol
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a resample of equal values is said to be one
            found = sobol.analyze(problem(len(self.paths)), values, calc_second_order=False,
                                  num_resamples=RESAMPLES, conf_level=LEVEL, seed=SEED)  # fmt: skip
        return pd.DataFrame({name: found[name] for name in found}, list(self.paths))

    def independent(self, outcome: pd.DataFrame) -> Floats:
        """An outcome by point and replication at the points that were drawn apart: A and B."""
        ends = self.blocks.points[:, [0, -1]].ravel()
        return outcome.loc[ends].to_numpy(dtype=float)


def luck(values: Floats) -> dict[str, tuple[float, float, float]]:
    """Which share of the variance is luck, each with its 95% interval over resampled points.

    Parameters: an outcome by point (rows) and replication (columns), at least two of each. In a run's
    value = mean + point + replication + rest, points and replications are taken for random draws, and
    variances are those that the mean squares expect (two-way analysis of variance with one run a cell;
    Searle, Casella and McCulloch 1992, negative ones are 0). All points share their replications, so
    luck is what replication (all points alike) and rest (each its own way) add:

    * `luck`: its share in the variance of a single run, (replication + rest) / all three;
    * `luck_left`: in that of means over R replications between points, rest / R / (point + rest / R).

    The interval takes the replications as given. Empty where there is no variance at all.
    """
    if min(values.shape) < 2 or np.ptp(values) == 0:
        return {}
    random = np.random.default_rng(SEED)
    drawn = (random.integers(len(values), size=len(values)) for _ in range(RESAMPLES))
    resampled = np.array([_shares(values[rows]) for rows in drawn])
    tail = (1 - LEVEL) / 2
    found, names = {}, ("luck", "luck_left")
    for name, share, of_resamples in zip(names, _shares(values), resampled.T, strict=True):
        if np.isfinite(share):
            told = of_resamples[np.isfinite(of_resamples)]
            low, high = np.quantile(told, (tail, 1 - tail))
            found[name] = share, float(low), float(high)
    return found


def _shares(values: Floats) -> tuple[float, float]:
    points, replications = values.shape
    by_point, by_luck = values.mean(axis=1), values.mean(axis=0)
    rest = values - by_point[:, None] - by_luck + values.mean()
    own = float((rest**2).sum() / ((points - 1) * (replications - 1)))
    point = max(float(by_point.var(ddof=1)) - own / replications, 0.0)
    shared = max(float(by_luck.var(ddof=1)) - own / points, 0.0)
    whole, means = point + shared + own, point + own / replications
    return (shared + own) / whole if whole else np.nan, own / replications / means if means else np.nan
