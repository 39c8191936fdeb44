"""Across worlds in words and bars: in how many of them something holds, and how far effects go."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.folder.across import told
from sim.folder.read import Folder
from sim.scenario.worlds import ensembles
from sim.showing.numbers import Numbers, given, name, names

FILE, HEADCOUNT = "figures/across_worlds.csv", "fgt0"
ABOVE, FIRST, AS_AT_DEFAULT = "better than", "best", "as at default"
REFERENCE = "reference world"
FIRM = 90.0
"""Per cent of worlds in which an order is to hold before it is called settled."""
SETTLED = "nine of ten"
BAR, PALE = 6.0, 0.28


def which(folder: Folder) -> str:
    """Of which worlds is spoken: those of a shipped ensemble look like the county."""
    worlds = told(folder)
    if worlds is None:
        return ""
    return ("worlds that look like the county" if worlds.ensemble in ensembles() else
            f"worlds of {worlds.ensemble}")  # fmt: skip


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
    lived = ("lived once each, so that luck adds to it" if worlds.luck < 2 else "luck taken out")
    thin = f"thin: {folder.holds}" + ("" if worlds.own else " in the reference world")
    return (f"; {thin}; thick: {SETTLED} of {worlds.number} {which(folder)} (5th to 95th percentile), "
            f"{lived}")  # fmt: skip


def count(
    folder: Folder, numbers: Numbers, quantity: str, claim: str, arm: str, other: str = ""
) -> Markup | None:
    """`62 of 100`: in how many worlds something holds; None where that is not known."""
    keys: dict[str, Any] = {"quantity": quantity, "claim": claim, "arm": arm, "other": other}
    value = numbers.value(FILE, "count", **keys)
    if value is None or told(folder) is None:
        return None
    found = numbers.number(FILE, "count", 1, 0 if value == int(value) else 1, **keys)
    return Markup("{} of {}").format(found, numbers.number(FILE, "n", **keys))


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
    share = numbers.value(FILE, "mean", **keys) or 0.0
    sure = "" if max(share, 100 - share) >= FIRM else ": not settled"
    return Markup(", fewer poor in {} worlds{}").format(found, sure)


def counted_names(folder: Folder, numbers: Numbers, arms: list[str], other: str) -> Markup:
    """Names of arms, each with the number of worlds in which it has fewer poor than another."""
    parts = [name(arm) + counted(folder, numbers, arm, other) for arm in arms]
    known = any(settled(numbers, HEADCOUNT, ABOVE, arm, other) is not None for arm in arms)
    return Markup("; ").join(parts) if known else names(arms)


def first_words(number: pd.Series, of: int, arm: str) -> str:
    """`first in 62 of 100 worlds: not settled` of an arm in a title; nothing without worlds."""
    if arm not in number:
        return ""
    sure = "" if 100 * number[arm] >= FIRM * of else ": not settled"
    return f"first in {number[arm]:g} of {of} worlds{sure}"


def settled(numbers: Numbers, quantity: str, claim: str, arm: str, other: str = "") -> bool | None:
    """Whether something holds in nine of ten worlds; None where that is not known."""
    keys = {"quantity": quantity, "claim": claim, "arm": arm, "other": other}
    share = numbers.value(FILE, "mean", **keys)
    return None if share is None else share >= FIRM


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
    text = "It comes first in {} {}: {}."
    sure = settled(numbers, quantity, FIRST, arm)
    words = "settled" if sure else f"not settled, which would take {SETTLED}"
    return text, count(folder, numbers, quantity, FIRST, arm), given(which(folder)), words
