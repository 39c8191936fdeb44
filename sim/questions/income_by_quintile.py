"""Who gains, by fifth of baseline income: mean income per head, arm minus baseline."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from sim.folder.read import Folder
from sim.language import called, marked, phrase
from sim.showing import gains, style
from sim.showing.finding import Finding, each_tilt, hedge, items_of
from sim.showing.numbers import Numbers, name, names
from sim.showing.units import YUAN
from sim.showing.words import each_verdict, interval_words, leaders, rule_words

TITLE = "Who gains: income by fifth"
PLACE = 380
FILE = "figures/income_by_quintile.csv"
WORDS = {
    "lower": "the poorest fifth gains more (or loses less) than the richest under {}",
    "higher": "the richest fifth gains more (or loses less) than the poorest under {}",
    "unclear": "the gains of the poorest and the richest fifth are not told apart under {}",
}


def table(folder: Folder) -> pd.DataFrame:
    """Yuan of 2010 a person and year, by quintile of baseline income."""
    return gains.by_group(folder, "income_mean", "quintile", YUAN)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm; the title judges the richest fifth against the poorest, in yuan."""
    base = called(folder.need_baseline())
    tilts = gains.tilt(folder, "income_mean", "quintile")
    said = each_verdict(WORDS, tilts)
    title = (phrase("In yuan {}", said) if said
             else phrase("Income by fifth, one replication: luck is not ruled out"))  # fmt: skip
    subtitle = phrase(
        "Difference from {base} in {year}, yuan of 2010 a person and year, by fifth of baseline income "
        "(persons keep their fifth), paired by replication, {interval}; title: the richest minus the "
        "poorest fifth, {rule}; {roles}", base=base, year=folder.last,
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(tilts)),
        roles=style.role_words(folder),
    )  # fmt: skip
    return gains.drawn(folder, numbers, title, subtitle, [phrase("poorest"), phrase("richest")])


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What the poorest and the richest fifth gain, and who gains more of the two."""
    found = Finding(phrase("Who gains income"))
    fifths = folder.groups("quintile")
    if len(fifths) > 1:
        for group, label in ((fifths[0], "poorest"), (fifths[-1], "richest")):
            _say_fifth(found, folder, numbers, group, label)
        for text, arms in each_tilt(WORDS, gains.tilt(folder, "income_mean", "quintile")):
            found.say("In yuan {}.", marked(text, names(arms)))
    yield found


def _say_fifth(found: Finding, folder: Folder, numbers: Numbers, group: str, label: str) -> None:
    def change(arm: str) -> Markup | None:
        return numbers.spread(FILE, 1, 0, True, arm=arm, group=group)

    base = folder.need_baseline()
    lead = leaders(folder, "income_mean", folder.last, group, highest=True)
    if lead and base not in (lead[0], *lead[1]):
        best, ties = lead
        alone = marked(", not to be told apart from {}", names(ties)) if ties else ""
        found.say(
            "The {} fifth (by baseline income) has its highest mean income under {}: {} yuan a "
            "person and year {}{}.", phrase(label), name(best), change(best),
            hedge(folder, numbers, FILE, arm=best, group=group),
            alone if len(folder.replications) > 1 else "",
        )  # fmt: skip
    verdicts = folder.against("income_mean", folder.compared, base, folder.last, group)
    if verdicts["unclear"]:
        found.say("Not clearly changed for the {} fifth: {}.", phrase(label), names(verdicts["unclear"]))
    if verdicts["lower"]:
        found.say("The {} fifth loses under: {}.", phrase(label),
                  items_of(verdicts["lower"], change))  # fmt: skip
