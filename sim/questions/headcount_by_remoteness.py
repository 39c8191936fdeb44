"""Who gains, by remoteness of the village: headcount, arm minus baseline."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.folder.read import Folder
from sim.language import called, marked, phrase
from sim.showing import gains, style
from sim.showing.finding import Finding, each_tilt
from sim.showing.numbers import Numbers, names
from sim.showing.units import POINTS
from sim.showing.words import each_verdict, interval_words, line_words, rule_words

TITLE = "Where poverty falls: near and remote villages"
PLACE = 390
WORDS = {
    "lower": "falls further (or rises less) in the most remote than in the nearest villages under {}",
    "higher": "falls further (or rises less) in the nearest than in the most remote villages under {}",
    "unclear": "does not clearly fall further in near or in remote villages under {}",
}


def table(folder: Folder) -> pd.DataFrame:
    """By group of remoteness (1 is nearest)."""
    return gains.by_group(folder, "fgt0", "remoteness", POINTS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm; the title judges the most remote villages against the nearest."""
    base = called(folder.need_baseline())
    tilts = gains.tilt(folder, "fgt0", "remoteness")
    subtitle = phrase(
        "Difference from {base} in {year} at the {line}, percentage points, by remoteness of the "
        "village, paired by replication, {interval}; below 0: fewer poor; title: the most remote minus "
        "the nearest villages, {rule}; {roles}", base=base, year=folder.last, line=line_words(folder),
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(tilts)),
        roles=style.role_words(folder),
    )  # fmt: skip
    said = each_verdict(WORDS, tilts)
    title = (phrase("By {} the headcount {}", folder.last, said) if said
             else phrase("Headcount by remoteness, one replication: luck is not ruled out"))
    return gains.drawn(folder, numbers, title, subtitle, [phrase("nearest"), phrase("most remote")])


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Whether the headcount falls further in near or in remote villages."""
    found = Finding(phrase("Near and remote villages"))
    if len(folder.groups("remoteness")) > 1 and len(folder.replications) > 1:
        for text, arms in each_tilt(WORDS, gains.tilt(folder, "fgt0", "remoteness")):
            found.say("The headcount {}.", marked(text, names(arms)))
    yield found
