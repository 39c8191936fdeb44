"""What carries the effect of pairing: each local model left out, and each alone."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from sim.folder.read import Folder, Missing, each
from sim.language import phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given
from sim.showing.pairing import ORDER, called, judged_together, most
from sim.showing.roles import gaps, plain
from sim.showing.units import POINTS, as_shown
from sim.showing.words import OVER, SAID, interval_words, judged, line_words, rule_words, symbol

TITLE = "What carries the effect of pairing"
PLACE = 210
FILE = "figures/ablation.csv"
COLUMNS = ["measure", "arm", "other", "way", "model", "year", "mean", "low", "high", "n"]
WAYS = {"left-out": "left out: minus the whole", "alone": "alone: minus doing nothing"}

POINTS_ON = (
    "{} rises when left out, so it carries part of the effect: {}.",
    "{} falls when left out, so its money does more elsewhere: {}.",
    "{} falls when it is alone: {}.",
)


def table(folder: Folder) -> pd.DataFrame:
    """Arms that leave a part out minus the whole; arms of a part alone minus doing nothing."""
    found = [
        (gap.measure, gap.arm, gap.against, gap.role, gap.of, folder.last, *gap.estimate.cells)
        for gap in gaps(folder, POVERTY, WAYS)
    ]
    if not set(WAYS) <= {row[3] for row in found}:
        raise Missing("")
    numbers = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    return numbers.assign(verdict=judged(numbers))


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are local models, the most missed first; left out above, alone below."""
    headcount = numbers[numbers["measure"] == "fgt0"]
    left_out = headcount[headcount["way"] == "left-out"].sort_values("mean", ascending=False)
    models = list(dict.fromkeys([*left_out["model"], *numbers["model"]]))
    missed = list(left_out.loc[left_out["verdict"] == "higher", "model"])
    spared = list(left_out.loc[left_out["verdict"] == "lower", "model"])
    title = phrase("Local models clearly missed when left out (more poor): {missed} of {models}; "
                   "clearly better left out (fewer poor): {spared}",
                   missed=len(missed), models=len(models), spared=len(spared))  # fmt: skip
    subtitle = phrase(
        "Difference in {year} at the {line}, percentage points, equal budget, paired by replication, "
        "{interval}; right of 0: more poverty; vermilion: more, blue: less, grey: not told apart; "
        "{rule}, each measure by itself; rows in order of the mean", year=folder.last,
        line=line_words(folder),
        interval=interval_words(folder), rule=rule_words(folder, len(headcount)),
    )  # fmt: skip
    height = (0.19 * len(models) + 0.5) * len(WAYS)
    page = style.page(height, title, subtitle, folder.source)
    places = page.subplots(len(WAYS), len(POVERTY), sharey="row", squeeze=False)
    for row, way in zip(places, WAYS, strict=True):
        for axes, measure in zip(row, POVERTY, strict=True):
            shown = numbers[(numbers["way"] == way) & (numbers["measure"] == measure)]
            style.rows(axes, [plain(model) for model in models])
            axes.axvline(0, color=style.GREY, lw=1.2)
            for gap in each(shown):
                style.dot(axes, models.index(gap.model), gap, style.VERDICTS[gap.verdict], 4)
            axes.set_title(phrase(OVER, measure=symbol(measure), what=phrase(WAYS[way])), weight="bold")
    return page


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Which local models are missed, better left out, or enough alone, by P0, P1 and P2."""
    found = Finding(phrase(TITLE))
    rows = numbers.table(FILE).sort_values("mean", ascending=False, kind="stable")
    found.say("In this model, at equal budget, poverty in {} changes by so many percentage points "
              "(paired by replication, {}); what is not named makes no difference, when left "
              "out, that can be told from luck{}. Left out is against the whole programme, alone "
              "against doing nothing; the money of what is left out goes to the others. {}",
              given(folder.last), interval(folder), judged_together(rows), phrase(ORDER))
    for measure, words in SAID.items():
        of_it = rows[rows["measure"] == measure]
        left_out, alone = of_it[of_it["way"] == "left-out"], of_it[of_it["way"] == "alone"]
        for text, group in zip(POINTS_ON, (
            called(left_out, "higher"), called(left_out, "lower")[::-1], called(alone, "lower")[::-1],
        ), strict=True):  # fmt: skip
            found.point(text, phrase(words), most(numbers, FILE, list(group["arm"]), measure))
    yield found
