"""Headcount paths: the share of poor persons by year, every arm beside the baseline."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from sim.compare.across import firsts
from sim.folder.read import MOST_ARMS, Folder, Missing
from sim.language import called, phrase
from sim.showing import style
from sim.showing.across import first_words
from sim.showing.finding import Finding, in_brackets
from sim.showing.labels import lined
from sim.showing.numbers import Numbers, given, name
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import (
    clauses,
    estimates,
    interval_words,
    leaders,
    line_words,
    listed,
    percent,
    rule_words,
)

TITLE = "Headcount by year"
PLACE = 310
FILE = "figures/headcount.csv"
COLUMNS = ["arm", "year", "mean", "low", "high", "n"]


def table(folder: Folder) -> pd.DataFrame:
    """Mean headcount by arm and year with its interval; of many arms the first alone."""
    found = [
        (arm, year, *level.cells)
        for arm in (folder.arms if len(folder.arms) <= MOST_ARMS + 1 else folder.arms[:1])
        for year in folder.years
        if (level := folder.level("fgt0", arm, year)) is not None
    ]
    if not found:
        raise Missing(phrase("needs the measure fgt0"))
    return as_shown(pd.DataFrame(found, columns=COLUMNS), PER_CENT)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm, the baseline grey behind it."""
    arms = [arm for arm in folder.compared if arm in set(numbers["arm"])] or [folder.arms[0]]
    page = style.page(style.panel_height(len(arms)), _title(folder, numbers),
                      _subtitle(folder, arms != folder.arms[:1]), folder.source)  # fmt: skip
    for axes, arm in zip(style.panels(page, len(arms)), arms, strict=True):
        if folder.baseline is not None:
            _path(axes, numbers, folder.baseline, style.GREY)
        _path(axes, numbers, arm, style.colour(folder, arm))
        axes.set_title(lined(arm, 26), color=style.colour(folder, arm), weight="bold")
        axes.set_ylim(0, numbers[["mean", "high"]].max().max() * 1.12)
        axes.yaxis.set_major_formatter("{x:g}%")
        axes.set_xticks(sorted({folder.first, (folder.first + folder.last) // 2, folder.last,
                                folder.years[-1]}))
        if folder.years[-1] > folder.last:
            axes.axvline(folder.last, color=style.GREY, lw=0.8, ls=":")
    return page


def _subtitle(folder: Folder, several: bool) -> str:
    """What is shown, and under several arms, what their colours are."""
    paired = several and len(folder.replications) > 1
    after = folder.years[-1] > folder.last
    shown = clauses(
        phrase("Share of persons with income below the {}, mean of replications, {}", line_words(folder),
               interval_words(folder)),
        phrase("dotted: {}, the last year of support", folder.last) if after else "",
    )  # fmt: skip
    if paired:
        shown = phrase("{} (the interval holds {} common to all arms; paired differences are narrower)",
                       shown, folder.holds)  # fmt: skip
    return clauses(
        shown,
        rule_words(folder, len(folder.pairs)) if several else "",
        style.role_words(folder) if several else "",
    )  # fmt: skip


def _path(axes: Axes, numbers: pd.DataFrame, arm: str, shade: str) -> None:
    path = numbers[numbers["arm"] == arm]
    if path.empty:
        return
    axes.plot(path["year"], path["mean"], color=shade, lw=1.8, marker="o", ms=2)
    low, high = (path[side].astype(float) for side in ("low", "high"))
    axes.fill_between(path["year"], low, high, color=shade, alpha=0.22, lw=0)
    end = path.iloc[-1]
    above = shade == style.GREY
    axes.annotate(
        percent(end["mean"]), (end["year"], end["mean"]), ha="right", color=shade,
        xytext=(2, 7 if above else -7), textcoords="offset points", size=8,
        va="bottom" if above else "top",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.8},
    )  # fmt: skip


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    levels = estimates(numbers[numbers["year"] == folder.last])
    shown = {arm: percent(level.mean) for arm, level in levels.items() if level is not None}
    lead = leaders(folder, "fgt0", folder.last)
    if lead is None or not shown:
        return phrase("Simulated headcount")
    best, ties = lead if len(shown) > 1 else (next(iter(shown)), [])
    if folder.baseline is None or len(shown) < 2:
        return phrase("Simulated headcount in {year}: {level} under {arm}", year=folder.last,
                      level=shown[best], arm=called(best))  # fmt: skip
    apart = best != folder.baseline and folder.baseline in shown
    against = phrase("{level} under {arm}", level=shown[folder.baseline],
                     arm=called(folder.baseline)) if apart else ""  # fmt: skip
    if len(folder.replications) < 2:
        return clauses(phrase("In a single run the headcount of {} is lowest under {} ({})", folder.last,
                              called(best), shown[best]), against)  # fmt: skip
    tied = phrase(", not told apart from {}", listed(ties, 3)) if ties else ""
    sure = first_words(*firsts(folder, lambda worlds: -worlds.effects("fgt0", folder.last)), best)
    return clauses(phrase("By {} the headcount is lowest under {} ({}){}", folder.last, called(best),
                          clauses(shown[best], sure), tied), against)  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Where the headcount begins and ends under the baseline."""
    base = folder.arms[0]
    first, last = (
        numbers.spread(FILE, 1, 2, unit="%", arm=base, year=year)
        for year in (folder.first, folder.last)
    )
    found = Finding(_who_is_baseline(folder))
    found.say(
        "In this model, under {0} the headcount (share of persons poor) is {1} in {2} at the {3} line; "
        "simulated, n = {4}{5}.",
        name(base), first, given(folder.first), name(phrase(folder.line)),
        numbers.number(FILE, "n", arm=base, year=folder.first), in_brackets(folder),
    )  # fmt: skip
    found.say("In {} it is {}.", given(folder.last), last)
    yield found


def _who_is_baseline(folder: Folder) -> str:
    if folder.baseline is None:
        return phrase("The county")
    return phrase("The baseline" if folder.strategies(folder.baseline) else "Without a programme")
