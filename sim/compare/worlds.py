"""Effects in each world of an ensemble, and how much of their spread is of worlds and how much luck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sim.compare.variance import one_way
from sim.folder import codebook
from sim.ground.measured import WHOLE
from sim.record.poverty import POVERTY

HEADLINES = (*POVERTY, "consumption_fgt0")
PAID, PAID_UNIT = "paid", "yuan of 2010 a person"
"""What programmes paid in the year, a person: what effects are held against."""
AT = ["replication", "year", "measure", "line"]
OF_ROW = ["arm", "year", "measure", "line"]


def effects(
    outcomes: pd.DataFrame, arms: Sequence[str], baseline: str, worlds: Sequence[str]
) -> pd.DataFrame:
    """The rows of worlds.csv: each arm minus the baseline in the same replication, by headline.

    `worlds` names the world of each replication, from the first on. Pairs that miss a run have no row.
    """
    everybody = outcomes[outcomes["group"] == WHOLE]
    rows = pd.concat([everybody[everybody["measure"].isin(HEADLINES)], _paid(everybody)])
    base = rows[rows["arm"] == baseline].set_index(AT)["value"].rename("base")
    paired = rows[rows["arm"] != baseline].join(base, on=AT, how="inner")
    order = paired["arm"].map({arm: place for place, arm in enumerate(arms)})
    found = paired.assign(
        world=[worlds[replication - 1] for replication in paired["replication"]],
        effect=paired["value"] - paired["base"],
        order=order,
    ).sort_values(["order", *AT], kind="stable")
    return found[codebook.header(codebook.WORLDS)]


def _paid(rows: pd.DataFrame) -> pd.DataFrame:
    """What programmes paid a person, as rows of outcomes.csv; none where that was not recorded."""
    run = ["arm", "replication", "year"]
    persons = rows[rows["measure"] == "population"].set_index(run)["value"].rename("persons")
    costs = rows[rows["measure"] == "cost_total"].join(persons, on=run, how="inner")
    return costs.assign(value=costs["value"] / costs["persons"], measure=PAID, unit=PAID_UNIT).drop(
        columns="persons")


def variances(effects: pd.DataFrame, baseline: str, opening: int) -> pd.DataFrame:
    """The rows of variance_of_worlds.csv: for each effect after the opening year, its variance split.

    Rows of which no world is there twice are left out: one life tells no luck.
    """
    told = effects[(effects["year"] > opening) & effects["measure"].isin(POVERTY)]
    rows = list(_variances(told, baseline))
    return pd.DataFrame(rows, columns=codebook.header(codebook.VARIANCE))


def _variances(effects: pd.DataFrame, baseline: str) -> Iterator[dict[str, Any]]:
    for key, rows in effects.groupby(OF_ROW, sort=False):
        split = one_way(rows["effect"].to_numpy(), rows["world"].to_numpy())
        if split.n > split.worlds:
            own = dict(zip(OF_ROW, key, strict=True)) | {"baseline": baseline}
            yield own | {"unit": rows["unit"].iloc[0]} | split.told
