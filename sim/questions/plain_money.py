"""What plain money would have done: every arm minus each arm that only hands out money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.compare.across import Across, across, beside, share
from sim.folder.read import Folder, Missing, each
from sim.language import called, marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.across import bar, bar_words, beyond, counted, decided, which
from sim.showing.finding import Finding, hedge, interval, ordered
from sim.showing.labels import lined
from sim.showing.numbers import Numbers, given, name
from sim.showing.units import POINTS, as_shown
from sim.showing.words import (
    every,
    interval_words,
    line_words,
    listed,
    rule_words,
    symbol,
)

TITLE = "Against plain money"
PLACE = 330
FILE, EFFECTS = "figures/plain_money.csv", "figures/effects.csv"
COLUMNS = ["measure", "arm", "other", "year", "mean", "low", "high", "n"]
SAID = {"lower": "{}: fewer poor than under {}, {}.", "higher": "{}: more poor than under {}, {}.",
        "unclear": "{}: not to be told apart from {}, {}.",
        "single": "{} against {}, one replication, luck not ruled out: {}."}


def table(folder: Folder) -> pd.DataFrame:
    """Arm minus plain money in the last year, paired by replication."""
    folder.need_few()
    if not folder.plain_money:
        raise Missing(
            phrase("needs an arm that only hands out money, such as a universal transfer"))
    found = [
        (measure, arm, other, folder.last, *gap.cells)
        for measure in POVERTY
        for other in folder.plain_money
        for arm in folder.compared
        if arm != other and (gap := folder.paired(measure, arm, other, folder.last)) is not None
    ]
    if not found:
        raise Missing(phrase("needs fgt0, fgt1 or fgt2 and an arm beside plain money"))
    shown = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    return beside(shown, folder, _in_worlds)


def _in_worlds(worlds: Across, row: Any) -> pd.Series | None:
    """The differences of a row in worlds, in percentage points."""
    effects = worlds.effects(row.measure, row.year)
    known = row.arm in effects and row.other in effects
    return 100 * (effects[row.arm] - effects[row.other]) if known else None


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are plain-money arms, columns are measures."""
    others = list(dict.fromkeys(numbers["other"]))
    measures = list(dict.fromkeys(numbers["measure"]))
    subtitle = phrase(
        "Arm minus plain money in {year} at the {line}, percentage points, paired by replication, "
        "{interval}; left of 0: less poverty than plain money; title: headcount, {rule}; blue: "
        "strategies, vermilion: plain money{worlds}", year=folder.last, line=line_words(folder),
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(folder.pairs)),
        worlds=bar_words(folder),
    )  # fmt: skip
    height = (0.24 * len(folder.compared) + 0.6) * len(others)
    page = style.page(height, _title(folder, others), subtitle, folder.source)
    places = page.subplots(len(others), len(measures), sharex="col", sharey="row", squeeze=False)
    for row, other in zip(places, others, strict=True):
        arms = list(dict.fromkeys(numbers.loc[numbers["other"] == other, "arm"]))
        for axes, measure in zip(row, measures, strict=True):
            style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
            axes.axvline(0, color=style.GREY, lw=1.2)
            shown = numbers[(numbers["other"] == other) & (numbers["measure"] == measure)]
            for gap in each(shown):
                bar(axes, arms.index(gap.arm), gap, style.colour(folder, gap.arm))
                style.dot(axes, arms.index(gap.arm), gap, style.colour(folder, gap.arm))
            axes.set_title(lined(phrase("{} minus {}", symbol(measure), called(other))), weight="bold")
    return page


def _title(folder: Folder, others: list[str]) -> str:
    alike: dict[str, list[str]] = {}
    for other in others:
        alike.setdefault(_beaten_by(folder, other), []).append(other)
    return phrase(". ").join(phrase("Against {}, {}", listed(arms), said)
                             for said, arms in alike.items())  # fmt: skip


def _beaten_by(folder: Folder, other: str) -> str:
    arms = [arm for arm in folder.compared if arm != other]
    verdicts = folder.against("fgt0", arms, other, folder.last)
    total = [arm for names in verdicts.values() for arm in names]
    if verdicts["single"]:
        return phrase("one replication: nothing can be told apart")
    doubt = _unsettled(folder, other, [*verdicts["lower"], *verdicts["higher"]])
    lower, higher = ([arm for arm in verdicts[way] if arm not in doubt] for way in ("lower", "higher"))
    beat = every(lower, total) if lower else phrase("no arm")
    worse = phrase(", more under {}", every(higher, total)) if higher else ""
    tail = phrase("; not settled across worlds: {}", every(doubt, total)) if doubt else ""
    return phrase("fewer poor under {}{}{}", beat, worse, tail)


def _unsettled(folder: Folder, other: str, arms: list[str]) -> list[str]:
    """Arms that fewer than nine of ten worlds put on one side of another; none without worlds."""
    worlds = across(folder)
    effects = worlds.by_world(worlds.effects("fgt0", folder.last)) if worlds else pd.DataFrame()
    shares = {arm: 100 * share(-effects[arm], -effects[other], 1).share for arm in arms
              if arm in effects and other in effects}  # fmt: skip
    return [arm for arm, part in shares.items() if not decided(part, len(effects))]


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What plain money alone does, and which arms leave fewer or more poor than it."""
    found = Finding(phrase("What plain money would have done"))
    for money in folder.plain_money:
        keys = {"measure": "fgt0", "arm": money}
        found.say(
            "{}, which only hands out money, changes the headcount by {} percentage points {}.",
            name(money),
            numbers.spread(EFFECTS, 1, 2, True, beyond=beyond(numbers, EFFECTS, 2, **keys), **keys),
            hedge(folder, numbers, EFFECTS, **keys),
        )  # fmt: skip
        others = [arm for arm in folder.compared if arm != money]
        gaps = {arm: folder.paired("fgt0", arm, money, folder.last) for arm in others}
        told = folder.against("fgt0", others, money, folder.last)
        for verdict, arms in ordered(gaps, told).items():
            for arm in arms:
                found.point(SAID[verdict], name(arm), name(money), _gap(folder, numbers, arm, money))
    if found.points:
        found.say("Against plain money, in the headcount of {} (in percentage points, "
                  "paired by replication, {}):",
                  given(folder.last), _each(folder))  # fmt: skip
    yield found


def _each(folder: Folder) -> Markup:
    """What stands behind each arm."""
    tail = marked("; in how many {} there are fewer poor", name(which(folder)))
    return interval(folder, phrase(" each")) + (tail if which(folder) else "")


def _gap(folder: Folder, numbers: Numbers, arm: str, money: str) -> Markup | None:
    keys = {"measure": "fgt0", "arm": arm, "other": money}
    found = numbers.spread(FILE, 1, 2, True, beyond=beyond(numbers, FILE, 2, **keys), **keys)
    return found and found + counted(folder, numbers, arm, money)
