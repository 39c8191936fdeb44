"""What each arm has done by the last year of programmes, and what is left years after support ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
from markupsafe import Markup

from sim.compare.response import effects_by_arm
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import marked, phrase
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given
from sim.showing.swept import at_setting, concerns, interval_words, need_effects, setting_words
from sim.showing.units import POINTS
from sim.showing.words import clauses, short

TITLE = "What is left after support has ended"
PLACE = 18
FILE = "figures/after_support.csv"
MOST = 4  # settings of the levers that are shown
COLUMNS = 2
SHADES = (style.BLUE, style.VERMILION)
APART = 0.16  # of the two years of an arm, in rows


def table(swept: Swept) -> pd.DataFrame:
    """The effect of every arm in the last year of programmes and in the last year of all, by setting."""
    concerns(swept, "sweep", "robustness")
    need_effects(swept)
    if swept.last == swept.years[-1]:
        raise Missing("")
    return pd.DataFrame([
        {"levers": levers, "year": judged.last} | row
        for levers, points in swept.settings.items()
        for judged in (swept, swept.at_the_end)
        for row in effects_by_arm(judged, judged.effects.loc[judged.effects.index.isin(points, "point")])
    ]).assign(unit=POINTS)  # fmt: skip


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """A panel a setting of the levers, a row an arm, a dot a year."""
    settings = list(numbers["levers"].unique())
    shown, arms = settings[:MOST], list(dict.fromkeys(numbers["arm"]))
    shades = dict(zip(numbers["year"].unique(), SHADES, strict=True))
    subtitle = clauses(
        phrase("Headcount at the {} line minus that under the baseline, percentage points, paired by "
               "replication, below 0: fewer poor", phrase(swept.line)),
        interval_words(numbers),
        phrase("the first {} of {} settings", MOST, len(settings)) if len(settings) > MOST else "",
    )  # fmt: skip
    down, across = style.shape(len(shown), COLUMNS)
    key = {phrase("{}: last year of programmes", swept.last): SHADES[0],
           phrase("{}: {} years after", swept.years[-1], swept.after): SHADES[1]}  # fmt: skip
    page = style.page((0.34 * len(arms) + 0.5) * down, phrase(TITLE), subtitle, swept.source, key)
    places = page.subplots(down, across, sharex=True, sharey=True, squeeze=False).ravel()
    for axes, levers in zip(places, shown, strict=False):
        style.rows(axes, arms)
        axes.axvline(0, color=style.GREY, lw=1.0)
        axes.set_title(short(setting_words(levers), 60), weight="bold", size=8)
        for row in each(numbers[numbers["levers"] == levers]):
            side = APART if row.year > swept.last else -APART
            style.dot(axes, arms.index(row.arm) + side, row, shades[row.year], 4)
    for axes in places[len(shown):]:
        axes.set_visible(False)
    return page


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """By setting the effect of each arm in both years."""
    rows, found = numbers.table(FILE), Finding(phrase(TITLE))
    found.say("Everything else here is judged in {}, the last year of programmes. Effects on the "
              "headcount then, and {} years after support ended, in {}, percentage points ({}).",
              given(swept.last), given(swept.after), given(swept.years[-1]),
              given(interval_words(rows)))  # fmt: skip
    for levers in list(rows["levers"].unique())[:MOST]:
        own = rows[rows["levers"] == levers]
        both = partial(_both, numbers, swept, levers)
        found.point("Then, and {} years after{}: {}.", given(swept.after), at_setting(levers),
                    items_of(list(dict.fromkeys(own["arm"])), both))  # fmt: skip
    yield found


def _both(numbers: Cited, swept: Swept, levers: str, arm: str) -> Markup | None:
    before, after = (numbers.spread(FILE, 1, 1, True, levers=levers, arm=arm, year=year)
                     for year in (swept.last, swept.years[-1]))  # fmt: skip
    return None if before is None or after is None else marked("{}, then {}", before, after)
