"""How the effect of each arm on the headcount answers to each factor of a sweep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.compare.response import numeric, one_way, widths
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, name
from sim.showing.swept import (
    APART,
    OVERLAP,
    effect_words,
    interval_words,
    need_effects,
)
from sim.showing.units import POINTS
from sim.showing.words import points, short

TITLE = "How the effects answer to each factor"
PLACE = 20
FILE = "figures/response_curves.csv"
MOST_ARMS, MOST_FACTORS, MOST_SAID = 5, 12, 6
COLUMNS = 3


def table(swept: Swept) -> pd.DataFrame:
    """The effect of every arm at every level of every factor, the others averaged over."""
    need_effects(swept)
    if not swept.factors:
        raise Missing("")
    return one_way(swept).assign(unit=POINTS)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """One panel a factor, the widest first; a line with its band for each arm."""
    factors, arms = list(widths(numbers).index), _arms(numbers)
    shown, colours = factors[:MOST_FACTORS], style.line_colours(arms[:MOST_ARMS])
    some = ", ".join(
        f"{len(few)} of {len(all_)} {what}"
        for few, all_, what in ((shown, factors, "factors, the widest"),
                                (colours, arms, "arms, those with the fewest poor"))
        if len(few) < len(all_)
    )  # fmt: skip
    subtitle = (
        f"{effect_words(swept)}; the other factors averaged over; band: {interval_words(numbers)}"
        + (f"; shown: {some}" if some else "")
    )
    size = style.shape(len(shown), COLUMNS)
    page = style.page(2.0 * size[0] + 0.3, _title(numbers), subtitle, swept.source, colours)
    places = page.subplots(*size, sharey=True, squeeze=False).ravel()
    for axes, factor in zip(places, shown, strict=False):
        _panel(axes, swept, numbers[numbers["factor"] == factor], colours)
        axes.set_title(short(factor, 46), weight="bold", size=8)
    for axes in places[len(shown):]:
        axes.set_visible(False)
    return page


def _arms(numbers: pd.DataFrame) -> list[str]:
    """Arms by their mean effect, the fewest poor first."""
    return list(numbers.groupby("arm", sort=False)["mean"].mean().sort_values(kind="stable").index)


def _panel(axes: Axes, swept: Swept, rows: pd.DataFrame, colours: dict[str, str]) -> None:
    style.grid(axes)
    axes.axhline(0, color=style.GREY, lw=1.0)
    factor = rows["factor"].iloc[0]
    for arm, shade in colours.items():
        own = rows[rows["arm"] == arm].sort_values("at")
        if numeric(swept.points[factor]):
            style.path(axes, own, "at", shade)
        else:
            axes.vlines(own["at"], own["low"], own["high"], color=shade, lw=1.4)
            axes.plot(own["at"], own["mean"], "o", color=shade, ms=4)
            axes.set_xticks(own["at"], [short(level, 14) for level in own["level"]])
    unit = swept.factors[factor].get("unit")
    axes.set_xlabel(short(str(unit), 46) if unit else "")


def ends(numbers: pd.DataFrame, factor: str) -> tuple[Any, Any]:
    """Of the arm whose effect ranges the most over a factor, the rows of its lowest and highest mean."""
    rows = numbers[numbers["factor"] == factor]
    means = rows.groupby("arm", sort=False)["mean"]
    own = rows[rows["arm"] == (means.max() - means.min()).idxmax()]
    return own.loc[own["mean"].idxmin()], own.loc[own["mean"].idxmax()]


def _bands(low: Any, high: Any) -> str:
    return APART if low["high"] < high["low"] else OVERLAP


def _title(numbers: pd.DataFrame) -> str:
    factor = widths(numbers).index[0]
    low, high = ends(numbers, factor)
    return (f"The effects range the most with {short(factor, 60)}: from {points(low['mean'])} points at "
            f"{low['level']} to {points(high['mean'])} at {high['level']} under {short(low['arm'])} "
            f"({_bands(low, high)})")  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """Over which factors the effects range the most, and under which arm."""
    rows = numbers.table(FILE)
    found = Finding("What the effects answer to")
    found.say("Effect on the headcount of {} against {}, percentage points, the other factors averaged "
              "over; for each factor, the widest first, the arm whose mean ranges the most ({}). Levels "
              "whose bands overlap need not differ.", given(swept.last), name(swept.baseline),
              given(interval_words(rows)))  # fmt: skip
    for factor in widths(rows).index[:MOST_SAID]:
        low, high = ends(rows, factor)
        spreads = [numbers.spread(FILE, 1, 1, True, factor=factor, level=at["level"], arm=at["arm"])
                   for at in (low, high)]  # fmt: skip
        found.point("{}: under {} {} at {}, {} at {} (" + _bands(low, high) + ").", name(factor),
                    name(low["arm"]), spreads[0], name(low["level"]), spreads[1], name(high["level"]))
    yield found
