"""Paired effects on headcount, poverty gap and squared gap: arm minus baseline."""

from __future__ import annotations

import pandas as pd

from sim.charts import style
from sim.charts.words import MEASURES, interval_words, line_words, rule_words, short, verdict_title
from sim.folder.read import Folder, Missing, each

POVERTY = ("fgt0", "fgt1", "fgt2")
COLUMNS = ["measure", "arm", "baseline", "year", "mean", "low", "high", "n"]


def table(folder: Folder) -> pd.DataFrame:
    """Arm minus baseline (shares 0-1) in the last year, paired by replication."""
    base = folder.need_baseline()
    found = [
        (measure, arm, base, folder.last, *gap.cells)
        for measure in POVERTY
        for arm in folder.compared
        if (gap := folder.effect(measure, arm, folder.last)) is not None
    ]
    if not found:
        raise Missing("needs fgt0, fgt1 or fgt2 in the last year")
    return pd.DataFrame(found, columns=COLUMNS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a measure, arms sorted by their effect on the first one."""
    base = folder.need_baseline()
    measures = [measure for measure in POVERTY if measure in set(numbers["measure"])]
    first = numbers[numbers["measure"] == measures[0]]
    arms = list(first.sort_values("mean", kind="stable")["arm"])
    effects = {arm: folder.effect(measures[0], arm, folder.last) for arm in arms}
    title = verdict_title(
        f"{_capital(measures[0])} in {folder.last}", short(base), effects,
        folder.against(measures[0], arms, base, folder.last), 100, "points",
    )
    subtitle = (
        f"Difference from {short(base)} in {folder.last} at the {line_words(folder)}, percentage "
        f"points, paired by replication, {interval_words(folder)} each; left of 0: less poverty; "
        f"{rule_words(folder, len(folder.pairs))}; {style.role_words(folder)}"
    )
    page = style.page(0.26 * len(arms) + 0.75, title, subtitle, folder.source)
    places = page.subplots(1, len(measures), sharey=True, squeeze=False).ravel()
    for axes, measure in zip(places, measures, strict=True):
        rows = numbers[numbers["measure"] == measure]
        style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
        axes.axvline(0, color=style.GREY, lw=1.2)
        for row in each(rows[rows["arm"].isin(arms)]):
            style.dot(axes, arms.index(row.arm), row, 100, style.colour(folder, row.arm))
        axes.set_title(_capital(measure), weight="bold")
    return page


def _capital(measure: str) -> str:
    name = MEASURES[measure]
    return name[0].upper() + name[1:]
