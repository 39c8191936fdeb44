"""Poverty incidence curves: the share of persons below every possible line."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from sim.folder.estimate import Estimate, verdicts
from sim.folder.intervals import student
from sim.folder.read import Folder, each
from sim.language import called, phrase
from sim.showing import curves, style
from sim.showing.labels import lined
from sim.showing.units import YUAN, as_shown
from sim.showing.words import every, interval_words, rule_words

TITLE = "Poverty at every line"
PLACE = 360
REACH = 1.5  # lines up to one and a half times the national one are judged


def table(folder: Folder) -> pd.DataFrame:
    """Yuan per head below which each share of persons lives, by arm, last year."""
    found = curves.incomes(folder)
    levels = {arm: student(found[arm]) for arm in folder.arms if arm in found}
    return as_shown(curves.rows(folder, levels), YUAN)


def _reach(folder: Folder, numbers: pd.DataFrame) -> float:
    """The highest line judged, in yuan: from the national line, else from the median."""
    base = numbers[numbers["arm"] == folder.baseline]
    return REACH * (folder.line_yuan or 0.6 * float(base["mean"].iloc[49]))


def _judged(folder: Folder, numbers: pd.DataFrame) -> int:
    """How many comparisons the title rests on: percentiles below the reach, times arms."""
    base = numbers.loc[numbers["arm"] == folder.baseline, "mean"]
    arms = numbers["arm"].nunique() - 1
    return arms * int((base <= _reach(folder, numbers)).sum())


def _verdicts(folder: Folder, numbers: pd.DataFrame) -> dict[str, list[str]]:
    """Arms with fewer poor at every line judged, at some of them only, or at none; or with more poor.

    Those with more poor at any line are in `more` too, whatever they are at others.
    """
    base = numbers.loc[numbers["arm"] == folder.baseline, "mean"].to_numpy()
    gaps = curves.rows(folder, curves.compared(folder, lambda arm, baseline: arm - baseline))
    lines = curves.PERCENTILES[base <= _reach(folder, numbers)]
    told = verdicts({
        (gap.arm, gap.percentile): Estimate.of(gap)
        for gap in each(gaps[gaps["percentile"].isin(lines)])
    })  # fmt: skip
    answer: dict[str, list[str]] = {"every": [], "some": [], "none": [], "more": []}
    for arm in dict.fromkeys(gaps["arm"]):
        richer = [told[arm, line] == "higher" for line in lines]
        kind = "every" if richer and all(richer) else "some" if any(richer) else "none"
        answer[kind].append(arm)
        if any(told[arm, line] == "lower" for line in lines):
            answer["more"].append(arm)
    return answer


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm, the baseline grey, the national line dotted."""
    base = folder.need_baseline()
    arms = [arm for arm in folder.compared if arm in set(numbers["arm"])]
    reach = _reach(folder, numbers)
    subtitle = phrase(
        "Share of persons (%) with less than a given income per head in {year}, yuan of 2010; {line}; "
        "{interval}; title: income of every percentile below {reach:g} times the line, paired by "
        "replication, {rule}; {roles}", year=folder.last, line=_line_note(folder), reach=REACH,
        interval=interval_words(folder, phrase(" of the income at each percentile")),
        rule=rule_words(folder, _judged(folder, numbers)), roles=style.role_words(folder),
    )  # fmt: skip
    page = style.page(style.panel_height(len(arms)), _title(folder, numbers), subtitle, folder.source)
    below = numbers[numbers["mean"] <= reach * 1.35]
    for axes, arm in zip(style.panels(page, len(arms)), arms, strict=True):
        _curve(axes, numbers[numbers["arm"] == base], style.GREY)
        _curve(axes, numbers[numbers["arm"] == arm], style.colour(folder, arm))
        if folder.line_yuan is not None:
            axes.axvline(folder.line_yuan, color=style.BLACK, lw=0.9, ls=":")
        axes.set_title(lined(arm, 26), color=style.colour(folder, arm), weight="bold")
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
        return phrase("no line drawn")
    return phrase("dotted: the {} line, {:,.0f}", phrase(folder.line), folder.line_yuan)


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    if len(folder.replications) < 2:
        return phrase("Poverty at every line, one replication: luck is not ruled out")
    arms = _verdicts(folder, numbers)
    total = [arm for key in ("every", "some", "none") for arm in arms[key]]
    against = called(folder.need_baseline())
    arms["none"] = [arm for arm in arms["none"] if arm not in arms["more"]]
    parts = list(_parts(arms, total, float(np.round(_reach(folder, numbers)))))
    told = [phrase("Fewer poor than under {} {}", against, phrase("; ").join(parts))] if parts else []
    if arms["more"]:
        told.append(phrase("More poor than under {} at some lines: under {}", against,
                           every(arms["more"], total)))  # fmt: skip
    return phrase(". ").join(told)


def _parts(arms: dict[str, list[str]], total: list[str], reach: float) -> Iterator[str]:
    """At which lines up to a reach there are fewer poor, and under which arms."""
    if arms["every"]:
        yield phrase("at every line up to {:,.0f} yuan: under {}", reach, every(arms["every"], total))
    if arms["some"]:
        yield phrase("at only some lines: under {}" if arms["every"] else "at some lines: under {}",
                     every(arms["some"], total))  # fmt: skip
    if arms["none"]:
        yield phrase("clearly at no line: under {}", every(arms["none"], total))
