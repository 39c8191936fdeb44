"""Who gains, by fifth of baseline income: mean income per head, arm minus baseline."""

from __future__ import annotations

import pandas as pd

from sim.charts import gains, style
from sim.charts.folder import Folder
from sim.charts.words import interval_words, short, verdict_title


def table(folder: Folder) -> pd.DataFrame:
    """Yuan of 2010 a person and year, by quintile of baseline income."""
    return gains.by_group(folder, "income_mean", "quintile")


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm; the title judges the poorest fifth."""
    base = short(folder.need_baseline())
    poorest = folder.groups("quintile")[0]
    arms = dict.fromkeys(numbers["arm"])
    effects = {arm: folder.effect("income_mean", arm, folder.last, poorest) for arm in arms}
    title = verdict_title(f"Mean income of the poorest fifth in {folder.last}", base, effects)
    subtitle = (
        f"Difference from {base} in {folder.last}, yuan of 2010 a person and year, by fifth of "
        f"baseline income (persons keep their fifth), paired by replication, "
        f"{interval_words(folder)} each; {style.role_words(folder)}"
    )
    return gains.drawn(folder, numbers, title, subtitle, 1.0, ["poorest", "richest"])
