"""Time and money: person-years of poverty averted while programmes act and after, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from sim.compare.across import MEASURES, Across, beside, firsts
from sim.compare.person_years import averted_in, paid, per_yuan, periods
from sim.folder.estimate import Estimate, estimate
from sim.folder.read import MOST_ARMS, Folder, Missing, each
from sim.language import called, marked, phrase
from sim.showing import style
from sim.showing.across import (
    ABOVE,
    BY,
    FIRST,
    bar,
    bar_words,
    beyond,
    count,
    how_sure,
    lead_of,
    most_by,
)
from sim.showing.finding import Finding, in_brackets
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.sentences import in_turn, sentence
from sim.showing.words import by_verdict, clauses, interval_words, line_words, listed

TITLE = "Person-years of poverty averted"
PLACE = 300
FILE = "figures/person_years.csv"
COLUMNS = ["quantity", "period", "arm", "mean", "low", "high", "n", "unit"]
PERIODS = {"acting": "{0} in {1}, while programmes act.", "after": "{0} in {1}, after.",
           "whole": "{0} in {1}, in all."}
PER_PERSONS = "person-years per 1,000 persons"
PER_YUAN = "person-years per 1,000 yuan of 2010"
PANELS = {"income": "Income", "consumption": "Consumption",
          "income per yuan": "Income,\nper 1,000 yuan",
          "consumption per yuan": "Consumption,\nper 1,000 yuan"}
BEST = {"income": "By income, the most for the money under {0}: {1} person-years for each {2} yuan paid "
                  "beyond the baseline{3}.",
        "consumption": "By consumption, the most for the money under {0}: {1} person-years for each {2} "
                       "yuan paid beyond the baseline{3}."}


def table(folder: Folder) -> pd.DataFrame:
    """Person-years averted per 1,000 persons by period, and all of them per 1,000 yuan paid.

    By income and by consumption, arm minus baseline paired by replication; money is what was paid
    beyond the baseline.
    """
    base = folder.need_baseline()
    if len(folder.years) < 2:
        raise Missing(phrase("needs a year after the opening"))
    rows = []
    for welfare, measure in MEASURES.items():
        for arm in folder.compared:
            averted = {period: averted_in(folder, measure, arm, base, years)
                       for period, years in periods(folder).items()}
            for period, sample in averted.items():
                if (found := estimate(sample.dropna())) is not None:
                    rows.append((welfare, period, arm, *found.cells, PER_PERSONS))
            bought = per_yuan(averted["whole"], paid(folder, arm, base), folder)
            if bought is not None:
                rows.append((f"{welfare} per yuan", "whole", arm, *bought.cells, PER_YUAN))
    if not rows:
        raise Missing(phrase("needs the measure fgt0"))
    spans = periods(folder)
    return beside(pd.DataFrame(rows, columns=COLUMNS), folder, partial(_in_worlds, spans))


def _in_worlds(spans: dict[str, list[int]], worlds: Across, row: Any) -> pd.Series | None:
    """What a row says, in each life of the worlds."""
    welfare, _, money = row.quantity.partition(" ")
    found = (worlds.per_yuan if money else worlds.averted)(welfare, spans[row.period])
    return found[row.arm] if row.arm in found else None


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Left: person-years averted, acting and after; right: all of them for a thousand yuan.

    By income and by consumption.
    """
    arms = _order(numbers)
    subtitle = phrase(
        "Poor persons at the {line} under {base} less those under the arm, summed over years ({when}), "
        "per 1,000 persons; on the right all years, for each 1,000 yuan of 2010 paid beyond {base}. By "
        "income or consumption a head. Paired by replication, {interval}; right of 0: less poverty; "
        "{roles}{worlds}", line=line_words(folder), base=called(folder.need_baseline()),
        when=_when(folder, numbers), interval=interval_words(folder, phrase(" each")),
        roles=style.role_words(folder), worlds=bar_words(folder),
    )  # fmt: skip
    page = style.page(0.3 * len(arms) + 0.9, _title(folder, numbers), subtitle, folder.source)
    places = page.subplots(1, len(PANELS), sharey=True)
    for axes, (quantity, heading) in zip(places, PANELS.items(), strict=True):
        style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
        axes.axvline(0, color=style.GREY, lw=1.2)
        axes.xaxis.set_major_locator(MaxNLocator(3))
        axes.set_title(phrase(heading), weight="bold")
        _dots(axes, folder, numbers[numbers["quantity"] == quantity], arms)
    return page


