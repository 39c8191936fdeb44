"""How much each parameter matters to the effects of strategies and to the differences between them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from sim.compare.blocks import Pair, arms_of, gap, levels_of, measures_of, pairs
from sim.compare.indices import Saltelli, luck
from sim.compare.screening import FEWEST, Screening
from sim.folder.codebook import UNIT, Column
from sim.folder.files import whole
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.language import phrase

SCREENING, INDICES = "screening", "indices"
"""The stages of a sensitivity analysis: all parameters, then those that move most."""
FILE = "sensitivity.csv"
SHARE, OF_VARIANCE, YES = "share", "share of the variance", "1 is yes, 0 is no"
COLUMNS = (
    Column("arm", "name", "arm whose measure is taken, minus that of other; empty for inert"),
    Column("other", "name", "arm it is compared with: the baseline where the row is on an effect"),
    Column("measure", "name", "fgt0, fgt1 or fgt2 of the last year "
           "of programmes, arm minus other, mean over "
           "replications; empty for inert"),
    Column("parameter", "name", "which parameter moves; empty for luck and luck_left"),
    Column("index", "name",
           "mu, mu_star, sigma: mean, mean size and standard deviation of the elementary effects over "
           "the whole range; S1, ST: first and total Sobol' index; luck: luck's share of the variance "
           "of a single run; luck_left: that which means over replications still have, which a total "
           "index holds, too; inert: whether fgt0, fgt1 and fgt2 of the last year "
           "of programmes stay the same in "
           "every run, to the bit, as the parameter moves"),
    Column("value", "see unit", "the number"),
    Column("ci_low", "see unit", "low end of its 95% bootstrap interval; of luck, replications given"),
    Column("ci_high", "see unit", "high end of the same interval"),
    Column("n", "number", "trajectories or blocks of points that the number is from"),
    UNIT,
)  # fmt: skip
Row = tuple[Any, ...]


class Sensitivity:
    """What a sensitivity analysis has in its folder: levels of all points, and both stages of them."""

    def __init__(self, swept: Swept) -> None:
        self.swept = swept
        self.levels = levels_of(swept.runs)

    @cached_property
    def screening(self) -> Screening:
        """The trajectories."""
        points = self.swept.points.loc[self.swept.stages[SCREENING]]
        return Screening.of(points, self.swept.factors, self.levels)

    @cached_property
    def saltelli(self) -> Saltelli | None:
        """The blocks of the second stage; None where no parameter was worth one."""
        numbers = self.swept.stages.get(INDICES)
        return Saltelli.of(self.swept.points.loc[numbers], self.levels) if numbers else None

    @property
    def pairs(self) -> list[Pair]:
        """Effects, then differences between strategies."""
        return pairs(arms_of(self.levels, self.swept.arms), self.swept.baseline)

    def gaps(self) -> Iterator[tuple[str, Pair, pd.DataFrame]]:
        """For every measure and every two arms the difference, by point and replication."""
        for measure in measures_of(self.levels):
            for pair in self.pairs:
                yield measure, pair, gap(self.levels, measure, pair)


def screened(swept: Swept) -> Sensitivity:
    """The analysis; raises Missing where too few trajectories are whole."""
    found = Sensitivity(swept)
    there = found.screening.trajectories
    if not found.screening.enough:
        raise Missing(phrase("needs {} trajectories all of whose runs are done, and has {} of {}",
                             FEWEST, there.kept, there.planned))  # fmt: skip
    return found


def sensitivity(swept: Swept) -> pd.DataFrame:
    """The rows of sensitivity.csv; of a stage with too few whole blocks there are none."""
    found = Sensitivity(swept)
    rows: list[Row] = []
    if found.screening.enough:
        rows += _inert(found.screening, found.levels)
    for measure, pair, values in found.gaps():
        key = *pair, measure
        if found.screening.enough:
            rows += _screened(found.screening, values, key)
        if found.saltelli is not None and found.saltelli.enough:
            rows += _decomposed(found.saltelli, values, key)
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def write(swept: Swept) -> None:
    """Write sensitivity.csv into the folder of a sensitivity analysis."""
    with whole(swept.path / FILE) as file:
        sensitivity(swept).to_csv(file, index=False, lineterminator="\n")


def _inert(screening: Screening, levels: pd.DataFrame) -> Iterator[Row]:
    inert, n = set(screening.inert(levels)), screening.trajectories.kept
    for path in screening.paths:
        yield ("", "", "", path, "inert", int(path in inert), np.nan, np.nan, n, YES)


def _screened(screening: Screening, values: pd.DataFrame, key: Row) -> Iterator[Row]:
    n = screening.trajectories.kept
    for path, row in screening.effects(values.mean(axis=1)).iterrows():
        ends = max(row["mu_star"] - row["mu_star_conf"], 0.0), row["mu_star"] + row["mu_star_conf"]
        yield (*key, path, "mu_star", row["mu_star"], *ends, n, SHARE)
        for index in ("mu", "sigma"):
            yield (*key, path, index, row[index], np.nan, np.nan, n, SHARE)


def _decomposed(saltelli: Saltelli, values: pd.DataFrame, key: Row) -> Iterator[Row]:
    n = saltelli.blocks.kept
    for path, row in saltelli.indices(values.mean(axis=1)).iterrows():
        for index in ("S1", "ST"):
            half = row[f"{index}_conf"]
            yield (*key, path, index, row[index], row[index] - half, row[index] + half, n, OF_VARIANCE)
    for index, three in luck(saltelli.independent(values)).items():
        yield (*key, "", index, *three, n, OF_VARIANCE)
