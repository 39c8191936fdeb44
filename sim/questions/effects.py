"""Paired effects on headcount, poverty gap and squared gap: arm minus baseline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from sim.compare.across import Across, across, beside
from sim.folder.read import MOST_ARMS, Folder, Missing, each
from sim.language import called, marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.across import ABOVE, bar, bar_words, beyond, counted_names, how_sure, settled
from sim.showing.finding import Finding, hedge, order_of, ordered
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.units import POINTS, as_shown
from sim.showing.words import (
    estimates,
    interval_words,
    leaders,
    line_words,
    rule_words,
    title,
    verdict_title,
)

TITLE = "Effects on three measures of poverty"
PLACE = 320
FILE = "figures/effects.csv"
COLUMNS = ["measure", "arm", "baseline", "year", "mean", "low", "high", "n"]


def table(folder: Folder) -> pd.DataFrame:
    """Arm minus baseline in the last year, paired by replication."""
    base = folder.need_baseline()
    found = [
        (measure, arm, base, folder.last, *gap.cells)
        for measure in POVERTY
        for arm in folder.compared
        if (gap := folder.effect(measure, arm, folder.last)) is not None
    ]
    if not found:
        raise Missing(phrase("needs fgt0, fgt1 or fgt2 in the last year"))
    shown = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    return beside(shown, folder, _in_worlds)


def _in_worlds(worlds: Across, row: Any) -> pd.Series | None:
    """The effects of a row in worlds, in percentage points."""
    effects = worlds.effects(row.measure, row.year)
    return 100 * effects[row.arm] if row.arm in effects else None


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a measure, arms sorted by their effect on the first one."""
    base = folder.need_baseline()
    measures = [measure for measure in POVERTY if measure in set(numbers["measure"])]
    first = numbers[numbers["measure"] == measures[0]]
    arms = list(first.sort_values("mean", kind="stable")["arm"])
    heading = verdict_title(
        phrase("{measure} in {year}", measure=_capital(measures[0]), year=folder.last), called(base),
        estimates(first),
        folder.against(measures[0], arms, base, folder.last), phrase("points"),
    ) + _in_how_many(folder, measures[0])
    subtitle = phrase(
        "Difference from {base} in {year} at the {line}, percentage points, paired by replication, "
        "{interval}; left of 0: less poverty; {rule}; {roles}{worlds}", base=called(base),
        year=folder.last, line=line_words(folder), interval=interval_words(folder, phrase(" each")),
        rule=rule_words(folder, len(folder.pairs)), roles=style.role_words(folder),
        worlds=bar_words(folder),
    )  # fmt: skip
    page = style.page(0.26 * len(arms) + 0.75, heading, subtitle, folder.source)
    places = page.subplots(1, len(measures), sharey=True, squeeze=False).ravel()
    for axes, measure in zip(places, measures, strict=True):
        rows = numbers[numbers["measure"] == measure]
        style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
        axes.axvline(0, color=style.GREY, lw=1.2)
        for row in each(rows[rows["arm"].isin(arms)]):
            bar(axes, arms.index(row.arm), row, style.colour(folder, row.arm))
            style.dot(axes, arms.index(row.arm), row, style.colour(folder, row.arm))
        axes.set_title(_capital(measure), weight="bold")
    return page


def _in_how_many(folder: Folder, measure: str) -> str:
    """In how many worlds the arms called lower are so, the least firm of them; empty without worlds."""
    worlds, base = across(folder), folder.need_baseline()
    effects = worlds.by_world(worlds.effects(measure, folder.last)) if worlds else pd.DataFrame()
    lower = folder.against(measure, effects.columns, base, folder.last)["lower"]
    if effects.empty or not lower:
        return ""
    return phrase("; each in at least {least} of {worlds} worlds",
                  least=int((effects[lower] < 0).sum().min()), worlds=len(effects))  # fmt: skip


def _capital(measure: str) -> str:
    name = title(measure)
    return name[0].upper() + name[1:]


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Who changed the headcount, and how deep poverty stays; nothing about very many arms."""
    if len(folder.compared) <= MOST_ARMS:
        yield _who_did_what(folder, numbers)
        yield _how_deep(folder, numbers)


def _who_did_what(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding(phrase("Which strategy did what to poverty"))
    lead = leaders(folder, "fgt0", folder.last)
    if lead:
        _say_leader(found, folder, numbers, *lead)
    base = folder.need_baseline()
    effects = {arm: folder.effect("fgt0", arm, folder.last) for arm in folder.compared}
    words = {
        "lower": "Fewer poor than under {} {}{}: {}.",
        "higher": "More poor than under {} {}: {}.",
        "unclear": "Not to be told apart from {} {}: {}.",
        "single": "One replication, luck not ruled out: against {} {} the numbers of {} are below.",
    }
    told = folder.against("fgt0", folder.compared, base, folder.last)
    for verdict, arms in ordered(effects, told).items():
        parts = [name(base), hedge(folder, numbers, FILE, measure="fgt0", arm=arms[0])]
        order = [_order(folder, numbers, arms)] if verdict == "lower" else []
        found.point(words[verdict], *parts, *order,
                    counted_names(folder, numbers, arms, base))
    return found


def _order(folder: Folder, numbers: Numbers, arms: list[str]) -> str:
    """How arms are ordered, as far as luck and worlds tell neighbours apart."""
    firm = [settled(numbers, "fgt0", ABOVE, *pair) for pair in pairwise(arms)]
    if None in firm or all(firm) or len(arms) < 2:
        return order_of(folder, arms)
    return phrase(", in order of the mean (not settled across worlds for all neighbours)")


def _say_leader(found: Finding, folder: Folder, numbers: Numbers, best: str, ties: list[str]) -> None:
    level = numbers.level(best, "fgt0", folder.last, 100, 2)
    if len(folder.replications) < 2:
        found.say("In the single run the headcount is lowest under {}: {}.", name(best), level)
        return
    found.say("The lowest simulated headcount in {} is under {}: {}.",
              given(folder.last), name(best), level)  # fmt: skip
    against = numbers.spread(FILE, 1, 2, True, measure="fgt0", arm=best,
                             beyond=beyond(numbers, FILE, 2, measure="fgt0", arm=best))  # fmt: skip
    found.say("Its difference from {} is {} percentage points.", name(folder.need_baseline()), against)
    if ties:
        found.say("It cannot be told apart from that under {}.", names(ties))
    found.say(*how_sure(folder, numbers, "fgt0", best))


def _how_deep(folder: Folder, numbers: Numbers) -> Finding:
    found = Finding(phrase("How deep poverty stays"))
    labels = {
        "fgt1": ("how far the poor fall short", "the poverty gap ({})", "P1"),
        "fgt2": ("the poorest most", "the squared poverty gap ({})", "P2"),
    }
    for measure, (weighing, label, short_label) in labels.items():
        what = marked(label, given(short_label))
        lead = leaders(folder, measure, folder.last)
        if lead is None or len(folder.replications) < 2:
            continue
        best, ties = lead
        if best == folder.baseline:
            found.say("No arm has a lower mean of {} than {}.", what, name(best))
            continue
        tail = marked(", not to be told apart from {}", names(ties)) if ties else ""
        keys = {"measure": measure, "arm": best}
        found.say(
            "Weighing {}, {} is lowest under {}: {} percentage points {}{}.",
            phrase(weighing), what, name(best),
            numbers.spread(FILE, 1, 2, True, beyond=beyond(numbers, FILE, 2, **keys), **keys),
            hedge(folder, numbers, FILE, **keys), tail,
        )  # fmt: skip
        found.say(*how_sure(folder, numbers, measure, best))
    return found