def _when(folder: Folder, numbers: pd.DataFrame) -> str:
    """The years of what is filled and of what is open."""
    if "after" not in set(numbers["period"]):
        return folder.span_acted
    return phrase("filled: {}, while programmes act; open: {}, after", *_spans(folder).values())


def _spans(folder: Folder) -> dict[str, str]:
    """The years of each period in words."""
    return {"acting": folder.span_acted, "after": f"{folder.last + 1}-{folder.years[-1]}"}


def _dots(axes: Axes, folder: Folder, rows: pd.DataFrame, arms: list[str]) -> None:
    """A dot a period; the sum is left out where its two parts are shown."""
    shown = rows[rows["period"] != "whole"] if "acting" in set(rows["period"]) else rows
    for row in each(shown):
        shade = style.colour(folder, row.arm)
        at = arms.index(row.arm) + {"acting": -0.16, "after": 0.16}.get(row.period, 0.0)
        bar(axes, at, row, shade)
        if row.low == row.low:
            axes.plot([row.low, row.high], [at, at], color=shade, lw=1.4, zorder=2)
        face = "white" if row.period == "after" else shade
        axes.plot([row.mean], [at], "o", ms=5, color=shade, mfc=face, zorder=3)


def _order(numbers: pd.DataFrame) -> list[str]:
    whole = numbers[(numbers["quantity"] == "income") & (numbers["period"] == "whole")]
    return list(whole.sort_values("mean", ascending=False, kind="stable")["arm"])


def _bought(numbers: pd.DataFrame, welfare: str) -> dict[str, Estimate]:
    """What each arm averts for the money by income or consumption, the most first."""
    rows = numbers[numbers["quantity"] == f"{welfare} per yuan"]
    known = {row.arm: Estimate.of(row) for row in each(rows.sort_values("mean", ascending=False))}
    return {arm: one for arm, one in known.items() if one is not None}


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    said = _counted_parts(folder) or _clear_parts(numbers)
    if not said:
        return phrase("Person-years of poverty averted against {}", called(folder.need_baseline()))
    return phrase("Most person-years of poverty averted for the money: {}", clauses(*said))


def _clear_parts(numbers: pd.DataFrame) -> list[str]:
    """Who averts most for the money by income and by consumption, of those that avert any."""
    said = []
    for welfare, text in BY.items():
        bought = _bought(numbers, welfare)
        best, *others = by_verdict(bought)["higher"] or [""]
        ties = _overlapping(bought, best, others)
        tied = phrase("intervals of {} overlap with it", listed(ties, 3)) if ties else ""
        said += [phrase(text, called(best), tied and phrase(" ({})", tied))] if best else []
    return said


def _counted_parts(folder: Folder) -> list[str]:
    """The same across worlds, and in how many of them; empty without worlds."""
    whole, said = periods(folder)["whole"], []
    for welfare in MEASURES:
        number, of = firsts(folder, partial(Across.per_yuan, welfare=welfare, years=whole))
        said += [most_by(welfare, number, of)] if of else []
    return said


