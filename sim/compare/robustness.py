"""How firmly a headline holds: in what share of the worlds one arm leaves less poverty than another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from sim.compare.best import CASES, LEVERS, at
from sim.compare.fitting import both
from sim.folder.codebook import ARM, Column
from sim.folder.files import whole
from sim.folder.intervals import wilson
from sim.folder.swept import Swept
from sim.observation.dictionary import measured
from sim.record.poverty import POVERTY

FILE = "robustness.csv"
COLUMNS = (
    Column("headline", "text", "one arm is lower than another in a measure of the last year "
           "of programmes"),
    Column("share", "share", "share of the cases in which it holds"),
    Column("ci_low", "share", "low end of the 95% Wilson interval of share over the cases"),
    Column("ci_high", "share", "high end of the same interval"),
    *CASES,
    Column("measure", "name", "the measure of the headline"),
    ARM,
    Column("other", "name", "the arm that it is lower than"),
    LEVERS,
)  # fmt: skip


def robustness(swept: Swept) -> pd.DataFrame:
    """The rows of robustness.csv: every pair of arms, the lower by the mean over all cases first."""
    rows = [
        (headline(arm, other, measure), share,
         *wilson(share, n), n, over, measure, arm, other, levers)
        for levers, points in swept.settings.items()
        for measure in POVERTY
        for arm, other, share, n, over in _pairs(swept, measure, points)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def headline(arm: str, other: str, measure: str) -> str:
    """A conclusion in words."""
    return f"{arm} is lower than {other} in the {measured()[measure].title}"


def write(swept: Swept) -> None:
    """Write robustness.csv into a sweep's folder."""
    with whole(swept.path / FILE) as file:
        both(robustness, swept).to_csv(file, index=False, lineterminator="\n")


def _pairs(
    swept: Swept, measure: str, points: list[int]
) -> Iterator[tuple[str, str, float, int, str]]:
    cases, over = swept.units(at(swept, measure, points))
    for one, two in combinations(cases.columns, 2):
        arm, other = (one, two) if cases[one].mean() <= cases[two].mean() else (two, one)
        yield arm, other, holds(cases, arm, other), len(cases), over


def holds(cases: pd.DataFrame, arm: str, other: str) -> float:
    """Share of the cases (rows) in which one arm is lower than another; equals do not count."""
    return float((cases[arm] < cases[other]).mean())
