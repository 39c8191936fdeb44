"""Out of poverty, for how long: survival since leaving the file, real and paper exits."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.folder import Folder, Missing
from sim.charts.words import interval_words, percent, short

COLUMNS = ["measure", "arm", "kind", "years", "mean", "low", "high", "n"]
SHADES = {"real": style.BLUE, "paper": style.RED}


def table(folder: Folder) -> pd.DataFrame:
    """Kaplan-Meier share not poor again, by arm, kind of exit and years since the exit."""
    found = [
        ("survival", arm, kind, int(group.split("=")[1]), *level.cells)
        for arm in folder.arms
        for kind in SHADES
        for group in sorted(folder.groups(kind), key=lambda group: int(group.split("=")[1]))
        if (level := folder.level("survival", arm, folder.last, group)) is not None
    ]
    if not found:
        raise Missing("")
    return pd.DataFrame(found, columns=COLUMNS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm, one line a kind of exit, with its interval as a band."""
    arms = list(dict.fromkeys(numbers["arm"]))
    real = numbers[numbers["kind"] == "real"]
    ends = real[real["years"] == real["years"].max()].set_index("arm")["mean"]
    title = (f"Of real exits, {percent(ends.min(), 0)} to {percent(ends.max(), 0)} were never poor "
             f"again {real['years'].max()} years later")
    subtitle = (
        f"Share of households not poor again by years since leaving the file (Kaplan-Meier), %, "
        f"simulated, {interval_words(folder)} over replications; blue: real exits, red: on paper"
    )
    page = style.page(style.panel_height(len(arms), 3, 2.2), title, subtitle, folder.source)
    for axes, arm in zip(style.panels(page, len(arms), 3), arms, strict=True):
        for kind, shade in SHADES.items():
            line = numbers[(numbers["arm"] == arm) & (numbers["kind"] == kind)]
            axes.plot(line["years"], 100 * line["mean"], "-o", color=shade, ms=3, lw=1.6)
            axes.fill_between(line["years"], 100 * line["low"], 100 * line["high"], color=shade,
                              alpha=0.15, lw=0)
        axes.set_title(short(arm, 30), weight="bold")
        axes.set_ylim(0, 100)
        axes.set_xlabel("years since leaving the file")
        axes.tick_params(labelbottom=True)
    return page
