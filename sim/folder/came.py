"""What the runs of a sweep came to: one row a run, out of the numbers of its years."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from sim.record.poverty import POVERTY

NEEDED = (*POVERTY, "population", "cost_total")
ROWS = ("point", "replication", "arm", "year", "measure", "line", "value")
"""The columns of `came_of`: one number of all persons of a run."""
RUN = ["point", "replication", "arm"]


def line_of(rows: pd.DataFrame) -> str:
    """The poverty line that is compared: `national` if it is recorded, else the first recorded."""
    lines = [line for line in rows["line"].unique() if line]
    return "national" if "national" in lines or not lines else str(lines[0])


def came_of(rows: pd.DataFrame, after: int = 0) -> pd.DataFrame:
    """By point, replication and arm: fgt0, fgt1, fgt2 in the year judged, and sums over the years.

    `rows` are of all persons, with the columns `ROWS`; `after` is how many years the year judged lies
    before the last. `opening`: fgt0 in the first year; `poor`:
    person-years of poverty; `paid`: yuan of 2010 that the programmes paid. NaN where a measure was not
    recorded.
    """
    if rows.empty:
        index = pd.MultiIndex.from_arrays([[], [], []], names=RUN)
        return pd.DataFrame(index=index, columns=[*POVERTY, "poor", "paid"], dtype="float64")
    rows = rows[rows["line"].isin(["", line_of(rows)])]
    wide = rows.astype({"arm": "str", "measure": "str"}).pivot(
        index=[*RUN, "year"], columns="measure", values="value"
    ).reindex(columns=NEEDED)  # fmt: skip
    wide["poor"] = wide["fgt0"] * wide["population"]
    years = wide.index.get_level_values("year")
    found = wide.xs(years.max() - after, level="year")[[*POVERTY]]
    opening = wide["fgt0"].xs(years.min(), level="year")
    sums = {"poor": wide["poor"], "paid": wide["cost_total"]}
    return found.assign(opening=opening, **{
        name: yearly.unstack("year").sum(axis=1, skipna=False) for name, yearly in sums.items()
    })  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What is asked of runs: the `measures` needed of all persons, and what their rows come to."""

    measures: tuple[str, ...]
    of: Callable[[pd.DataFrame], pd.DataFrame]



def came(after: int = 0) -> Reading:
    """What is compared of runs, judged so many years before their last."""
    return Reading(NEEDED, partial(came_of, after=after))


def judged_before(after: int, options: Mapping[str, Any]) -> int:
    """How many years before the last poverty is judged: `after`, in the last year of programmes.

    A search that lets support end earlier (`support_ends`) asks for what is left in the last year.
    """
    return 0 if options.get("support_ends") else after
