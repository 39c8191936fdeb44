"""Which number, if it were known, would tell which arm is better: partial perfect information.

The value of knowing one parameter is the share of worlds in which the better arm is then chosen, less
that of always choosing the arm that is better in most (expected value of partial perfect information
under a loss of 0 or 1; Felli and Hazen 1998). What is known is used by one threshold, found on other
worlds than those that it is judged by.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder.intervals import LEVEL

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
FOLDS, REPEATS, SHUFFLES, SEED = 5, 2, 199, 0
SMALLEST, FEWEST = 0.05, 5
"""No side of a threshold holds a smaller share of the worlds, or fewer."""


@dataclass(frozen=True)
class Settled:
    """By parameter the share of worlds told right, and what luck reaches.

    `table` has parameter, `share` (cross-validated), `value` (less `majority`), `p` (how often the best
    of all parameters does as well in shuffled worlds), `threshold`, and `above`: whether the arm is
    better above it. `chosen` is the share told right where the parameter, too, is chosen on other
    worlds.
    """

    table: pd.DataFrame
    majority: float
    chosen: float
    luck: float

    @property
    def told(self) -> pd.DataFrame:
        """Parameters whose knowledge is worth more than luck makes of worthless ones, the best first."""
        return self.table[(self.table["p"] <= 1 - LEVEL) & (self.table["value"] > 0)]


def settled(table: pd.DataFrame, better: Bools) -> Settled | None:
    """What each parameter (column) would tell of `better`, by world; None where one arm is better in all
    worlds but fewer than five.
    """
    if min(better.sum(), (~better).sum()) < FEWEST:
        return None
    sorted_ = _Sorted.of(table)
    folds = _folds(len(better))
    shares, chosen = _told_right(sorted_, better, folds)
    luck = np.random.default_rng(SEED)
    most = np.array([_told_right(sorted_, luck.permutation(better), folds)[0].max()
                     for _ in range(SHUFFLES)])  # fmt: skip
    majority = float(max(better.mean(), 1 - better.mean()))
    p = (1 + (most[:, None] >= shares).sum(axis=0)) / (SHUFFLES + 1)
    at, above, _ = sorted_.split(better, np.ones(len(better), dtype=bool))
    found = pd.DataFrame({
        "parameter": table.columns, "share": shares, "value": shares - majority, "p": p,
        "threshold": sorted_.threshold(at), "above": above,
    })  # fmt: skip
    found = found.sort_values("share", ascending=False, kind="stable").reset_index(drop=True)
    return Settled(found, majority, chosen, float(np.quantile(most, LEVEL)))


def _folds(n: int) -> list[Bools]:
    """Which worlds each fold is judged by; every world once a repeat."""
    luck, found = np.random.default_rng(SEED), []
    for _ in range(REPEATS):
        part = luck.permutation(np.arange(n) % FOLDS)
        found += [part == fold for fold in range(FOLDS)]
    return found


def _told_right(sorted_: _Sorted, better: Bools, folds: list[Bools]) -> tuple[Floats, float]:
    """The share of held-out worlds told right by each parameter, and by the one chosen without them."""
    right, chosen = np.zeros(sorted_.order.shape[1]), 0
    for held in folds:
        at, above, errors = sorted_.split(better, ~held)
        fits = sorted_.tell(held, at, above, better[~held].mean() > 0.5) == better[held][:, None]
        right += fits.sum(axis=0)
        chosen += int(fits[:, errors.argmin()].sum(dtype=int))
    judged = sum(int(held.sum()) for held in folds)
    return right / judged, chosen / judged


@dataclass(frozen=True)
class _Sorted:
    """Columns [world, parameter] in their order, and after which places a threshold may stand."""

    values: Floats
    order: NDArray[np.int64]
    place: NDArray[np.int64]
    allowed: Bools

    @classmethod
    def of(cls, table: pd.DataFrame) -> _Sorted:
        rows = table.to_numpy(dtype=float)
        order = np.argsort(rows, axis=0, kind="stable")
        values = np.take_along_axis(rows, order, axis=0)
        place = np.argsort(order, axis=0, kind="stable")
        n = len(rows)
        fewest = max(FEWEST, ceil(SMALLEST * n))
        inside = (np.arange(n) >= fewest - 1) & (np.arange(n) < n - fewest)
        differs = np.vstack([values[1:] > values[:-1], np.zeros((1, rows.shape[1]), dtype=bool)])
        return cls(values, order, place, differs & inside[:, None])

    def split(self, better: Bools, seen: Bools) -> tuple[NDArray[np.int64], Bools, NDArray[np.int64]]:
        """By column the place after which a threshold parts the worlds seen best (-1: none is
        better than saying what most are), whether the arm is better above it, and how many are told
        wrong.
        """
        ours = (better & seen)[self.order].cumsum(axis=0)
        theirs = (~better & seen)[self.order].cumsum(axis=0)
        far = len(better) + 1
        rising = np.where(self.allowed, ours + theirs[-1] - theirs, far)
        falling = np.where(self.allowed, theirs + ours[-1] - ours, far)
        errors, above = np.minimum(rising, falling), rising <= falling
        at = errors.argmin(axis=0)
        columns = np.arange(errors.shape[1])
        best, none = errors[at, columns], np.minimum(ours[-1], theirs[-1])
        split = best < none
        return np.where(split, at, -1), above[at, columns], np.where(split, best, none)

    def tell(self, held: Bools, at: NDArray[np.int64], above: Bools, most: Any) -> Bools:
        """What each column says of the worlds that are held out."""
        beyond = self.place[held] > at
        return np.where(at < 0, bool(most), beyond == above)

    def threshold(self, at: NDArray[np.int64]) -> Floats:
        """The value between the two worlds that a place stands between; NaN for none."""
        columns, low = np.arange(len(at)), np.maximum(at, 0)
        middle = (self.values[low, columns] + self.values[np.minimum(low + 1, len(self.values) - 1),
                                                          columns]) / 2  # fmt: skip
        return np.where(at < 0, np.nan, middle)
