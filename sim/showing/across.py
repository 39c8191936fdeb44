"""Across worlds in words and bars: in how many of them something holds, and how far effects go."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.folder.across import told
from sim.folder.read import Folder
from sim.language import called, marked, phrase
from sim.scenario.worlds import ensembles
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.words import decimals

FILE, HEADCOUNT = "figures/across_worlds.csv", "fgt0"
ABOVE, FIRST, AS_AT_DEFAULT = "better than", "best", "as at default"
REFERENCE = "reference world"
FIRM = 90.0
"""Per cent of worlds in which an order is to hold before it is called settled."""
FEWEST = 10
"""Worlds of which nine of ten can be said."""
ROUNDED = 6  # decimals: a share of 0.9 times 100 is 90
SETTLED = "nine of ten"
BAR, PALE = 6.0, 0.28
BY = {"income": "{} by income{}", "consumption": "{} by consumption{}"}
"""An arm, by which poverty, and what is said of it in brackets."""


def which(folder: Folder) -> str:
    """Of which worlds is spoken: those of a shipped ensemble look like the county."""
    worlds = told(folder)
    if worlds is None:
        return ""
    return (phrase("worlds that look like the county") if worlds.ensemble in ensembles() else
            phrase("worlds of {}", worlds.ensemble))  # fmt: skip


def bar(axes: Axes, at: float, row: Any, shade: str) -> None:
    """The thick interval of a row that has one: nine of ten worlds."""
    low, high = getattr(row, "worlds_low", float("nan")), getattr(row, "worlds_high", float("nan"))
    if low == low:
        axes.plot([low, high], [at, at], color=shade, lw=BAR, alpha=PALE, solid_capstyle="butt",
                  zorder=1)  # fmt: skip


def bar_words(folder: Folder) -> str:
    """What the thick interval holds, said on every chart that has one; nothing without worlds."""
    worlds = told(folder)
    if worlds is None:
        return ""
    text = ("; {thin}; thick: {most} of {number} {worlds} (5th to 95th percentile), lived once each, so "
            "that luck adds to it" if worlds.luck < 2 else
            "; {thin}; thick: {most} of {number} {worlds} (5th to 95th percentile), luck taken out")
    thin = phrase("thin: {}" if worlds.own else "thin: {} in the reference world", folder.holds)
    return phrase(text, thin=thin, most=phrase(SETTLED), number=worlds.number, worlds=which(folder))


def beyond(numbers: Numbers, file: str, digits: int, **keys: Any) -> Markup | None:
    """`nine of ten worlds: 1.2 to 7.9` of a difference in a chart's table; None where that is not known.

    For `numbers.spread`, which puts it beside the interval over replications.
    """
    ends = {end: numbers.value(file, f"worlds_{end}", **keys) for end in ("low", "high")}
    if None in ends.values():
        return None
    low, high = (numbers.number(file, f"worlds_{end}", 1, decimals(value or 0.0, digits), True, **keys)
                 for end, value in ends.items())  # fmt: skip
    return marked("{most} worlds: {low} to {high}", most=phrase(SETTLED), low=low, high=high)


def count(
    folder: Folder, numbers: Numbers, quantity: str, claim: str, arm: str, other: str = ""
) -> Markup | None:
    """`62 of 100`: in how many worlds something holds; None where that is not known."""
    keys: dict[str, Any] = {"quantity": quantity, "claim": claim, "arm": arm, "other": other}
    value = numbers.value(FILE, "count", **keys)
    if value is None or told(folder) is None:
        return None
    found = numbers.number(FILE, "count", 1, 0 if value == int(value) else 1, **keys)
    return marked("{found} of {of}", found=found, of=numbers.number(FILE, "n", **keys))


def counted(folder: Folder, numbers: Numbers, arm: str, other: str) -> Markup:
    """`, fewer poor in 62 of 100 worlds: not settled` behind an arm, against another; nothing where
    that is not known.

    It is settled where it holds, or does not hold, in nine of ten. What is counted is said each time:
    behind an arm that has more poor, or is not told apart, the number alone would read as theirs.
    """
    found = count(folder, numbers, HEADCOUNT, ABOVE, arm, other)
    if found is None:
        return Markup("")
    keys = {"quantity": HEADCOUNT, "claim": ABOVE, "arm": arm, "other": other}
    share, of = (numbers.value(FILE, column, **keys) or 0.0 for column in ("mean", "n"))
    sure = "" if decided(share, of) else phrase(": not settled")
    return marked(", fewer poor in {} worlds{}", found, sure)


def counted_names(folder: Folder, numbers: Numbers, arms: list[str], other: str) -> Markup:
    """Names of arms, each with the number of worlds in which it has fewer poor than another."""
    parts = [name(arm) + counted(folder, numbers, arm, other) for arm in arms]
    known = any(settled(numbers, HEADCOUNT, ABOVE, arm, other) is not None for arm in arms)
    return marked("; ").join(parts) if known else names(arms)


def first_words(number: pd.Series, of: int, arm: str) -> str:
    """`first in 62 of 100 worlds: not settled` of an arm in a title; nothing without worlds."""
    if arm not in number:
        return ""
    sure = "" if firm(100 * number[arm] / of, of) else phrase(": not settled")
    return phrase("first in {number:g} of {of} worlds{sure}", number=number[arm], of=of, sure=sure)


def most_by(welfare: str, number: pd.Series, of: int) -> str:
    """`growth by income (first in 62 of 100 worlds: not settled)`: the one most often first."""
    best = str(number.idxmax())
    return phrase(BY[welfare], called(best), phrase(" ({})", first_words(number, of, best)))


def settled(numbers: Numbers, quantity: str, claim: str, arm: str, other: str = "") -> bool | None:
    """Whether something holds in nine of ten worlds; None where that is not known."""
    keys = {"quantity": quantity, "claim": claim, "arm": arm, "other": other}
    share = numbers.value(FILE, "mean", **keys)
    return None if share is None else firm(share, numbers.value(FILE, "n", **keys) or 0.0)


def firm(share: float, of: float) -> bool:
    """Whether what holds in a share of so many worlds, per cent, is settled: in nine of ten or more."""
    return round(share, ROUNDED) >= FIRM and of >= FEWEST


def decided(share: float, of: float) -> bool:
    """Whether it is settled that something holds, or that it does not."""
    return firm(max(share, 100 - share), of)


def lead_of(numbers: Numbers, quantity: str) -> str | None:
    """The arm that is the best one in most worlds; None where that is not known."""
    rows = numbers.table(FILE)
    if rows.empty:
        return None
    rows = rows[(rows["quantity"] == quantity) & (rows["claim"] == FIRST)]
    return str(rows.loc[rows["mean"].idxmax(), "arm"]) if len(rows) else None


def how_sure(
    folder: Folder, numbers: Numbers, quantity: str, arm: str
) -> tuple[str, Markup | None, Markup, str]:
    """A sentence on whether an arm is the best one across worlds, and its parts."""
    text = "It comes first in {0} {1}: {2}."
    sure = settled(numbers, quantity, FIRST, arm)
    words = phrase("settled") if sure else phrase("not settled, which would take nine of ten")
    return text, count(folder, numbers, quantity, FIRST, arm), given(which(folder)), words
