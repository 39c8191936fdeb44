"""Which conclusions lean on which parameter: moved alone, it turns the order of two arms round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sim.compare.robustness import headline
from sim.compare.sensitivity import Sensitivity
from sim.folder.codebook import ARM, Column
from sim.folder.files import whole
from sim.folder.intervals import wilson
from sim.folder.swept import Swept

TURNS = 0.1
"""Share of its steps that a parameter turns a conclusion round in, from which on it leans on it."""
ASSUMPTION = "assumption"
FILE = "leaning.csv"
COLUMNS = (
    Column("conclusion", "text", "one arm is lower than another in a measure of the last year "
           "of programmes, by the "
           "mean over all whole trajectories"),
    Column("parameter", "name", "parameter that the conclusion leans on: moved alone it turns the order "
           f"round in at least {TURNS:g} of its steps"),
    Column("source", "text", "where the parameter's number comes from, as declared"),
    Column("share", "share", "share of the parameter's steps that turn the order round"),
    Column("ci_low", "share", "low end of the 95% Wilson interval of share over the steps"),
    Column("ci_high", "share", "high end of the same interval"),
    Column("n", "number", "steps: one in each whole trajectory"),
    Column("measure", "name", "the measure of the conclusion"),
    ARM,
    Column("other", "name", "the arm that it is lower than"),
)  # fmt: skip


def leaning(swept: Swept) -> pd.DataFrame:
    """The rows of leaning.csv: every conclusion with each parameter that it leans on."""
    found = turns(swept)
    return found[found["share"] >= TURNS].reset_index(drop=True)


def turns(swept: Swept) -> pd.DataFrame:
    """How often each parameter turns each conclusion, by measure, the most often first."""
    found = Sensitivity(swept)
    rows = list(_rows(swept, found)) if found.screening.enough else []
    frame = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    order = frame.sort_values(["measure", "share"], ascending=[True, False], kind="stable")
    return order.reset_index(drop=True)


def write(swept: Swept) -> None:
    """Write leaning.csv into the folder of a sensitivity analysis."""
    with whole(swept.path / FILE) as file:
        leaning(swept).to_csv(file, index=False, lineterminator="\n")


def assumed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose parameter is an assumption."""
    return rows[rows["source"].astype(str).str.startswith(ASSUMPTION)]


def _rows(swept: Swept, found: Sensitivity) -> Iterator[tuple[Any, ...]]:
    screening = found.screening
    n = screening.trajectories.kept
    for measure, pair, values in found.gaps():
        outcome = values.mean(axis=1)
        if float(screening.trajectories.of(outcome).mean()) > 0:
            outcome, pair = -outcome, pair[::-1]
        for path, share in screening.turned(outcome).items():
            source = swept.factors[str(path)].get("source", "")
            yield (headline(*pair, measure), path, source, share, *wilson(share, n), n, measure, *pair)
