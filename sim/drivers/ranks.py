"""Which parameters go with the difference of two arms, judged all together."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder.intervals import LEVEL

THIRD = 1 / 3


def ranked(table: pd.DataFrame, difference: NDArray[np.float64]) -> pd.DataFrame:
    """By parameter (column of the table): Spearman's rho with the difference, its p, and q.

    `q` allows for how many are asked (Benjamini and Hochberg 1995): of those at most 0.05, `told` from
    chance, one in twenty is expected to be false. `low` and `high` are the mean differences in the
    third of the worlds where the parameter is lowest, and highest. The strongest comes first.
    """
    from scipy.stats import false_discovery_control, rankdata, t

    n = len(difference)
    ranks, own = rankdata(table.to_numpy(dtype=float), axis=0), rankdata(difference)
    rho = _correlations(ranks, own)
    score = rho * np.sqrt((n - 2) / np.maximum(1 - rho**2, np.finfo(float).eps))
    p = np.clip(2 * t.sf(np.abs(score), n - 2), 0, 1)
    q = false_discovery_control(p) if len(p) else p
    low, high = _ends(ranks, difference)
    found = pd.DataFrame({"parameter": table.columns, "rho": rho, "p": p, "q": q, "told": q <= 1 - LEVEL,
                          "low": low, "high": high})  # fmt: skip
    order = found["rho"].abs().sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def _correlations(ranks: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    """Pearson's correlation of each column of ranks with the ranks of the difference."""
    left, right = ranks - ranks.mean(axis=0), own - own.mean()
    spread = np.sqrt((left**2).sum(axis=0) * (right**2).sum())
    return np.divide(left.T @ right, spread, out=np.zeros(ranks.shape[1]), where=spread > 0)


def _ends(
    ranks: NDArray[np.float64], difference: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean difference in the lowest and the highest third of worlds; of 0 and 1, in those with each."""
    bounds = np.quantile(ranks, (THIRD, 1 - THIRD), axis=0, method="inverted_cdf")
    lowest, highest = ranks <= bounds[0], ranks >= bounds[1]
    same = bounds[0] == bounds[1]
    lowest[:, same] = ranks[:, same] == ranks[:, same].min(axis=0)
    highest[:, same] = ranks[:, same] == ranks[:, same].max(axis=0)
    low, high = ((difference @ side) / side.sum(axis=0) for side in (lowest, highest))
    return low, high
