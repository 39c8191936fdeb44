"""What ratings and deadlines do: who is helped, and how many exits are on paper."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.folder import Folder, Missing, each
from sim.charts.words import interval_words, short, verdict_title

COLUMNS = ["measure", "arm", "year", "group", "mean", "low", "high", "n"]


def table(folder: Folder) -> pd.DataFrame:
    """Share of households helped by distance to the line, and paper exits, in the last year."""
    found = [
        (measure, arm, folder.last, group, *level.cells)
        for measure, groups in (("helped_share", folder.groups("distance")), ("paper_exits", ["all"]))
        for arm in folder.arms
        for group in groups
        if (level := folder.level(measure, arm, folder.last, group)) is not None
    ]
    if not found or not folder.groups("distance"):
        raise Missing("")
    return pd.DataFrame(found, columns=COLUMNS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a distance and one for exits; rows are arms."""
    order = ["above the line", "nearest third", "middle third", "farthest third"]
    groups = [f"distance={name}" for name in order if f"distance={name}" in set(numbers["group"])]
    arms = list(dict.fromkeys(numbers["arm"]))
    first = arms[0]
    gaps = {
        arm: folder.paired("helped_share", arm, first, folder.last, groups[-1]) for arm in arms[1:]
    }
    title = verdict_title("Help for the poorest, the farthest third", short(first), gaps)
    subtitle = (
        f"Households helped in {folder.last}, % of those at each distance to the poverty line "
        f"(income before aid), and exits on paper, % of all households; simulated, "
        f"{interval_words(folder)}"
    )
    page = style.page(0.3 * len(arms) + 0.8, title, subtitle, folder.source)
    panels = page.subplots(1, len(groups) + 1, sharey=True, squeeze=False)[0]
    for axes, group in zip(panels, [*groups, "all"], strict=True):
        style.rows(axes, [short(arm, 26) for arm in arms])
        for level in each(numbers[numbers["group"] == group]):
            style.dot(axes, arms.index(level.arm), level, 100, style.BLUE)
        axes.set_title(group.removeprefix("distance=") if group != "all" else "paper exits",
                       weight="bold")
    return page
