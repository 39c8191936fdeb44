"""Outcomes as one array [arm, replication, key], where a key is (year, measure, line, group)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder.intervals import Floats

KEY = ["year", "measure", "line", "group"]


@dataclass(frozen=True)
class Outcomes:
    """All recorded numbers: `values` [arm, replication, key], NaN where there is none.

    `keys` has a row for each key, with the columns year, measure, line, group and unit, sorted.
    """

    arms: list[str]
    keys: pd.DataFrame
    values: Floats

    @classmethod
    def of(cls, rows: pd.DataFrame, arms: list[str]) -> Outcomes:
        """Arrange the rows of outcomes.csv; `arms` gives the order of arms."""
        groups = rows.groupby(KEY, sort=True)
        keys = groups["unit"].first().reset_index()
        numbers = {number: place for place, number in enumerate(sorted(set(rows["replication"])))}
        values = np.full((len(arms), len(numbers), len(keys)), np.nan)
        places = {arm: place for place, arm in enumerate(arms)}
        at = rows["arm"].map(places), rows["replication"].map(numbers), groups.ngroup()
        values[tuple(np.asarray(place, int) for place in at)] = rows["value"]
        return cls(arms, keys, values)

    def of_arm(self, arm: str) -> Floats:
        """Values [replication, key] of one arm."""
        return self.values[self.arms.index(arm)]

    def yearly(self, arm: str, measure: str, line: str = "") -> Floats:
        """Values [replication, year] of a measure for everybody, NaN where there is none.

        The opening year, which no arm can change, is left out.
        """
        years = np.unique(self.keys["year"])
        found = np.full((self.values.shape[1], len(years)), np.nan)
        chosen = self._places.get((measure, line, "all"), np.array([], int))
        at = np.searchsorted(years, self.keys["year"].to_numpy()[chosen])
        found[:, at] = self.of_arm(arm)[:, chosen]
        return found[:, 1:]

    @cached_property
    def _places(self) -> dict[Any, NDArray[np.intp]]:
        return dict(self.keys.groupby(["measure", "line", "group"]).indices)