def _overlapping(bought: dict[str, Estimate], best: str, others: list[str]) -> list[str]:
    """Arms whose interval of what money buys reaches into that of the best."""
    low = bought[best].low if best else None
    ends = {arm: bought[arm].high for arm in others}
    return [arm for arm, high in ends.items() if high is not None and low is not None and high >= low]


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """How many person-years each arm averted while programmes act, after, and for its money."""
    if len(folder.compared) > MOST_ARMS:
        return
    found = Finding(phrase("What time and money bought"))
    bought = {welfare: _bought(numbers.table(FILE), welfare) for welfare in MEASURES}
    leads = [next(iter(one)) for one in bought.values() if _with_intervals(one)]
    if len(set(leads)) > 1:
        found.say("Income and consumption disagree on what averts most for the money: it is {} by "
                  "income and {} by consumption.", *map(name, leads))  # fmt: skip
    for welfare, one in bought.items():
        _say_best(found, folder, numbers, welfare, one)
    if len(set(leads)) > 1:
        _say_between(found, folder, numbers, *leads)
    for arm in dict.fromkeys([*bought["income"], *folder.compared]):
        found.point("{}: {}", name(arm), in_turn(_of_arm(folder, numbers, arm)))
    if found.points:
        found.say("Person-years of poverty averted per {} persons, by income{}:", given("1,000"),
                  in_brackets(folder))  # fmt: skip
    yield found


def _with_intervals(bought: dict[str, Estimate]) -> bool:
    return bool(bought) and all(one.low is not None for one in bought.values())


def _money(numbers: Numbers, welfare: str, arm: str) -> Markup | None:
    """What an arm averts for the money, with what its intervals hold."""
    at = {"quantity": f"{welfare} per yuan", "period": "whole", "arm": arm}
    return numbers.spread(FILE, 1, 2, True, beyond=beyond(numbers, FILE, 2, **at), **at)


def _say_best(
    found: Finding, folder: Folder, numbers: Numbers, welfare: str, bought: dict[str, Estimate]
) -> None:
    """Who averts most for the money by income or by consumption, and in how many worlds."""
    if _with_intervals(bought):
        best, *others = bought
        ties = _overlapping(bought, best, others)
        told = marked("; the intervals of {} overlap with its own", names(ties)) if ties else (
            phrase("; no other interval reaches its own"))  # fmt: skip
        found.say(BEST[welfare], name(best), _money(numbers, welfare, best), given("1,000"),
                  told if others else "")  # fmt: skip
    _say_worlds(found, folder, numbers, f"{welfare} per yuan", list(bought))


def _say_between(found: Finding, folder: Folder, numbers: Numbers, one: str, other: str) -> None:
    """How the first by income does by consumption, against the first there."""
    found.say("By consumption, {} averts {} for the same money.", name(one),
              _money(numbers, "consumption", one))  # fmt: skip
    found.say("By consumption, {} averts more for the money than {} in {} worlds.", name(other),
              name(one), count(folder, numbers, "consumption per yuan", ABOVE, other, one))  # fmt: skip


def _of_arm(folder: Folder, numbers: Numbers, arm: str) -> Iterator[Markup | None]:
    """What an arm averted in each period, and for its money; a number a sentence."""
    spans = _spans(folder)
    parts = [period for period in periods(folder) if period != "whole"] or ["whole"]

    def found(quantity: str, period: str, digits: int) -> Markup | None:
        at = {"quantity": quantity, "period": period, "arm": arm}
        return numbers.spread(FILE, 1, digits, True, beyond=beyond(numbers, FILE, digits, **at), **at)

    for period in parts:
        yield sentence(PERIODS[period], found("income", period, 0),
                       given(spans.get(period, folder.span_acted)))  # fmt: skip
    yield sentence("{0} for each {1} yuan paid beyond the baseline, all years.",
                   _money(numbers, "income", arm), given("1,000"))  # fmt: skip
    yield sentence("By consumption {0}.", _money(numbers, "consumption", arm))


def _say_worlds(
    found: Finding, folder: Folder, numbers: Numbers, quantity: str, bought: list[str]
) -> None:
    """Whether the one that averts most for the money does so in other worlds, and who does."""
    often = lead_of(numbers, quantity)
    if often is None or not bought:
        return
    found.say(*how_sure(folder, numbers, quantity, bought[0]))
    if often != bought[0]:
        found.say("More often first is {}, in {}.", name(often),
                  count(folder, numbers, quantity, FIRST, often))  # fmt: skip
