"""One measure in one year, picked out of stored tables: all arms, with interval or by replication."""

from __future__ import annotations

import pandas as pd

from sim.folder.estimate import estimate
from sim.ground.errors import InputError, nearest

COLUMNS = ["mean", "ci_low", "ci_high", "n", "unit"]


def means(
    frame: pd.DataFrame, measure: str, year: int | None, group: str, line: str | None
) -> pd.DataFrame:
    """Rows of a table of means by arm, or by arm and group where `group` is a kind of groups."""
    rows = of_one(frame, measure, year, line)
    if (rows["group"] == group).any():
        rows, index = rows[rows["group"] == group], ["arm"]
    else:
        kind = rows["group"].str.partition("=")[0]
        rows, index = _where(rows.assign(kind=kind), "kind", group), ["arm", "group"]
    return rows.set_index(index)[COLUMNS]


def by_replication(
    outcomes: pd.DataFrame, measure: str, year: int | None, group: str, line: str | None
) -> pd.DataFrame:
    """Values of runs: a row a replication, a column an arm, in the order in which they stand."""
    rows = _where(of_one(outcomes, measure, year, line), "group", group)
    wide = rows.pivot(index="replication", columns="arm", values="value")
    return wide[list(rows["arm"].unique())]


def against(wide: pd.DataFrame, other: str, unit: str) -> pd.DataFrame:
    """Arms of `by_replication` minus one of them, with 95% intervals over replications."""
    if other not in wide:
        raise InputError(f"no arm {other!r}{nearest(other, wide)}; there are {', '.join(wide)}")
    return intervals(wide.drop(columns=other).sub(wide[other], axis=0)).assign(unit=unit)


def intervals(wide: pd.DataFrame) -> pd.DataFrame:
    """Mean, 95% interval and n of each column of a table with a row a replication: a row a column.

    What is reckoned from tables of `Results.by_replication`, such as a sum over years or the change
    since a year, gets its interval so. Replications without a number are left out, and so are columns
    without any.
    """
    found = {column: estimate(wide[column].dropna()) for column in wide}
    cells = {column: one.cells for column, one in found.items() if one is not None}
    table = pd.DataFrame.from_dict(cells, orient="index", columns=COLUMNS[:-1])
    return table.rename_axis(wide.columns.name)


def of_one(frame: pd.DataFrame, measure: str, year: int | None, line: str | None) -> pd.DataFrame:
    """Rows of one measure in one year (the last, if None) at one line (national or first, if None)."""
    rows = _where(frame, "measure", measure)
    rows = _where(rows, "year", rows["year"].max() if year is None else year)
    lines = list(rows["line"].unique())
    usual = "national" if "national" in lines else lines[0]
    return _where(rows, "line", usual if line is None else line)


def _where(rows: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    found = rows[rows[column] == value]
    if found.empty:
        known = [str(one) for one in rows[column].unique()]
        what = "group" if column == "kind" else column
        hint = nearest(value, known) if isinstance(value, str) else ""
        raise InputError(f"no {what} {value!r}{hint}; recorded: {', '.join(known)}")
    return found
