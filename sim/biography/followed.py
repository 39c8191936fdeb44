"""Households that a run followed, out of its results folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sim.biography.traces import Trace
from sim.catalogue import PARAMETERS
from sim.folder.codebook import HOUSEHOLDS
from sim.ground.parameters import Paths
from sim.scenario import Scenario
from sim.scenario.in_world import in_world

NEEDED = ("village", "persons", "income", "registered")


def followed(
    folder: Path, scenario: Scenario, arms: tuple[str, str], replication: int
) -> tuple[Trace, Trace] | None:
    """Followed households in two arms; None where none are, or not all that it takes is written down."""
    if not (folder / HOUSEHOLDS).is_file() or not {*NEEDED} <= {*scenario.record.columns}:
        return None
    frame = pd.read_csv(folder / HOUSEHOLDS, keep_default_na=False)
    frame = frame[frame["replication"] == replication]
    both = [frame[frame["arm"] == arm] for arm in arms]
    if any(part.empty for part in both):
        return None
    line = _line(scenario, replication)
    one, other = (_trace(arm, part, line) for arm, part in zip(arms, both, strict=True))
    return one, other


def _line(scenario: Scenario, replication: int) -> np.ndarray:
    """The national line of each year from the opening on, yuan a head."""
    paths = Paths(PARAMETERS, in_world(scenario, replication).world)
    years = range(scenario.start, scenario.end + 1)
    return np.array([paths.at(year).poverty_line for year in years])


def _trace(arm: str, frame: pd.DataFrame, line: np.ndarray) -> Trace:
    """Rows of one run as a trace; a list was kept in the years in which somebody followed is on it."""
    by_year = frame.sort_values(["year", "household"])
    years = tuple(by_year["year"].unique().tolist())
    columns = {name: by_year[name].to_numpy().reshape(len(years), -1)
               for name in ("household", *NEEDED)}  # fmt: skip
    listed = columns["registered"].astype(bool)
    return Trace(arm, years, columns["household"][0], columns["village"][0], line,
                 listed.any(axis=1), columns["income"] / columns["persons"], listed,
                 columns["persons"])  # fmt: skip
