"""Regret: by how much each arm falls short of the best arm of a world, and of which arm it is least."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.compare.regret import FILE, TAIL, regret
from sim.folder.read import Missing, each
from sim.folder.swept import ROBUSTNESS, Swept
from sim.language import marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name
from sim.showing.swept import at_setting, cases_words, setting_words, year_words
from sim.showing.units import POINTS
from sim.showing.words import clauses, listed, title

TITLE = "How much an arm may be regretted"
PLACE = 17
QUANTITIES = ("mean", "p95", "largest")


def table(swept: Swept) -> pd.DataFrame:
    """regret.csv of the headcount, in percentage points."""
    if swept.kind != ROBUSTNESS:
        raise Missing("")
    found = regret(swept)
    found = found[found["measure"] == POVERTY[0]].reset_index(drop=True)
    if found["arm"].nunique() < 2:
        raise Missing(phrase("needs two arms with results in the same worlds"))
    return found.assign(**{column: 100 * found[column] for column in QUANTITIES}, unit=POINTS)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """A row an arm: mean, 95th percentile and largest regret; the first setting of the levers."""
    levers = numbers["levers"].iloc[0]
    own = numbers[numbers["levers"] == levers].sort_values("largest", kind="stable")
    where = phrase(" at {setting}", setting=setting_words(levers)) if levers else ""
    n, over = own[["n", "over"]].iloc[0]
    subtitle = clauses(
        phrase("Headcount of {year} at the {line} line{where} under an arm minus that under the best "
               "arm of the case, percentage points", year=year_words(swept),
               line=phrase(swept.line), where=where),
        phrase("circle: mean over {}", cases_words(n, over)),
        phrase("thick: up to the {:g}th percentile", 100 * TAIL),
        phrase("cross: largest"),
        phrase("arms in order of the largest"),
    )  # fmt: skip
    page = style.page(0.3 * len(own) + 0.5, _title(own, where), subtitle, swept.source)
    axes = page.subplots()
    style.rows(axes, list(own["arm"]))
    for place, row in enumerate(each(own)):
        shade = style.GREY if row.arm == swept.baseline else style.BLUE
        axes.plot([0, row.largest], [place, place], color=shade, lw=1)
        axes.plot([0, row.p95], [place, place], color=shade, lw=5, solid_capstyle="butt", alpha=0.5)
        axes.plot(row.mean, place, "o", color=shade, mfc="white", mew=1.6, ms=7)
        axes.plot(row.largest, place, "x", color=shade, ms=6, mew=1.8)
    axes.set_xlim(left=0)
    axes.set_xlabel(phrase("regret, percentage points of headcount"))
    return page


def _title(own: pd.DataFrame, where: str) -> str:
    arms = list(own.loc[own["minimax"], "arm"])
    return phrase("At its worst, {arms} has the least to regret by headcount{where}: {points:.1f} "
                  "percentage points" if len(arms) == 1 else
                  "At its worst, {arms} have the least to regret by headcount{where}: {points:.1f} "
                  "percentage points", arms=listed(arms), where=where, points=own["largest"].min())


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """By measure and setting, the arm of minimax regret, and the regrets of all."""
    found = Finding(phrase(TITLE))
    found.say("An arm's regret in a world is its measure in {} minus that of the world's best arm, in "
              "hundredths (of the headcount: percentage points): what is lost where that arm was chosen "
              "and another was right. Mean, and in brackets the {}th percentile and the largest; these "
              "two rest on few worlds, and grow with how many are tried.", given(year_words(swept)),
              given(f"{100 * TAIL:g}"))  # fmt: skip
    rows = numbers.table(FILE)
    for (levers, measure), own in rows.groupby(["levers", "measure"], sort=False, dropna=False):
        keys = {"measure": str(measure)} | ({} if pd.isna(levers) else {"levers": str(levers)})
        least = list(own.loc[own["minimax"].astype(bool), "arm"])
        found.point("By the {}{}, the smallest largest regret is that of {}: {}.", name(title(measure)),
                    at_setting(keys.get("levers", "")), name(listed(least)),
                    items_of(list(own["arm"]), partial(_told, numbers, keys)))  # fmt: skip
    yield found


def _told(numbers: Cited, keys: dict[str, Any], arm: str) -> Markup | None:
    mean, p95, largest = (
        numbers.number(FILE, column, 100, 1, arm=arm, **keys) for column in QUANTITIES
    )
    if mean is None or p95 is None or largest is None:
        return None
    return marked("{} ({}; {})", mean, p95, largest)
