"""A table of a sweep twice where its worlds are held against patterns: of all, and of those that fit."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from sim.folder.codebook import Column
from sim.folder.swept import Swept

COLUMN = Column(
    "worlds", "name",
    "all, or fitting: those that fits.csv finds in the bands of all patterns measured; only where "
    "worlds are rescaled",
)  # fmt: skip
Table = Callable[[Swept], pd.DataFrame]


def both(table: Table, swept: Swept) -> pd.DataFrame:
    """The table of all worlds, and below it that of the worlds that fit, where there is such a thing."""
    if swept.fitting is None:
        return table(swept)
    all_worlds = table(swept).assign(worlds="all")
    fitting = table(swept.among(swept.fitting)).assign(worlds="fitting")
    return pd.concat([all_worlds, fitting], ignore_index=True) if len(fitting) else all_worlds
