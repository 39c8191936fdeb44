"""Points that are only read together: of a block of them that lacks a run, none counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.record.poverty import POVERTY

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Pair = tuple[str, str]
SEED, RESAMPLES = 1, 1_000  # of bootstrap intervals
OF_RUN = ["measure", "replication", "arm"]


@dataclass(frozen=True)
class Blocks:
    """Numbers of points (block, place) of blocks all of whose runs are there; how many were planned."""

    points: Numbers
    planned: int

    @property
    def kept(self) -> int:
        """How many there are."""
        return len(self.points)

    def of(self, values: pd.Series | pd.DataFrame) -> Floats:
        """The values (by point) of the blocks: (block, place), and what columns there are."""
        found = values.loc[self.points.ravel()].to_numpy(dtype=float)
        return found.reshape(*self.points.shape, *found.shape[1:])


def blocks(points: Sequence[int], size: int, levels: pd.DataFrame) -> Blocks:
    """Points that follow each other in blocks of one size, those without a row of `levels` left out."""
    every = np.asarray(points, dtype=np.int64).reshape(-1, size)
    return Blocks(every[np.isin(every, levels.index).all(axis=1)], len(every))


def levels_of(runs: pd.DataFrame) -> pd.DataFrame:
    """Poverty by point (rows), and by measure, replication and arm (columns), of points with all runs.

    Parameters: what runs came to, as `sim.folder.swept.came_of` has it. What was recorded nowhere, and
    an arm that failed everywhere in a replication, has no column.
    """
    wide = runs[[*POVERTY]].rename_axis(columns="measure").stack().unstack(OF_RUN)
    return wide.dropna(axis=1, how="all").dropna()


def measures_of(levels: pd.DataFrame) -> list[str]:
    """The measures of poverty that were recorded."""
    there = set(levels.columns.get_level_values("measure"))
    return [measure for measure in POVERTY if measure in there]


def gap(levels: pd.DataFrame, measure: str, pair: Pair) -> pd.DataFrame:
    """One arm minus another under the same luck, by point (rows) and replication (columns)."""
    one, other = (levels[measure].xs(arm, level="arm", axis=1) for arm in pair)
    return (one - other).dropna(axis=1).sort_index(axis=1)


def pairs(arms: Sequence[str], baseline: str | None = None) -> list[Pair]:
    """Every two arms once: the effects of arms against the baseline first, then the other pairs."""
    others = [arm for arm in arms if arm != baseline]
    effects = [(arm, baseline) for arm in others] if baseline in arms and baseline is not None else []
    return effects + list(combinations(others, 2))


def arms_of(levels: pd.DataFrame, order: Sequence[str] = ()) -> list[str]:
    """The arms that have results, in an order if one is given."""
    there = sorted(set(levels.columns.get_level_values("arm")))
    return [arm for arm in order if arm in there] if order else there
