"""Spells out of poverty after leaving the file: how long until a household is poor again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.ground.measured import NATIONAL, Measured
from sim.programme import Moves
from sim.record.seen import Seen

KINDS = ("real", "paper", "deadline", "struck")
MEASURES = (
    Measured(
        name="survival", title="survival out of poverty", unit="share", lines=NATIONAL, groups=KINDS,
        formula="product over years of 1 - poor again / still out",
        other_names=("kaplan-meier",),
        meaning="Share of the households that left the file not poor again, by kind of exit and years "
                "since; told in the last year.",
        reference="Kaplan and Meier (1958)",
    ),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Survival at the end of the horizon; every year before it is watched."""
    spells = seen.remembered(Spells, len(seen.poor))
    spells.watch(seen.year, seen.poor, seen.moves, seen.society.households.paper_exit)
    last = seen.society.scenario.end
    if seen.year == last:
        for kind, years, value in spells.survival(last):
            yield "survival", "national", f"{kind}={years}", value


class Spells:
    """Follows each household from the year in which dynamic management first takes it off the file."""

    def __init__(self, rows: int) -> None:
        self.left_in = np.zeros(rows, np.int64)
        self.kind = np.zeros(rows, np.int64)
        self.poor_in = np.zeros(rows, np.int64)

    def watch(
        self, year: int, poor: np.ndarray, moves: Moves | None, paper: np.ndarray
    ) -> None:
        """Note who left the file this year, and who of those who left is poor now, this year included.

        An exit is on paper if the household was seen below the line, by deadline or struck if a
        deadline or the records ended it.
        """
        if moves is not None:
            leaves = moves.leaves
            new = leaves[self.left_in[leaves] == 0]
            self.left_in[new] = year
            self.kind[new] = paper[new]
            for kind in ("deadline", "struck"):
                self.kind[new[np.isin(new, getattr(moves, kind))]] = KINDS.index(kind)
        since = (self.left_in > 0) & (self.poor_in == 0)
        self.poor_in[since & poor] = year

    def survival(self, last: int) -> Iterator[tuple[str, int, float]]:
        """Kaplan-Meier share not poor again, by kind of exit and years since (0 to the longest)."""
        from scipy.stats import CensoredData, ecdf

        for code, kind in enumerate(KINDS):
            rows = np.flatnonzero((self.left_in > 0) & (self.kind == code) & (self.left_in < last))
            if rows.size < 2:
                continue
            censored = self.poor_in[rows] == 0
            years = np.where(censored, last, self.poor_in[rows]) - self.left_in[rows]
            data = CensoredData(uncensored=years[~censored], right=years[censored])
            curve = ecdf(data).sf
            for k in range(int(years.max()) + 1):
                yield kind, k, float(curve.evaluate(k))
