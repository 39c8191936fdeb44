"""Who gains, by remoteness of the village: headcount, arm minus baseline."""

from __future__ import annotations

import pandas as pd

from sim.charts import gains, style
from sim.charts.folder import Folder
from sim.charts.words import interval_words, line_words, short, verdict_title


def table(folder: Folder) -> pd.DataFrame:
    """Shares 0-1, by group of remoteness (1 is nearest)."""
    return gains.by_group(folder, "fgt0", "remoteness")


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm; the title judges the most remote villages."""
    base = short(folder.need_baseline())
    farthest = folder.groups("remoteness")[-1]
    arms = dict.fromkeys(numbers["arm"])
    effects = {arm: folder.effect("fgt0", arm, folder.last, farthest) for arm in arms}
    what = f"Headcount in the most remote villages in {folder.last}"
    subtitle = (
        f"Difference from {base} in {folder.last} at the {line_words(folder)}, percentage points, "
        f"by remoteness of the village, paired by replication, {interval_words(folder)} each; "
        f"below 0: fewer poor; {style.role_words(folder)}"
    )
    title = verdict_title(what, base, effects)
    return gains.drawn(folder, numbers, title, subtitle, 100.0, ["nearest", "remote"])
