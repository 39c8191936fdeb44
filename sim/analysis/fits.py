"""Worlds of a rescaled sweep held against the patterns: which of them look like the published county."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.matching import Band
from sim.analysis.patterns.pattern import band
from sim.analysis.patterns.recorded import MEASURES, RECORDED
from sim.catalogue import PARAMETERS
from sim.folder.came import Reading
from sim.folder.codebook import Column
from sim.folder.files import whole
from sim.folder.swept import FITS_FILE, IN_BANDS, NATIONAL, Swept
from sim.income_scale import NAME

FILE = FITS_FILE
COLUMNS = (
    Column("point", "number", "counts from 1; a row of points.csv"),
    Column("world", "number", "counts from 1; points of one world have the same row"),
    Column(IN_BANDS, "0 or 1",
           "whether every pattern measured lies in its band, by the mean over replications of the "
           "baseline arm"),
    Column("patterns_held", "patterns", "how many of them do"),
    Column("patterns_measured", "patterns",
           "how many are measured: those over the years need nine of them and a baseline without "
           "policy, all need what they are read from in the record; the others' columns are empty"),
    Column("replications", "runs", "replications of the baseline arm behind the row"),
    Column(NAME, "factor", "common factor of all incomes, fitted to the headcount of 2011"),
    Column("at_end", "0 or 1",
           "whether that is an end of its declared range, where the published headcount may be missed"),
    *(Column(one.name, "see meaning", f"{one.says}; band {band(one.low, one.high)}")
      for one in RECORDED),
)  # fmt: skip


def bands() -> list[Band]:
    """What worlds are held against."""
    return [Band(one.name, one.low, one.high) for one in RECORDED]


def fits(swept: Swept) -> pd.DataFrame:
    """The rows of fits.csv: every point whose world has a run of the baseline."""
    own = runs(swept)
    values = own.groupby(level="world").mean()
    names = [one.name for one in RECORDED]
    held = pd.DataFrame({one.name: values[one.name].map(one.holds) for one in RECORDED})
    counted = values[names].notna().sum(axis=1)
    declared = PARAMETERS[NAME]
    found = pd.DataFrame({
        IN_BANDS: (held.sum(axis=1) == counted).astype(float).where(counted > 0),
        "patterns_held": held.sum(axis=1),
        "patterns_measured": counted,
        "replications": own.groupby(level="world").size(),
        NAME: values[NAME],
        "at_end": values[NAME].isin([declared.low, declared.high]).astype(int),
    }).join(values[names])  # fmt: skip
    points = swept.worlds.rename("world").reset_index()
    return points.join(found, on="world", how="inner")[[column.name for column in COLUMNS]]


def write(swept: Swept) -> None:
    """Write fits.csv into the folder of a sweep, if its worlds were rescaled."""
    if swept.rescaled:
        with whole(swept.path / FILE) as file:
            fits(swept).to_csv(file, index=False, lineterminator="\n")


def runs(swept: Swept) -> pd.DataFrame:
    """By world and replication, the scale and every pattern: settings of levers share them."""
    arm = str(swept.baseline)
    yearly = swept.yearly(arm, (NAME, *MEASURES))
    yearly = yearly.assign(world=swept.world_of(yearly)).reset_index()
    first = yearly.groupby(["world", "replication", "year"]).first().drop(columns="point")
    return measured(first, bool(swept.scenario.get("arms", {}).get(arm)))


def measured(yearly: pd.DataFrame, policy: bool) -> pd.DataFrame:
    """The scale and every pattern of each run; NaN where it cannot be measured.

    Parameters: measures (columns) by what tells runs apart and then by year (index); whether policy
    acts in these runs.
    """
    runs = [name for name in yearly.index.names if name != "year"]
    by_run = yearly.groupby(level=runs)
    rows = [{NAME: own[NAME].iloc[0]} | {one.name: one.value(own, policy) for one in RECORDED}
            for _, own in by_run]  # fmt: skip
    names = [NAME, *(one.name for one in RECORDED)]
    return pd.DataFrame(rows, index=by_run.first().index, columns=names, dtype=np.float64)


def _without_policy(rows: pd.DataFrame) -> pd.DataFrame:
    """The scale and every pattern by point and replication, of runs in which no policy acts."""
    index = ["point", "replication", "year"]
    rows = rows[rows["line"].isin(NATIONAL)]
    yearly = rows.pivot(index=index, columns="measure", values="value")
    return measured(yearly.reindex(columns=[NAME, *MEASURES]), policy=False)


PATTERNS_OF = Reading((NAME, *MEASURES), _without_policy)
"""What a plan is told of the runs of a county without policy, where patterns are what it asks for."""
