"""How probable it is that an arm is best: by how poor people are, and by what a yuan averts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.compare.fitting import both
from sim.compare.ratios import ROUNDING
from sim.folder.codebook import ARM, Column
from sim.folder.files import whole
from sim.folder.intervals import student, wilson
from sim.folder.swept import WORLDS, Swept
from sim.record.poverty import POVERTY

FILE = "best.csv"
PER_YUAN = "per_yuan"
CASES = (
    Column("n", "number", "cases: those in which every arm has a result"),
    Column("over", "name",
           "what a case is: worlds, judged by means over replications; where there is one world, "
           "replications"),
)  # fmt: skip
LEVERS = Column("levers", "text", "the setting of the levers; empty if there are none")
COLUMNS = (
    ARM,
    Column("measure", "name",
           "fgt0, fgt1, fgt2: best is the lowest mean of the last year "
           "of programmes; per_yuan: best is the most "
           "person-years of poverty averted a yuan paid beyond the baseline, of arms that paid more"),
    Column("probability", "share",
           "share of the cases in which the arm is best; where several are, they share the case"),
    Column("ci_low", "share", "low end of the 95% Wilson interval of probability over the cases"),
    Column("ci_high", "share", "high end of the same interval"),
    *CASES,
    Column("beyond_luck", "share",
           "share of the worlds in which the arm is best and every other one is above it by its own 95% "
           "interval, paired by replication; empty for per_yuan, for one world and for one replication"),
    LEVERS,
)  # fmt: skip


def best(swept: Swept) -> pd.DataFrame:
    """The rows of best.csv: for each setting of the levers and each measure, every candidate."""
    rows = [
        (arm, measure, share, *wilson(share, len(found.won)), len(found.won), found.over,
         found.clear.get(arm, np.nan), levers)
        for levers, points in swept.settings.items()
        for measure, found in _measures(swept, points)
        for arm, share in found.won.mean().items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def write(swept: Swept) -> None:
    """Write best.csv into a sweep's folder."""
    with whole(swept.path / FILE) as file:
        both(best, swept).to_csv(file, index=False, lineterminator="\n")


@dataclass(frozen=True)
class Cases:
    """What part of each case (rows) each arm has `won`, what a case is, and what share luck leaves."""

    won: pd.DataFrame
    over: str
    clear: pd.Series


def _measures(swept: Swept, points: list[int]) -> Iterator[tuple[str, Cases]]:
    """Measure by measure the cases, where there are some."""
    found = {measure: _poverty(swept, measure, points) for measure in POVERTY}
    if swept.baseline in swept.arms:
        found[PER_YUAN] = _per_yuan(swept, points)
    yield from ((measure, cases) for measure, cases in found.items() if cases.won.size)


def _poverty(swept: Swept, measure: str, points: list[int]) -> Cases:
    values = at(swept, measure, points)
    means, over = swept.units(values)
    clear = beyond_luck(values, swept.world_of(values)) if over == WORLDS else pd.DataFrame()
    return Cases(wins(means), over, clear.mean())


def _per_yuan(swept: Swept, points: list[int]) -> Cases:
    poor, over = swept.units(at(swept, "poor", points))
    paid, _ = swept.units(at(swept, "paid", points))
    return Cases(wins(-bought(poor, paid, str(swept.baseline))), over, pd.Series(dtype=float))


def at(swept: Swept, quantity: str, points: list[int]) -> pd.DataFrame:
    """One quantity at some points, as `Swept.values` has it."""
    values = swept.values(quantity)
    return values[values.index.get_level_values("point").isin(points)]


def wins(values: pd.DataFrame) -> pd.DataFrame:
    """What part of each case (rows) each arm (columns) has as the lowest; NaN is no candidate.

    Rows sum to 1: equals share. Cases without a candidate and arms that never are one are left out.
    """
    values = values.dropna(axis=0, how="all").dropna(axis=1, how="all")
    lowest = values.eq(values.min(axis=1), axis=0)
    return lowest.div(lowest.sum(axis=1), axis=0)


def beyond_luck(values: pd.DataFrame, worlds: NDArray[np.int64]) -> pd.DataFrame:
    """Whether each arm (columns) is the lowest of each world (rows) by more than luck.

    Parameters: values by replication (rows) and arm, and the world of each row. An arm is so where
    the 95% Student interval of every other one minus it, paired by replication, lies above 0; NaN in
    a world with one replication, where luck cannot be judged.
    """
    found = {}
    for arm in values:
        gaps = values.drop(columns=arm).sub(values[arm], axis=0)
        found[arm] = {
            world: float((student(own.to_numpy())["ci_low"] > 0).all()) if len(own) > 1 else np.nan
            for world, own in gaps.groupby(worlds)
        }
    return pd.DataFrame(found)


def bought(poor: pd.DataFrame, paid: pd.DataFrame, baseline: str) -> pd.DataFrame:
    """Person-years of poverty averted a yuan paid beyond the baseline, by case and arm.

    NaN where no more was paid than in the baseline: what costs nothing has no price.
    """
    rows = poor.index.intersection(paid.index)
    poor, paid = poor.loc[rows], paid.loc[rows]
    if not {baseline} <= {*poor.columns} & {*paid.columns}:
        return poor.iloc[:0]
    averted = -poor.sub(poor[baseline], axis=0)
    cost = paid.sub(paid[baseline], axis=0)
    return averted / cost.where(cost.gt(ROUNDING * paid[baseline].abs(), axis=0))
