"""The network of pairs: which village has which partner county, under each matching rule."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.charts import style
from sim.charts.folder import Folder, Missing
from sim.charts.words import short

COLUMNS = ["arm", "village", "partner", "partner_direction", "village_direction"]
SHADES = (style.BLUE, style.RED, style.GREEN, style.PURPLE, style.ORANGE, style.SKY)


def table(folder: Folder) -> pd.DataFrame:
    """Partner and directions (parts of the circle) in the first replication's last year."""
    rows = folder.outcomes
    rows = rows[rows["measure"].isin(["pair", *COLUMNS[3:]])
                & (rows["year"].astype(int) == folder.last)]
    rows = rows[rows["replication"].astype(int) == min(folder.replications)]
    if rows.empty:
        raise Missing("")
    wide = rows.pivot_table(index=["arm", "group"], columns="measure", values="value").reset_index()
    wide["village"] = wide["group"].str.removeprefix("village=").astype(int)
    wide["partner"] = wide["pair"].astype(int)
    return wide.sort_values(["arm", "village"])[COLUMNS].reset_index(drop=True)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a rule: the circle of villages inside, of partner counties outside."""
    arms = [arm for arm in folder.arms if arm in set(numbers["arm"])]
    gap = (numbers["partner_direction"] - numbers["village_direction"]).abs()
    round_way = np.minimum(gap, 1 - gap).groupby(numbers["arm"]).mean()
    title = (f"Pairs lie closest together under {short(round_way.idxmin())} "
             f"({360 * round_way.min():.0f} degrees apart on average) and farthest apart under "
             f"{short(round_way.idxmax())} ({360 * round_way.max():.0f})")
    subtitle = ("Each line is a pair in the first run: villages (dots) and partner counties "
                "(squares) in their directions from the county seat; simulated")
    page = style.page(style.panel_height(len(arms), 4, 2.6), title, subtitle, folder.source)
    for axes, arm in zip(style.panels(page, len(arms), 4), arms, strict=True):
        part = numbers[numbers["arm"] == arm]
        shades = [SHADES[partner % len(SHADES)] for partner in part["partner"]]
        inside, outside = (_circle(part[name], reach) for name, reach in
                           (("village_direction", 1.0), ("partner_direction", 1.6)))
        for shade, start, end in zip(shades, inside, outside, strict=True):
            axes.plot([start[0], end[0]], [start[1], end[1]], color=shade, lw=0.6, alpha=0.6)
        axes.scatter(inside[:, 0], inside[:, 1], c=shades, s=8)
        axes.scatter(outside[:, 0], outside[:, 1], c=shades, s=50, marker="s")
        axes.set_aspect("equal")
        axes.set_axis_off()
        axes.set_title(short(arm, 26), weight="bold")
    return page


def _circle(direction: pd.Series, reach: float) -> np.ndarray:
    angle = 2 * np.pi * direction.to_numpy()
    return reach * np.column_stack([np.cos(angle), np.sin(angle)])
