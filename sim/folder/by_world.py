"""Replications of one world taken together: a world, not a life in it, is a case of its own.

Lives in one world are alike in what the world is: counted as cases of their own they would make
intervals too narrow (cluster sampling; Cochran, "Sampling Techniques", 1977, chapter 9).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MEANS = {"outcomes.csv": "value", "distributions.csv": "value"}
"""Tables of which a run without a row has no value."""
SUMS = {"transitions.csv": "persons", "ledger.csv": "amount"}
"""Tables in which a run without a row has nothing of that kind."""
OF_RUN = ["arm", "replication"]


def by_world(file: str, rows: pd.DataFrame, luck: int) -> pd.DataFrame:
    """The rows of a table with the mean of each world in the place of its `luck` replications.

    `replication` then counts worlds. Tables that are no rows of runs are as they were.
    """
    name = MEANS.get(file) or SUMS.get(file)
    if luck == 1 or name is None or rows.empty:
        return rows
    runs = rows[OF_RUN].drop_duplicates()
    worlds = rows.assign(replication=(rows["replication"] - 1) // luck + 1)
    beside = {"seed", name, "unit"}
    keys = [column for column in rows.columns if column not in beside]
    how = {column: "first" for column in rows.columns if column in beside} | {name: "sum"}
    found = worlds.groupby(keys, sort=False).agg(how).reset_index()
    if file in MEANS:
        lives = worlds.groupby(keys, sort=False).size().to_numpy()
    else:
        done = runs.assign(replication=(runs["replication"] - 1) // luck + 1).value_counts()
        lives = done.reindex(list(zip(found["arm"], found["replication"], strict=True))).to_numpy()
    return found.assign(**{name: found[name] / lives})[list(rows.columns)]
