"""Out of poverty, for how long: survival since leaving the file, real and paper exits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sim.folder.read import Folder, Missing
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name
from sim.showing.sentences import in_turn, sentence
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import interval_words, percent

TITLE = "How long exits last"
PLACE = 280
FILE = "figures/survival.csv"
COLUMNS = ["measure", "arm", "kind", "years", "mean", "low", "high", "n"]
KINDS = {"real": "real exits", "paper": "exits on paper", "deadline": "exits by deadline",
         "struck": "exits struck by records"}
SEEN_AFTER = 5


def table(folder: Folder) -> pd.DataFrame:
    """Kaplan-Meier per cent not poor again, by arm, kind of exit and years since the exit.

    Year 0 is the year of the exit itself, in which some are poor already. A curve ends with the last
    year that every replication with such exits knows; intervals are cut at 0 and 100.
    """
    found = [row for arm in folder.arms for kind in KINDS for row in _curve(folder, arm, kind)]
    if not found:
        raise Missing("")
    numbers = as_shown(pd.DataFrame(found, columns=COLUMNS), PER_CENT)
    numbers[["low", "high"]] = numbers[["low", "high"]].clip(0.0, 100.0)
    return numbers


def _curve(folder: Folder, arm: str, kind: str) -> list[tuple[Any, ...]]:
    groups = sorted(folder.groups(kind), key=lambda group: int(group.split("=")[1]))
    levels = {int(group.split("=")[1]): folder.level("survival", arm, folder.years[-1], group)
              for group in groups}
    whole = max((level.n for level in levels.values() if level is not None), default=0)
    return [("survival", arm, kind, years, *level.cells)
            for years, level in levels.items() if level is not None and level.n == whole]


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel a kind of exit, one line an arm, with its interval as a band."""
    arms = list(dict.fromkeys(numbers["arm"]))
    colours = style.line_colours(arms)
    kinds = {kind: words for kind, words in KINDS.items() if kind in set(numbers["kind"])}
    subtitle = phrase(
        "Households not poor again by years since leaving the file, % (Kaplan-Meier; 0 is the year of "
        "the exit itself; later exits are censored at the end of {}); real: seen above the line, on "
        "paper: seen below it, by deadline: when its years on the file were up, struck: ended by an "
        "audit of records; simulated, {}; title: lowest to highest mean of the arms",
        folder.years[-1], interval_words(folder, phrase(" over replications (bands)")),
    )
    page = style.page(3.4, _title(numbers), subtitle, folder.source, colours)
    for axes, (kind, words) in zip(style.panels(page, len(kinds), 4), kinds.items(), strict=True):
        for arm, shade in colours.items():
            line = numbers[(numbers["arm"] == arm) & (numbers["kind"] == kind)]
            if not line.empty:
                style.path(axes, line, "years", shade)
        axes.set_title(phrase(words), weight="bold")
        axes.set_ylim(0, 104)
        axes.set_xlabel(phrase("years since leaving the file"))
    return page


def _title(numbers: pd.DataFrame) -> str:
    after = numbers[numbers["years"] == SEEN_AFTER].groupby(["kind", "arm"])["mean"].mean()
    said = [
        phrase("{share} of {exits}", share=_range(after[kind]), exits=phrase(words))
        for kind, words in KINDS.items() if kind in after.index.get_level_values(0)
    ]
    if not said:
        return phrase("Out of poverty since leaving the file: not yet followed for {} years", SEEN_AFTER)
    return phrase("Never poor again {} years after leaving the file: {}", SEEN_AFTER,
                  phrase(", ").join(said))  # fmt: skip


def _range(shares: pd.Series) -> str:
    ends = dict.fromkeys((percent(shares.min(), 0), percent(shares.max(), 0)))
    return phrase(" to ").join(ends)


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """How many of those who left the file were never poor again, some years later."""
    found = Finding(phrase(TITLE))
    arms = list(dict.fromkeys(numbers.table(FILE)["arm"]))
    found.say("Households that were not poor again within {} years of leaving the file, in per "
              "cent (Kaplan-Meier, simulated, {}):",
              given(SEEN_AFTER), interval(folder, phrase(" over replications")))
    for arm in arms:
        at = {"arm": arm, "years": str(SEEN_AFTER)}
        found.point("{}: {}", name(arm), in_turn(
            sentence("{0} of {1}.", numbers.spread(FILE, 1, 1, kind=kind, **at), phrase(words))
            for kind, words in KINDS.items()))  # fmt: skip
    yield found
