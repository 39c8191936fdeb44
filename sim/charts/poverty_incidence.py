"""Poverty incidence curves: the share of persons below every possible line."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.charts import curves, style
from sim.charts.estimate import bands
from sim.charts.folder import Folder
from sim.charts.words import every, interval_words, short

REACH = 1.5  # lines up to one and a half times the national one are judged


def table(folder: Folder) -> pd.DataFrame:
    """Yuan per head below which each share of persons lives, by arm, last year."""
    found = curves.incomes(folder)
    return curves.rows(folder, {arm: bands(found[arm]) for arm in folder.arms if arm in found})


def _reach(folder: Folder, numbers: pd.DataFrame) -> float:
    """The highest line judged, in yuan: from the national line, else from the median."""
    base = numbers[numbers["arm"] == folder.baseline]
    return REACH * (folder.line_yuan or 0.6 * float(base["mean"].iloc[49]))


def _verdicts(folder: Folder, numbers: pd.DataFrame) -> dict[str, list[str]]:
    """Arms with fewer poor at every line judged, at none, or at some of them only."""
    base = numbers.loc[numbers["arm"] == folder.baseline, "mean"].to_numpy()
    gaps = curves.compared(folder, lambda arm, baseline: arm - baseline)
    judged = base <= _reach(folder, numbers)
    answer: dict[str, list[str]] = {"every": [], "some": [], "none": []}
    for arm, (_, low, _, _) in gaps.items():
        richer = low[judged] > 0
        kind = "every" if richer.all() and judged.any() else "some" if richer.any() else "none"
        answer[kind].append(arm)
    return answer


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm, the baseline grey, the national line dotted."""
    base = folder.need_baseline()
    arms = [arm for arm in folder.compared if arm in set(numbers["arm"])]
    reach = _reach(folder, numbers)
    subtitle = (
        f"Share of persons (%) with less than a given income per head in {folder.last}, yuan of "
        f"2010; {_line_note(folder)}; {interval_words(folder)} of the income at each percentile; "
        f"{style.role_words(folder)}"
    )
    page = style.page(style.panel_height(len(arms)), _title(folder, numbers), subtitle, folder.source)
    below = numbers[numbers["mean"] <= reach * 1.35]
    for axes, arm in zip(style.panels(page, len(arms)), arms, strict=True):
        _curve(axes, numbers[numbers["arm"] == base], style.GREY)
        _curve(axes, numbers[numbers["arm"] == arm], style.colour(folder, arm))
        if folder.line_yuan is not None:
            axes.axvline(folder.line_yuan, color=style.BLACK, lw=0.9, ls=":")
        axes.set_title(short(arm, 26), color=style.colour(folder, arm), weight="bold")
        axes.set_xlim(0, reach * 1.3)
        axes.set_ylim(0, max(float(below["percentile"].max()), 5.0) if len(below) else 100)
        axes.xaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_formatter("{x:g}%")
        axes.xaxis.set_major_locator(style.few_ticks())
    return page


def _curve(axes: Axes, curve: pd.DataFrame, shade: str) -> None:
    share = curve["percentile"] - 0.5  # the mean of a bin stands at its middle
    low, high = curve["low"].astype(float), curve["high"].astype(float)
    axes.fill_betweenx(share, low, high, color=shade, alpha=0.25, lw=0)
    axes.plot(curve["mean"], share, color=shade, lw=1.6)


def _line_note(folder: Folder) -> str:
    if folder.line_yuan is None:
        return "no line drawn"
    return f"dotted: the {folder.line} line, {folder.line_yuan:,.0f}"


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    if len(folder.replications) < 2:
        return "Poverty at every line, one replication: luck is not ruled out"
    verdicts = _verdicts(folder, numbers)
    total = [arm for names in verdicts.values() for arm in names]
    reach = f"{np.round(_reach(folder, numbers)):,.0f} yuan"
    words = {
        "every": f"at every line up to {reach}: under",
        "some": f"at {'only ' if verdicts['every'] else ''}some lines: under",
        "none": "clearly at no line: under",
    }
    parts = [f"{text} {every(verdicts[key], total)}" for key, text in words.items() if verdicts[key]]
    return f"Fewer poor than under {short(folder.need_baseline())} {'; '.join(parts)}"
