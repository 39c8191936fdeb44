"""Who gains, by fifth of baseline income: mean income per head, arm minus baseline."""

from __future__ import annotations

import pandas as pd

from sim.charts import gains, style
from sim.charts.words import each_verdict, interval_words, rule_words, short
from sim.folder.read import Folder

WORDS = {
    "lower": "the poorest fifth gains more (or loses less) than the richest under",
    "higher": "the richest fifth gains more (or loses less) than the poorest under",
    "unclear": "the gains of the poorest and the richest fifth are not told apart under",
}


def table(folder: Folder) -> pd.DataFrame:
    """Yuan of 2010 a person and year, by quintile of baseline income."""
    return gains.by_group(folder, "income_mean", "quintile")


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm; the title judges the richest fifth against the poorest, in yuan."""
    base = short(folder.need_baseline())
    tilts = gains.tilt(folder, "income_mean", "quintile")
    said = each_verdict(WORDS, tilts)
    title = f"In yuan {said}" if said else "Income by fifth, one replication: luck is not ruled out"
    subtitle = (
        f"Difference from {base} in {folder.last}, yuan of 2010 a person and year, by fifth of "
        f"baseline income (persons keep their fifth), paired by replication, "
        f"{interval_words(folder)} each; title: the richest minus the poorest fifth, "
        f"{rule_words(folder, len(tilts))}; {style.role_words(folder)}"
    )
    return gains.drawn(folder, numbers, title, subtitle, 1.0, ["poorest", "richest"])
