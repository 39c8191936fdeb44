"""How the effect of each arm on the headcount answers to each factor of a sweep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.compare.response import numeric, one_way, widths
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, name
from sim.showing.swept import concerns, effect_words, interval_words, need_effects, year_words
from sim.showing.units import POINTS
from sim.showing.words import clauses, points, short, tail

TITLE = "How the effects answer to each factor"
PLACE = 20
FILE = "figures/response_curves.csv"
MOST_ARMS, MOST_FACTORS, MOST_SAID = 5, 12, 6
COLUMNS = 3


def table(swept: Swept) -> pd.DataFrame:
    """The effect of every arm at every level of every factor, the others averaged over."""
    concerns(swept, "sweep", "robustness")
    need_effects(swept)
    if not swept.factors:
        raise Missing("")
    found = one_way(swept)
    if found.empty:
        raise Missing("")
    return found.assign(unit=POINTS)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """One panel a factor, the widest first; a line with its band for each arm."""
    factors, arms = list(widths(numbers).index), _arms(numbers)
    shown, colours = factors[:MOST_FACTORS], style.line_colours(arms[:MOST_ARMS])
    some = [phrase(text, len(few), len(whole)) for few, whole, text in (
        (shown, factors, "{} of {} factors, the widest"),
        (colours, arms, "{} of {} arms, those with the fewest poor")) if len(few) < len(whole)
    ]  # fmt: skip
    subtitle = clauses(
        effect_words(swept),
        phrase("the other factors averaged over"),
        phrase("band: {}", interval_words(numbers)),
        phrase("shown: {}", phrase(", ").join(some)) if some else "",
    )
    size = style.shape(len(shown), COLUMNS)
    page = style.page(2.0 * size[0] + 0.3, _title(numbers), subtitle, swept.source, colours)
    places = page.subplots(*size, sharey=True, squeeze=False).ravel()
    for axes, factor in zip(places, shown, strict=False):
        _panel(axes, swept, numbers[numbers["factor"] == factor], colours)
        axes.set_title(tail(factor, 46), weight="bold", size=8)
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
        if numeric(swept.met[factor]):
            style.path(axes, own, "at", shade)
        else:
            axes.vlines(own["at"], own["low"], own["high"], color=shade, lw=1.4)
            axes.plot(own["at"], own["mean"], "o", color=shade, ms=4)
            axes.set_xticks(own["at"], [short(level, 14) for level in own["level"]])
            axes.set_xlim(-0.5, own["at"].max() + 0.5)
    if numeric(swept.met[factor]):
        axes.set_xlabel(short(str(swept.factors[factor].get("unit", "")), 46))


def ends(numbers: pd.DataFrame, factor: str) -> tuple[Any, Any]:
    """Of the arm whose effect differs the most between the first and the last level, its two rows."""
    rows = numbers[numbers["factor"] == factor].sort_values("at", kind="stable")
    means = rows.groupby("arm", sort=False)["mean"]
    own = rows[rows["arm"] == (means.last() - means.first()).abs().idxmax()]
    return own.iloc[0], own.iloc[-1]


def _bands(first: Any, last: Any) -> str:
    apart = first["high"] < last["low"] or last["high"] < first["low"]
    return phrase("bands apart" if apart else "bands overlap")


def _title(numbers: pd.DataFrame) -> str:
    factor = widths(numbers).index[0]
    first, last = ends(numbers, factor)
    if first["level"] == last["level"]:
        return phrase("No factor is seen at two levels: their effects cannot be compared")
    return phrase("The effects range the most with {factor}: {first} points at {low}, {last} at {high} "
                  "under {arm} ({bands})", factor=tail(factor, 60), first=points(first["mean"]),
                  low=first["level"], last=points(last["mean"]), high=last["level"],
                  arm=short(first["arm"]), bands=_bands(first, last))  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """Over which factors the effects range the most, and under which arm."""
    rows = numbers.table(FILE)
    found = Finding(phrase("What the effects answer to"))
    found.say("Effect on the headcount of {} against {}, percentage points, the other factors averaged "
              "over; for each factor, the widest first, the arm that differs the most between its first "
              "and its last level ({}). Where bands overlap the levels need not differ; of many that "
              "stand apart some do so by chance.", given(year_words(swept)), name(swept.baseline),
              given(interval_words(rows)))  # fmt: skip
    for factor in widths(rows).index[:MOST_SAID]:
        first, last = ends(rows, factor)
        spreads = [numbers.spread(FILE, 1, 1, True, factor=factor, level=at["level"], arm=at["arm"])
                   for at in (first, last)]  # fmt: skip
        found.point("{}: under {} {} at {}, {} at {}; {}.", name(factor), name(first["arm"]),
                    spreads[0], name(first["level"]), spreads[1], name(last["level"]),
                    _bands(first, last))  # fmt: skip
    yield found
