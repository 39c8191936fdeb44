"""Regret: by how much an arm falls short of the best arm of each world (Savage 1951)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sim.compare.best import CASES, LEVERS, at
from sim.folder.codebook import ARM, Column
from sim.folder.files import whole
from sim.folder.swept import Swept
from sim.record.poverty import POVERTY

FILE = "regret.csv"
TAIL = 0.95
UNIT = "that of the measure"
COLUMNS = (
    ARM,
    Column("measure", "name", "the measure of the last year "
           "of programmes; the lowest arm of a case is its best"),
    Column("mean", UNIT, "mean over the cases of the arm's value minus that of the best arm"),
    Column("p95", UNIT, "95th percentile of the same"),
    Column("largest", UNIT, "the largest of the same"),
    Column("minimax", "switch", "whether no arm has a smaller largest regret"),
    *CASES,
    LEVERS,
)


def regret(swept: Swept) -> pd.DataFrame:
    """The rows of regret.csv: every arm, for each setting of the levers and each measure."""
    rows = [
        (arm, measure, own.mean(), own.quantile(TAIL), own.max(), least, len(own), over, levers)
        for levers, measure, over, regrets in of_cases(swept)
        for arm, own in regrets.items()
        for least in [bool(own.max() == regrets.max().min())]
    ]
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def of_cases(swept: Swept) -> Iterator[tuple[str, str, str, pd.DataFrame]]:
    """Setting of the levers, measure, what a case is, and the regret of each arm in each case."""
    for levers, points in swept.settings.items():
        for measure in POVERTY:
            cases, over = swept.units(at(swept, measure, points))
            if cases.size:
                yield levers, measure, over, regrets_of(cases)


def regrets_of(cases: pd.DataFrame) -> Any:
    """By how much each arm (columns) is above the lowest of its case (rows)."""
    return cases.sub(cases.min(axis=1), axis=0)


def write(swept: Swept) -> None:
    """Write regret.csv into the folder of an experiment."""
    with whole(swept.path / FILE) as file:
        regret(swept).to_csv(file, index=False, lineterminator="\n")
