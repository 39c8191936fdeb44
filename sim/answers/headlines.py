"""How firmly one arm beats another: in what share of the worlds of a sweep, by each measure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
from markupsafe import Markup

from sim.compare.robustness import robustness
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import called, marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name, names
from sim.showing.swept import (
    cases_words,
    concerns,
    doubt_words,
    interval_words,
    setting_words,
    year_words,
)
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import clauses, short, title

TITLE = "How firmly one arm beats another"
PLACE = 15
FILE = "figures/headlines.csv"
MOST = 12  # pairs that are shown, the least firm
FIRM, ALL = 95.0, 100.0  # per cent of the cases
SHOWN = {"share": "mean", "ci_low": "low", "ci_high": "high"}


def table(swept: Swept) -> pd.DataFrame:
    """robustness.csv in per cent."""
    concerns(swept, "sweep", "robustness")
    found = robustness(swept).rename(columns=SHOWN)
    if found.empty:
        raise Missing(phrase("needs two arms with results in the same worlds"))
    return as_shown(found, PER_CENT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """Rows are pairs of arms, the least firm by headcount last; one panel a measure, first setting."""
    own = numbers[numbers["levers"] == numbers["levers"].iloc[0]]
    ranked = own[own["measure"] == POVERTY[0]].sort_values("mean", ascending=False, kind="stable")
    shown = ranked.tail(MOST)
    at = {(row.arm, row.other): place for place, row in enumerate(each(shown))}
    labels = [f"{short(arm, 24)} < {short(other, 24)}" for arm, other in at]
    levers = str(own["levers"].iloc[0])
    where = phrase(" at {setting}", setting=setting_words(levers)) if levers else ""
    subtitle = clauses(
        phrase("Share of cases{where} in which the first arm is lower than the second in {year} at the "
               "{line} line, pairs in order of the mean headcount", where=where, year=year_words(swept),
               line=phrase(swept.line)),
        phrase("{} by Wilson", interval_words(own)),
        phrase("50%: a coin"),
        phrase("the {} least firm of {} pairs", MOST, len(ranked)) if len(ranked) > MOST else "",
    )  # fmt: skip
    heading = phrase("By headcount{where}, {firm} of {pairs} pairs keep their order in {share:g}% of "
                     "cases or more", where=where, firm=int((ranked["mean"] >= FIRM).sum()),
                     pairs=len(ranked), share=FIRM)  # fmt: skip
    page = style.page(0.24 * len(shown) + 0.6, heading, subtitle, swept.source)
    for axes, measure in zip(page.subplots(1, len(POVERTY), sharey=True), POVERTY, strict=True):
        style.rows(axes, labels)
        axes.set_yticks(range(len(labels)), labels)  # whole: what is cut is a pair no more
        axes.axvline(50, color=style.GREY, lw=1.2)
        for row in each(_in_order_of(own[own["measure"] == measure], at)):
            style.dot(axes, at[row.arm, row.other], row, style.BLUE, 4)
        axes.set_xlim(-4, 104)
        axes.xaxis.set_major_formatter("{x:g}%")
        axes.set_title(title(measure), weight="bold")
    return page


def _in_order_of(rows: pd.DataFrame, at: dict[tuple[str, str], int]) -> pd.DataFrame:
    """The rows of the pairs shown; where a measure orders a pair the other way, its complement."""
    kept = [(row.arm, row.other, row.mean, row.low, row.high) for row in each(rows)]
    turned = [(other, arm, 100 - mean, 100 - high, 100 - low) for arm, other, mean, low, high in kept]
    found = [row for row in kept + turned if row[:2] in at]
    return pd.DataFrame(found, columns=["arm", "other", "mean", "low", "high"])


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """Which orders of two arms hold in nearly all cases, and which are open, by headcount."""
    rows = numbers.table(FILE)
    rows = rows[rows["measure"] == POVERTY[0]]
    found = Finding(phrase(TITLE))
    found.say("In what share of cases one arm has the lower headcount of {} at the {} line ({}). {}",
              given(year_words(swept)), name(phrase(swept.line)), given(interval_words(rows)),
              doubt_words(swept.worlds.nunique()))  # fmt: skip
    for levers in rows["levers"].unique():
        own = rows[rows["levers"] == levers].sort_values("mean", kind="stable")
        _say_setting(found, numbers, own, str(levers))
    yield found


def _say_setting(found: Finding, numbers: Cited, rows: pd.DataFrame, levers: str) -> None:
    where = (marked("At {setting}, held", setting=name(setting_words(levers))) if levers else
             marked("Held"))  # fmt: skip
    for text, group in (
        ("{} in fewer than {} of cases: {}.", rows[rows["mean"] < FIRM].head(MOST)),
        ("{} in {} or more: {}.", rows[(rows["mean"] >= FIRM) & (rows["mean"] < ALL)]),
    ):
        pairs = _pairs(group)
        share = partial(_share, numbers, pairs, levers)
        found.point(text, where, given(f"{FIRM:g}%"), items_of(list(pairs), share))
    if len(always := rows[rows["mean"] == ALL]):
        first, pairs = always.iloc[0], _pairs(always)
        low = numbers.number(FILE, "low", headline=first["headline"], levers=levers)
        cases = given(cases_words(first["n"], first["over"]))
        found.point("{} in all of {} ({} to {}): {}.", where, cases, low, given(f"{ALL:g}%"),
                    names(list(pairs)))  # fmt: skip


def _pairs(rows: pd.DataFrame) -> dict[str, str]:
    """Headlines by their pair of arms in words."""
    return {phrase("{arm} under {other}", arm=called(row.arm), other=called(row.other)):
            str(row.headline) for row in each(rows)}  # fmt: skip


def _share(numbers: Cited, pairs: dict[str, str], levers: str, pair: str) -> Markup | None:
    return numbers.spread(FILE, unit="%", headline=pairs[pair], levers=levers)
