"""The rows of drivers.csv: how each parameter goes with the difference, and what it would settle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.compare.regions import IS
from sim.drivers.runner import Drivers
from sim.folder.codebook import Column
from sim.folder.read import each

FILE = "drivers.csv"
COLUMNS = (
    Column("parameter", "name", "its path; PATH=NAME: whether a choice is that name"),
    Column("unit", "text", "its unit"),
    Column("rho", "-1..1", "Spearman's rank correlation with arm minus other over worlds"),
    Column("p", "share", "of no correlation"),
    Column("q", "share", "the same allowing for how many parameters are asked (Benjamini-Hochberg)"),
    Column("told", "0 or 1", "whether it is told from chance: q at most 0.05"),
    Column("low", "that of the measure", "mean difference in the third of the worlds where it is "
                                         "lowest"),
    Column("high", "that of the measure", "mean difference in the third where it is highest"),
    Column("settles", "share", "worlds in which the better arm would be chosen if it were known "
           "(cross-validated)"),
    Column("value", "share", "the same less always choosing the arm that is better in most worlds"),
    Column("p_settles", "share", "how often the best of all parameters settles as much in shuffled "
                                 "worlds"),
    Column("better", "name", "the arm that is better above the threshold"),
    Column("threshold", "that of the parameter", "where the order turns, as far as one threshold tells"),
    Column("plausible_low", "that of the parameter", "low end of what it may plausibly be"),
    Column("plausible_high", "that of the parameter", "high end"),
    Column("source", "text", "where its number comes from"),
)


def rows(drivers: Drivers) -> Iterator[list[Any]]:
    """A row a parameter, the strongest correlation first; what there is not is empty."""
    asked, settled = drivers.cases.question, drivers.settled
    of = {} if settled is None else {row.parameter: row for row in each(settled.table)}
    for row in each(drivers.ranks):
        declared = drivers.cases.declared[row.parameter.partition(IS)[0]]
        prior = declared.prior if declared.kind == "number" and len(declared.prior) > 1 else ("", "")
        own = of.get(row.parameter)
        tells = ["", "", "", "", ""] if own is None else [
            own.share, own.value, own.p, asked.arm if own.above else asked.other, _plain(own.threshold),
        ]  # fmt: skip
        if own is not None and not np.isfinite(own.threshold):
            tells[3] = ""
        yield [row.parameter, declared.unit, row.rho, row.p, row.q, int(row.told), row.low, row.high,
               *tells, *prior, declared.source]  # fmt: skip


def _plain(value: float) -> Any:
    return value if np.isfinite(value) else ""
