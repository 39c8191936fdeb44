"""Into and out of poverty: yearly chances of leaving it and of falling into it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.folder.estimate import estimate, verdicts
from sim.folder.read import Folder, Missing, each
from sim.language import called, phrase
from sim.showing import style
from sim.showing.finding import Finding, interval, items_of
from sim.showing.numbers import Numbers, name
from sim.showing.units import PER_CENT, POINTS, as_shown
from sim.showing.words import every, interval_words, line_words, percent, rule_words

TITLE = "Into and out of poverty"
PLACE = 400
FILE = "figures/transitions.csv"
RATES = {"exit": "Left poverty, of the poor", "entry": "Fell into poverty, of the others"}
MOVES = (
    ("exit", "higher", "more of the poor leave under {}"),
    ("exit", "lower", "fewer leave under {}"),
    ("entry", "lower", "fewer others fall in under {}"),
    ("entry", "higher", "more fall in under {}"),
)
SAID = {("exit", "higher"): "Of the poor, more leave poverty in a year: {}.",
        ("exit", "lower"): "Of the poor, fewer leave poverty in a year: {}.",
        ("exit", "unclear"): "Leaving poverty, not to be told apart: {}.",
        ("entry", "lower"): "Of the others, fewer fall into poverty in a year: {}.",
        ("entry", "higher"): "Of the others, more fall into poverty in a year: {}.",
        ("entry", "unclear"): "Falling into poverty, not to be told apart: {}."}
COLUMNS = ["quantity", "rate", "arm", "mean", "low", "high", "n"]


def _rates(folder: Folder) -> dict[tuple[str, str], pd.Series]:
    """By rate and arm, one yearly rate a replication, all recorded pairs of years pooled."""
    rows = folder.read("transitions.csv", "arm", "from_year", "to_year")
    rows = rows[rows["to_year"] - rows["from_year"] == 1] if len(rows) else rows
    if rows.empty:
        raise Missing(phrase("needs transitions.csv with yearly transitions"))
    poor, later = rows["from_state"] == "poor", rows["to_state"] == "poor"
    answer: dict[tuple[str, str], pd.Series] = {}
    for rate, start, move in (("exit", poor, poor & ~later), ("entry", ~poor, ~poor & later)):
        exposed = rows[start].groupby(["arm", "replication"])["persons"].sum()
        moved = rows[move].groupby(["arm", "replication"])["persons"].sum()
        share = moved.reindex(exposed.index, fill_value=0.0) / exposed.where(exposed > 0)
        found = set(share.index.get_level_values(0))
        answer |= {(rate, arm): share.loc[arm] for arm in folder.arms if arm in found}
    return answer


def _gaps(folder: Folder, rates: dict[tuple[str, str], pd.Series], rate: str) -> dict[str, Any]:
    """Rate of each arm minus that of the baseline, paired by replication."""
    base = rates.get((rate, str(folder.baseline)), pd.Series(dtype=float))
    arms = [arm for arm in folder.compared if (rate, arm) in rates]
    return {arm: estimate((rates[rate, arm] - base).dropna()) for arm in arms}


def table(folder: Folder) -> pd.DataFrame:
    """Yearly exit and entry rates by arm, and their differences from the baseline."""
    folder.need_few()
    rates = _rates(folder)
    found = [("level", *key, estimate(values)) for key, values in rates.items()]
    for rate in RATES if folder.baseline is not None else ():
        found += [("difference", rate, *pair) for pair in _gaps(folder, rates, rate).items()]
    rows = [(what, rate, arm, *e.cells) for what, rate, arm, e in found if e is not None]
    numbers = pd.DataFrame(rows, columns=COLUMNS)
    return as_shown(numbers, numbers["quantity"].map({"level": PER_CENT, "difference": POINTS}))


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Two panels of paired differences from the baseline; levels when there is none."""
    paired = (numbers["quantity"] == "difference").any()
    shown = numbers[numbers["quantity"] == ("difference" if paired else "level")]
    arms = [arm for arm in folder.arms if arm in set(shown["arm"])]
    subtitle = _subtitle(folder, bool(paired))
    page = style.page(0.28 * len(arms) + 0.75, _title(folder), subtitle, folder.source)
    for axes, rate in zip(page.subplots(1, 2, sharey=True), RATES, strict=True):
        style.rows(axes, arms, [style.colour(folder, arm) for arm in arms])
        if paired:
            axes.axvline(0, color=style.GREY, lw=1.2)
        for row in each(shown[shown["rate"] == rate]):
            style.dot(axes, arms.index(row.arm), row, style.colour(folder, row.arm))
        axes.set_title(phrase(RATES[rate]) + _level(folder, numbers, rate), weight="bold")
    return page


def _subtitle(folder: Folder, paired: bool) -> str:
    # transitions.csv knows no other line, whichever are recorded
    line = line_words(folder) if folder.line == "national" else phrase("national line")
    what, rule = phrase("Per cent"), ""
    if paired:
        what = phrase("Difference from {}, percentage points", called(folder.baseline))
        rule = phrase("{}; ", rule_words(folder, 2 * len(folder.compared)))
    return phrase(
        "{what} of persons a year, at the {line}, all years of {first}-{last} pooled, "
        "{paired}{interval}; {rule}{roles}", what=what, line=line, first=folder.first,
        last=folder.years[-1], paired=phrase("paired by replication, ") if paired else "", rule=rule,
        interval=interval_words(folder, phrase(" each")), roles=style.role_words(folder),
    )  # fmt: skip


def _level(folder: Folder, numbers: pd.DataFrame, rate: str) -> str:
    """The baseline's own rate, for the panel's title."""
    is_base = (numbers["quantity"] == "level") & (numbers["arm"] == folder.baseline)
    means = numbers.loc[is_base & (numbers["rate"] == rate), "mean"]
    return "".join(phrase(" (baseline: {})", percent(mean)) for mean in means)


def _title(folder: Folder) -> str:
    if folder.baseline is None or len(folder.replications) < 2 or not folder.compared:
        return phrase("Moves into and out of poverty, luck not ruled out")
    told = _judged(folder)
    said = []
    for rate, verdict, text in MOVES:
        everyone = [arm for kind, arm in told if kind == rate]
        names = [arm for arm in everyone if told[rate, arm] == verdict]
        said += [phrase(text, every(names, everyone))] if names else []
    nothing = phrase("no arm clearly changes who leaves or falls in")
    return phrase("Against {}, {}", called(folder.baseline), phrase("; ").join(said) or nothing)


def _judged(folder: Folder) -> dict[tuple[str, str], str]:
    """The verdict on each rate of each arm, all of them judged together."""
    rates = _rates(folder)
    return verdicts({(rate, arm): gap for rate in RATES
                     for arm, gap in _gaps(folder, rates, rate).items()})  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Under which arms more or fewer of the poor leave poverty, and of the others fall into it."""
    found = Finding(phrase(TITLE))
    if folder.baseline is not None and len(folder.replications) > 1:
        told = _judged(folder)
        for (rate, verdict), text in SAID.items():
            arms = [arm for kind, arm in told if (kind, told[kind, arm]) == (rate, verdict)]
            found.point(text, items_of(arms, partial(_gap, numbers, rate)))
    if found.points:
        found.say("Yearly rates against {} (percentage points, paired by replication, {}):",
                  name(folder.baseline), interval(folder, phrase(" each")))  # fmt: skip
    yield found


def _gap(numbers: Numbers, rate: str, arm: str) -> Markup | None:
    """How far the rate of an arm is from that of the baseline."""
    return numbers.spread(FILE, 1, 2, True, quantity="difference", rate=rate, arm=arm)
