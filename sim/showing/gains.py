"""Who gains: the effect of each arm in every group of a dimension, one panel an arm."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sim.folder.estimate import Estimate, estimate
from sim.folder.read import Folder, Missing
from sim.language import phrase
from sim.showing import style
from sim.showing.labels import lined
from sim.showing.units import as_shown

COLUMNS = ["measure", "arm", "baseline", "year", "group", "mean", "low", "high", "n"]


def by_group(folder: Folder, measure: str, dimension: str, unit: str) -> pd.DataFrame:
    """Arm minus baseline in the last year by group, paired by replication."""
    folder.need_few()
    base = folder.need_baseline()
    found = [
        (measure, arm, base, folder.last, group, *gap.cells)
        for arm in folder.compared
        for group in folder.groups(dimension)
        if (gap := folder.effect(measure, arm, folder.last, group)) is not None
    ]
    if not found:
        raise Missing(phrase("needs {measure} by {group}", measure=measure, group=dimension))
    return as_shown(pd.DataFrame(found, columns=COLUMNS), unit)


def tilt(folder: Folder, measure: str, dimension: str) -> dict[str, Estimate | None]:
    """Effect of each arm in the last group minus that in the first, paired by replication."""
    groups = folder.groups(dimension)
    first, last = groups[0], groups[-1]

    def gap(arm: str) -> Any:
        return folder.sample(measure, arm, folder.last, last) - folder.sample(
            measure, arm, folder.last, first
        )

    base = gap(folder.need_baseline())
    return {arm: estimate((gap(arm) - base).dropna()) for arm in folder.compared}


def drawn(
    folder: Folder, numbers: pd.DataFrame, title: str, subtitle: str, ends: list[str]
) -> style.Page:
    """Dots with intervals by group; `ends` is what the first and the last group are called."""
    arms = list(dict.fromkeys(numbers["arm"]))
    groups = list(dict.fromkeys(numbers["group"]))
    page = style.page(style.panel_height(len(arms)), title, subtitle, folder.source)
    for axes, arm in zip(style.panels(page, len(arms)), arms, strict=True):
        shade = style.colour(folder, arm)
        rows = numbers[numbers["arm"] == arm]
        at = [groups.index(group) for group in rows["group"]]
        axes.axhline(0, color=style.GREY, lw=1.4)
        low, high = (rows[side].astype(float) for side in ("low", "high"))
        axes.vlines(at, low, high, color=shade, lw=1.6)
        axes.plot([at, at], [low, high], "_", color=shade, ms=8, mew=1.0)
        axes.plot(at, rows["mean"], "o", color=shade, ms=4.5)
        axes.set_title(lined(arm, 26), color=shade, weight="bold")
        labels = [group.split("=", 1)[1] for group in groups]
        labels[0], labels[-1] = f"{labels[0]}\n{ends[0]}", f"{labels[-1]}\n{ends[1]}"
        axes.set_xticks(range(len(groups)), labels)
        axes.set_xlim(-0.6, len(groups) - 0.4)
    return page
