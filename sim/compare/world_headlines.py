"""Headlines over worlds: how many a strategy wins, how it ranks in them, and how far its effect goes.

An effect is the difference from the baseline in a measure of poverty: the lower, the better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.compare.variance import one_way
from sim.folder.intervals import LEVEL, Floats, wilson

TAIL = 0.05  # of worlds on either side of the thick interval


@dataclass(frozen=True)
class Wins:
    """The share of `n` worlds in which an arm is better, with its 95% interval; equals count half."""

    share: float
    low: float
    high: float
    n: int


@dataclass(frozen=True)
class Reach:
    """A mean effect with a thin interval of luck alone and a thick one over worlds.

    `luck_low` and `luck_high` are those of the mean in these very worlds, NaN where no world is lived
    in twice. `low` and `high` hold nine of ten worlds; `luck_removed` says whether the spread
    that luck adds to them is taken out.
    """

    mean: float
    luck_low: float
    luck_high: float
    low: float
    high: float
    worlds: int
    luck_removed: bool


def by_world(rows: pd.DataFrame) -> pd.DataFrame:
    """Mean effect [world, arm] of rows of worlds.csv of one year, measure and line.

    Only worlds in which every arm has an effect are kept, in their order, so that arms are compared
    in the same ones.
    """
    means = rows.groupby(["world", "arm"], sort=False)["effect"].mean().unstack()
    return means[rows["arm"].unique()].reindex(rows["world"].unique()).dropna()


def wins(one: Floats, other: Floats, family: int = 1) -> Wins:
    """In which share of worlds the first arm is better than the second, effects paired by world.

    Of a `family` of shares all intervals hold together at 95% (Bonferroni).
    """
    share = float(np.mean((one < other) + 0.5 * (one == other)))
    return Wins(share, *wilson(share, len(one), 1 - (1 - LEVEL) / family), len(one))


def ranks(effects: pd.DataFrame) -> pd.DataFrame:
    """The share of worlds in which each arm (rows) has each rank (columns, 1 is the best).

    `effects` are [world, arm]. Equal arms share the ranks they take up, so that rows and columns
    sum to 1.
    """
    values = effects.to_numpy()
    better = (values[:, :, None] > values[:, None, :]).sum(axis=2)
    equal = (values[:, :, None] == values[:, None, :]).sum(axis=2)
    places = np.arange(values.shape[1])
    here = (places >= better[..., None]) & (places < (better + equal)[..., None])
    shares = (here / equal[..., None]).mean(axis=0)
    return pd.DataFrame(shares, index=effects.columns, columns=places + 1)


def reach(effects: Floats, worlds: NDArray[Any]) -> Reach:
    """The thin and the thick interval of effects [replication], by the world of each.

    Where worlds are lived in more than once their means are drawn together until they vary as the
    worlds do without luck (`one_way`); else the thick interval holds luck, too.
    """
    split = one_way(effects, worlds)
    names, of = np.unique(worlds, return_inverse=True)
    means = np.bincount(of, effects) / np.bincount(of)
    told = not np.isnan(split.variance_of_luck)
    if told:
        spread = means.var(ddof=1)
        factor = min(1.0, float(np.sqrt(split.variance_of_worlds / spread))) if spread > 0 else 0.0
        means = means.mean() + factor * (means - means.mean())
    low, high = np.quantile(means, (TAIL, 1 - TAIL))
    half = _half_width(split.variance_of_luck, len(effects), len(names)) if told else np.nan
    mean = split.mean
    return Reach(mean, mean - half, mean + half, float(low), float(high), len(names), told)


def _half_width(variance_of_luck: float, n: int, worlds: int) -> float:
    """Half the 95% interval of a mean over n replications in given worlds."""
    from scipy.special import stdtrit

    return float(stdtrit(n - worlds, (1 + LEVEL) / 2) * np.sqrt(variance_of_luck / n))
