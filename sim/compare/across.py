"""A folder's effects across worlds: those it has, or those of another folder that it took up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from sim.compare.world_headlines import Reach, Wins, ranks, reach, wins
from sim.compare.worlds import PAID
from sim.folder.across import told
from sim.folder.read import Folder, each

THOUSAND = 1000.0
LEAST_PAID = 1e-6  # of a yuan a person: less is no spending
MEASURES = {"income": "fgt0", "consumption": "consumption_fgt0"}


Lives = Callable[["Across", Any], "pd.Series | None"]


@dataclass(frozen=True)
class Across:
    """Effects in worlds: `rows` of worlds.csv at one line, each world lived in `luck` times."""

    rows: pd.DataFrame
    luck: int
    _summed: dict[tuple[str, tuple[int, ...]], pd.DataFrame] = field(default_factory=dict)

    @cached_property
    def arms(self) -> list[str]:
        """Arms that have effects, in file order."""
        return list(self.rows["arm"].unique())

    @cached_property
    def _of_measure(self) -> dict[Any, pd.DataFrame]:
        return dict(iter(self.rows.groupby("measure")))

    def effects(self, measure: str, year: int) -> pd.DataFrame:
        """Arm minus baseline [life, arm] in one year; empty where it was not recorded."""
        return self.summed(measure, [year])

    def summed(self, measure: str, years: Iterable[int]) -> pd.DataFrame:
        """Effects [life, arm] added up over years."""
        key = measure, tuple(years)
        if key not in self._summed:
            self._summed[key] = self._sum(*key)
        return self._summed[key]

    def _sum(self, measure: str, years: tuple[int, ...]) -> pd.DataFrame:
        rows = self._of_measure.get(measure, self.rows[:0])
        rows = rows[rows["year"].isin(years)]
        wide = rows.pivot(index="replication", columns=["arm", "year"], values="effect")
        there = {arm: wide[arm].sum(axis=1, skipna=False) for arm in self.arms if arm in wide}
        return pd.DataFrame(there, index=wide.index)

    def averted(self, welfare: str, years: Iterable[int]) -> pd.DataFrame:
        """Person-years of poverty averted per 1,000 persons [life, arm], by income or consumption."""
        return -THOUSAND * self.summed(MEASURES[welfare], years)

    def per_yuan(self, welfare: str, years: Iterable[int]) -> pd.DataFrame:
        """Person-years averted per 1,000 yuan [life, arm]; without arms that some world pays nothing."""
        years = list(years)
        averted, paid = self.averted(welfare, years), self.summed(PAID, years)
        bought = averted / paid.where(paid > LEAST_PAID)
        return bought.loc[:, bought.notna().any() & ~(paid <= LEAST_PAID).any()]

    def by_world(self, lives: pd.DataFrame) -> pd.DataFrame:
        """Means of worlds [world, arm], in worlds where every arm has one.

        A world that was drawn twice, for its weight, counts twice.
        """
        return lives.groupby(_worlds(lives, self.luck)).mean().dropna()

    def reach(self, lives: pd.Series) -> Reach | None:
        """What an effect is across worlds; None where there are not two."""
        known = lives.dropna()
        of = _worlds(known, self.luck)
        return reach(known.to_numpy(), of) if len(np.unique(of)) > 1 else None


def _worlds(lives: pd.DataFrame | pd.Series, luck: int) -> np.ndarray:
    """The place of the world of each life."""
    return (lives.index.to_numpy() - 1) // luck


_OF_FOLDER: WeakKeyDictionary[Folder, Across | None] = WeakKeyDictionary()


def across(folder: Folder) -> Across | None:
    """The effects of a folder in worlds; None where it has none against its baseline.

    They are put together once for as long as the folder is in use, as its tables are read once.
    """
    if folder not in _OF_FOLDER:
        _OF_FOLDER[folder] = _across(folder)
    return _OF_FOLDER[folder]


def _across(folder: Folder) -> Across | None:
    worlds = told(folder)
    rows = folder.read(worlds.file) if worlds else pd.DataFrame()
    if worlds is None or rows.empty:
        return None
    known = rows["line"].isin(["", folder.line]) & rows["arm"].isin(folder.compared)
    return Across(rows[known], worlds.luck)


def beside(table: pd.DataFrame, folder: Folder, lives: Lives) -> pd.DataFrame:
    """A chart's table with what its effects are across worlds, where the folder has any.

    `worlds_low` and `worlds_high` hold nine of ten worlds, `worlds_n` counts them. `lives` gives
    the effects of a row by life, in the unit of the table.
    """
    worlds = across(folder)
    if worlds is None:
        return table
    found = [worlds.reach(known) if (known := lives(worlds, row)) is not None else None
             for row in each(table)]
    ends = [(one.low, one.high, one.worlds) if one else (np.nan, np.nan, 0) for one in found]
    low, high, number = zip(*ends, strict=True)
    return table.assign(worlds_low=low, worlds_high=high, worlds_n=number)


def firsts(folder: Folder, gains: Callable[[Across], pd.DataFrame]) -> tuple[pd.Series, int]:
    """In how many worlds each arm gains most, and in how many of them all arms are known.

    `gains` are [life, arm], the more the better; equals share the first place. No arms without worlds.
    """
    worlds = across(folder)
    found = worlds.by_world(gains(worlds)) if worlds else pd.DataFrame()
    if len(found) < 2 or len(found.columns) < 2:
        return pd.Series(dtype=float), 0
    return (ranks(-found)[1] * len(found)).round(6), len(found)


def share(better: pd.Series, worse: pd.Series | float, family: int) -> Wins:
    """In which share of worlds one effect is larger than another, equals counting half.

    The interval is Wilson's, by Bonferroni for `family` shares that are told together.
    """
    other = np.broadcast_to(np.asarray(worse, dtype=float), len(better))
    return wins(-better.to_numpy(), -other, family)
