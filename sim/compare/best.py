"""How probable it is that an arm is best: by how poor people are, and by what a yuan averts."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.compare.ratios import ROUNDING
from sim.folder.codebook import ARM, Column
from sim.folder.files import whole
from sim.folder.intervals import wilson
from sim.folder.swept import POVERTY, Swept

FILE = "best.csv"
PER_YUAN = "per_yuan"
COLUMNS = (
    ARM,
    Column("measure", "name",
           "fgt0, fgt1, fgt2: best is the lowest mean of the last year; per_yuan: best is the most "
           "person-years of poverty averted a yuan paid beyond the baseline, of arms that paid more"),
    Column("probability", "share",
           "share of the cases in which the arm is best; where several are, they share the case"),
    Column("ci_low", "share", "low end of the 95% Wilson interval of probability over the cases"),
    Column("ci_high", "share", "high end of the same interval"),
    Column("n", "number", "cases: those in which every arm has a result"),
    Column("over", "name",
           "what a case is: worlds, judged by means over replications; where there is one world, "
           "replications"),
    Column("levers", "text", "the setting of the levers; empty if there are none"),
)  # fmt: skip


def best(swept: Swept) -> pd.DataFrame:
    """The rows of best.csv: for each setting of the levers and each measure, every candidate."""
    rows = [
        (arm, measure, share, *wilson(share, len(cases)), len(cases), over, levers)
        for levers, points in swept.settings.items()
        for measure, cases, over in _cases(swept, points)
        for arm, share in cases.mean().items()
    ]
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def write(swept: Swept) -> None:
    """Write best.csv into a sweep's folder."""
    with whole(swept.path / FILE) as file:
        best(swept).to_csv(file, index=False, lineterminator="\n")


def _cases(swept: Swept, points: list[int]) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Measure by measure, what part of each case each arm has; and what a case is."""
    for measure in POVERTY:
        values, over = _at(swept, measure, points)
        yield from _known(measure, wins(values), over)
    if swept.baseline in swept.arms:
        poor, over = _at(swept, "poor", points)
        paid, _ = _at(swept, "paid", points)
        yield from _known(PER_YUAN, wins(-bought(poor, paid, str(swept.baseline))), over)


def _at(swept: Swept, quantity: str, points: list[int]) -> tuple[pd.DataFrame, str]:
    values = swept.values(quantity)
    return swept.units(values[values.index.get_level_values("point").isin(points)])


def _known(measure: str, cases: pd.DataFrame, over: str) -> Iterator[tuple[str, pd.DataFrame, str]]:
    if cases.size:
        yield measure, cases, over


def wins(values: pd.DataFrame) -> pd.DataFrame:
    """What part of each case (rows) each arm (columns) has as the lowest; NaN is no candidate.

    Rows sum to 1: equals share. Cases without a candidate and arms that never are one are left out.
    """
    values = values.dropna(axis=0, how="all").dropna(axis=1, how="all")
    lowest = values.eq(values.min(axis=1), axis=0)
    return lowest.div(lowest.sum(axis=1), axis=0)


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
