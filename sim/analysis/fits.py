"""Worlds of a rescaled sweep held against the patterns: which of them look like the published county."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.analysis.patterns.pattern import band
from sim.analysis.patterns.recorded import LEFT_OUT, MEASURES, RECORDED
from sim.catalogue import PARAMETERS
from sim.folder.codebook import Column
from sim.folder.files import whole
from sim.folder.swept import IN_BANDS, FITS_FILE, Swept
from sim.income_scale import NAME

FILE = FITS_FILE
COLUMNS = (
    Column("point", "number", "counts from 1; a row of points.csv"),
    Column("world", "number", "counts from 1; points of one world have the same row"),
    Column(IN_BANDS, "0 or 1",
           "whether every pattern measured lies in its band, by the mean over replications of the "
           f"baseline arm; never measured here: {', '.join(LEFT_OUT)}"),
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


def fits(swept: Swept) -> pd.DataFrame:
    """The rows of fits.csv: every point whose world has a run of the baseline."""
    values = _runs(swept).groupby(level="world").mean()
    names = [one.name for one in RECORDED]
    held = pd.DataFrame({one.name: values[one.name].map(one.holds) for one in RECORDED})
    measured = values[names].notna().sum(axis=1)
    declared = PARAMETERS[NAME]
    found = pd.DataFrame({
        IN_BANDS: (held.sum(axis=1) == measured).astype(float).where(measured > 0),
        "patterns_held": held.sum(axis=1),
        "patterns_measured": measured,
        "replications": _runs(swept).groupby(level="world").size(),
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


def _runs(swept: Swept) -> pd.DataFrame:
    """By world and replication, the scale and every pattern: settings of levers share them."""
    arm = str(swept.baseline)
    yearly = swept.yearly(arm, (NAME, *MEASURES))
    yearly = yearly.assign(world=swept.world_of(yearly)).reset_index()
    first = yearly.groupby(["world", "replication", "year"]).first().drop(columns="point")
    policy = bool(swept.scenario.get("arms", {}).get(arm))
    return pd.DataFrame({
        run: {NAME: own[NAME].iloc[0]} | {one.name: one.value(own, policy) for one in RECORDED}
        for run, own in first.groupby(level=["world", "replication"])
    }, dtype=np.float64).T.rename_axis(["world", "replication"])  # fmt: skip
