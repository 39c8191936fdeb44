"""How much assumed parameters matter: each at both ends of its declared range."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.folder.read import Folder, Missing, each
from sim.language import phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.pairing import MOST, ORDER, called, judged_together
from sim.showing.roles import gaps, plain
from sim.showing.units import POINTS, as_shown
from sim.showing.words import interval_words, judged, line_words, rule_words, symbol

TITLE = "How much assumed parameters matter"
PLACE = 230
FILE = "figures/sensitivity.csv"
COLUMNS = ["measure", "arm", "other", "parameter", "end", "year", "mean", "low", "high", "n"]
FEW = 10
SHADES = {"low": style.BLUE, "high": style.VERMILION}
ASIDE = {"low": -0.16, "high": 0.16}  # so that neither end of a range covers the other
INERT = "inert"


def table(folder: Folder) -> pd.DataFrame:
    """Arms with a parameter at an end of its range minus the arm with its default, last year.

    An end is inert, and judged with none, where nothing that is recorded differs to the bit.
    """
    found = [
        (gap.measure, gap.arm, gap.against, gap.of, gap.role, folder.last, *gap.estimate.cells)
        for gap in gaps(folder, POVERTY, SHADES)
    ]
    if not found:
        raise Missing("")
    numbers = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    inert = {arm for arm, role in folder.roles.items() if folder.alike(arm, role.against)}
    verdict = judged(numbers[~numbers["arm"].isin(inert)])
    return numbers.assign(verdict=verdict.reindex(numbers.index, fill_value=INERT))


def ends_that_do(numbers: pd.DataFrame) -> pd.DataFrame:
    """The headcount's rows of the ends that do something."""
    return numbers[(numbers["measure"] == "fgt0") & (numbers["verdict"] != INERT)]


def idle(numbers: pd.DataFrame) -> list[str]:
    """Parameters both of whose ends are inert."""
    busy = set(numbers.loc[numbers["verdict"] != INERT, "parameter"])
    return [name for name in dict.fromkeys(numbers["parameter"]) if name not in busy]


def told_apart(numbers: pd.DataFrame) -> list[str]:
    """Parameters with an end whose headcount differs from the default's, the widest first."""
    return _widest(_apart(numbers))


def _apart(numbers: pd.DataFrame) -> pd.DataFrame:
    headcount = ends_that_do(numbers)
    return headcount[headcount["verdict"].isin(["lower", "higher"])]


def _widest(rows: pd.DataFrame) -> list[str]:
    """Parameters by the largest mean change at an end."""
    changes = rows["mean"].abs().groupby(rows["parameter"]).max()
    return list(changes.sort_values(ascending=False, kind="stable").index)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are the parameters that matter, one dot an end of the range, one panel a measure.

    Where none can be told from luck, the few with the largest means are shown.
    """
    matter, tried = told_apart(numbers), numbers["parameter"].nunique()
    headcount, inert = ends_that_do(numbers), len(idle(numbers))
    shown = matter or _widest(headcount)[:FEW]
    others = phrase("the others" if matter else "none is; the largest means are shown and")
    title = phrase("Parameters that move the headcount within their ranges by an amount that can be "
                   "told from luck: {matter} of {tried}; inert: {inert}",
                   matter=len(matter), tried=tried, inert=inert)  # fmt: skip
    subtitle = phrase(
        "Difference from the default in {year} at the {line}, percentage points, paired by replication, "
        "{interval}; blue: low end of the declared range, vermilion: high end; rows: told apart by "
        "headcount ({others} cannot be told from the default); inert: neither end changes anything, to "
        "the bit; {rule}", year=folder.last, line=line_words(folder), interval=interval_words(folder),
        others=others, rule=rule_words(folder, len(headcount)),
    )  # fmt: skip
    page = style.page(0.24 * len(shown) + 0.6, title, subtitle, folder.source)
    places = page.subplots(1, len(POVERTY), sharey="row", squeeze=False)[0]
    for axes, measure in zip(places, POVERTY, strict=True):
        style.rows(axes, [plain(parameter) for parameter in shown])
        axes.axvline(0, color=style.GREY, lw=1.2)
        rows = numbers[(numbers["measure"] == measure) & numbers["parameter"].isin(shown)]
        for gap in each(rows):
            style.dot(axes, shown.index(gap.parameter) + ASIDE[gap.end], gap, SHADES[gap.end], 4)
        axes.set_title(symbol(measure), weight="bold")
    return page


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Which assumed parameters of pairing move the headcount, and which do not."""
    found = Finding(phrase(TITLE))
    rows = numbers.table(FILE)
    headcount, apart = ends_that_do(rows), _apart(rows)
    found.say("{0} of {1} parameters change the headcount of {2} by an amount that can be told from "
              "luck when they stand at an end of their declared range (percentage points against "
              "the default, paired by replication, {3}{4}). {5}",
              given(apart["parameter"].nunique()), given(rows["parameter"].nunique()),
              given(folder.last), interval(folder), judged_together(headcount), phrase(ORDER))
    rising = apart.sort_values("mean", ascending=False, kind="stable")
    for text, group in (
        ("More poor under {}: {}.", called(rising, "higher")),
        ("Fewer poor under {}: {}.", called(rising, "lower")[::-1]),
    ):
        for arm in group["arm"].iloc[:MOST]:
            found.point(text, name(arm), numbers.spread(FILE, 1, 2, True, arm=arm, measure="fgt0"))
        if len(group) > MOST:
            found.point("And {} more, in the table of the chart.", given(len(group) - MOST))
    found.point("Inert, since neither end changes anything here, to the bit: {}.",
                names([plain(parameter) for parameter in idle(rows)]) or None)
    yield found
