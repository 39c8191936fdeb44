"""Spells out of poverty after leaving the file: how long until a household is poor again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .society import Society

KINDS = ("real", "paper")


class Spells:
    """Follows each household from the year in which it first leaves pairing's file."""

    def __init__(self, rows: int) -> None:
        self.left_in = np.zeros(rows, np.int64)
        self.paper = np.zeros(rows, bool)
        self.poor_in = np.zeros(rows, np.int64)
        self.on_file = np.zeros(rows, bool)

    def watch(self, society: Society, poor: np.ndarray) -> None:
        """Note who left the file this year, and who of those who left before is poor now."""
        h, year = society.households, society.year
        since = (self.left_in > 0) & (self.poor_in == 0)
        self.poor_in[since & poor] = year
        new = self.on_file & ~h.on_file & (self.left_in == 0)
        self.left_in[new] = year
        self.paper[new] = h.paper_exit[new]
        self.on_file = h.on_file.copy()

    def survival(self, last: int) -> Iterator[tuple[str, int, float]]:
        """Kaplan-Meier share not poor again, by kind of exit and years since (1 to the longest)."""
        from scipy.stats import CensoredData, ecdf

        for kind, among in zip(KINDS, (~self.paper, self.paper), strict=True):
            rows = np.flatnonzero((self.left_in > 0) & among & (self.left_in < last))
            if rows.size < 2:
                continue
            censored = self.poor_in[rows] == 0
            years = np.where(censored, last, self.poor_in[rows]) - self.left_in[rows]
            data = CensoredData(uncensored=years[~censored], right=years[censored])
            curve = ecdf(data).sf
            for k in range(1, int(years.max()) + 1):
                yield kind, k, float(curve.evaluate(k))
