"""How probable it is that an arm is best, over the worlds of a sweep, by each measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.compare.best import PER_YUAN, best
from sim.folder.read import Missing, each
from sim.folder.swept import WORLDS, Swept
from sim.language import marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name
from sim.showing.swept import (
    cases_words,
    concerns,
    doubt_words,
    interval_words,
    setting_words,
    year_words,
)
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import bare, clauses, listed, percent, short, title

TITLE = "Which arm is best, and how probably"
PLACE = 10
FILE = "figures/best.csv"
MOST = 4  # settings of the levers that are shown
MOST_ARMS = 3  # that are named
BRIEFLY = ("fgt0", PER_YUAN)  # what is said of each of several settings
SHOWN = {"probability": "mean", "ci_low": "low", "ci_high": "high"}
MEASURES = (*POVERTY, PER_YUAN)
A_YUAN, A_YUAN_PLAIN = "poverty averted a yuan (person-years)", "poverty averted a yuan"


def table(swept: Swept) -> pd.DataFrame:
    """best.csv in per cent."""
    concerns(swept, "sweep", "robustness")
    found = best(swept).rename(columns=SHOWN)
    if found["arm"].nunique() < 2:
        raise Missing(phrase("needs two arms with results in the same worlds"))
    return as_shown(found.assign(beyond_luck=100 * found["beyond_luck"]), PER_CENT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """Columns are measures, rows of panels settings of the levers; in each a row an arm."""
    settings, measures = list(numbers["levers"].unique()), list(numbers["measure"].unique())
    shown = settings[:MOST]
    arms = [arm for arm in swept.arms if arm in set(numbers["arm"])]
    subtitle = clauses(
        phrase("Share of cases in which an arm has the lowest poverty of {year} at the {line} line, or "
               "averts the most a yuan paid beyond the baseline (of arms that paid more)",
               year=year_words(swept), line=phrase(swept.line)),
        phrase("{} by Wilson", interval_words(numbers)),
        phrase("a world is judged by means over replications, equals share"),
        _luck_words(numbers),
        phrase("the first {} of {} settings", MOST, len(settings)) if len(settings) > MOST else "",
    )  # fmt: skip
    height = (0.22 * len(arms) + 0.55) * len(shown)
    page = style.page(height, _title(numbers, settings), subtitle, swept.source)
    places = page.subplots(len(shown), len(measures), sharex=True, sharey=True, squeeze=False)
    for row, levers in zip(places, shown, strict=True):
        for axes, measure in zip(row, measures, strict=True):
            style.rows(axes, arms)
            for found in each(_of(numbers, levers, measure)):
                shade = style.GREY if found.arm == swept.baseline else style.BLUE
                at = arms.index(found.arm)
                style.dot(axes, at, found, shade, 4)
                axes.plot(found.beyond_luck, at, "d", color=shade, mfc="white", ms=4.5)
            axes.set_xlim(-4, 104)
            axes.xaxis.set_major_formatter("{x:g}%")
            axes.set_title(_plain(measure), weight="bold", size=8)
        if levers:
            over = f"{short(setting_words(levers), 60)}\n{_plain(measures[0])}"
            row[0].set_title(over, weight="bold", size=8)
    return page


def _luck_words(numbers: pd.DataFrame) -> str:
    """What the diamonds are, where there are some."""
    if numbers["beyond_luck"].isna().all():
        return ""
    return phrase("white diamond: best by more than luck, every other arm's 95% interval lies above it")


def _words(measure: str) -> str:
    return phrase(A_YUAN) if measure == PER_YUAN else title(measure)


def _plain(measure: str) -> str:
    return phrase(A_YUAN_PLAIN) if measure == PER_YUAN else bare(measure)


def _of(numbers: pd.DataFrame, levers: str, measure: str) -> pd.DataFrame:
    rows = numbers[(numbers["levers"] == levers) & (numbers["measure"] == measure)]
    return rows.sort_values("mean", ascending=False, kind="stable")


def _tops(numbers: pd.DataFrame, levers: str, measure: str) -> pd.DataFrame:
    """The arm, or the arms, that are best in the most cases."""
    rows = _of(numbers, levers, measure)
    return rows[rows["mean"] == rows["mean"].iloc[0]]


def _title(numbers: pd.DataFrame, settings: list[str]) -> str:
    measure = numbers["measure"].iloc[0]
    tops = [_tops(numbers, one, measure) for one in settings]
    arms, top = list(tops[0]["arm"]), next(each(tops[0]))
    if len(settings) == 1:
        return phrase("By {measure}, {arms} is best in {share} of {cases}" if len(arms) == 1 else
                      "By {measure}, {arms} are each best in {share} of {cases}",
                      measure=_plain(measure), arms=listed(arms), share=percent(top.mean, 0),
                      cases=cases_words(top.n, top.over))  # fmt: skip
    sole = [short(str(found["arm"].iloc[0])) if len(found) == 1 else phrase("equals") for found in tops]
    told = listed([phrase("{arm} at {count}", arm=arm, count=count)
                   for arm, count in pd.Series(sole).value_counts().items()])  # fmt: skip
    return phrase("By {measure}, best in the most worlds: {arms} of {settings} settings of the levers"
                  if top.over == WORLDS else
                  "By {measure}, best in the most replications: {arms} of {settings} settings of the "
                  "levers", measure=_plain(measure), arms=told, settings=len(settings))  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """How probably each arm is best, by measure and by setting of the levers; of many, the first few."""
    rows = numbers.table(FILE)
    found = Finding(phrase("Which arm is best"))
    found.say("In what share of cases an arm is best in {} at the {} line ({}); the first {} arms, all "
              "stand in {}.", given(year_words(swept)), name(phrase(swept.line)),
              given(interval_words(rows)), given(MOST_ARMS), name("best.csv"))  # fmt: skip
    found.say("{} Where two arms are close, luck may decide which is called best; beyond luck an arm is "
              "best where every other one is above it by its own {} interval, paired by replication.",
              doubt_words(swept.worlds.nunique()), given("95%"))  # fmt: skip
    settings = list(rows["levers"].unique())
    told = [one for one in MEASURES if len(settings) == 1 or one in BRIEFLY]
    for levers in settings[:MOST]:
        for measure in told:
            _say_measure(found, numbers, levers, measure)
    yield found


def _say_measure(found: Finding, numbers: Cited, levers: str, measure: str) -> None:
    own = _of(numbers.table(FILE), levers, measure)
    arms = [str(arm) for arm in own.loc[own["mean"] > 0, "arm"]][:MOST_ARMS]
    shares = items_of(arms, lambda arm: _share(numbers, arm=arm, measure=measure, levers=levers))
    if levers:
        found.point("At {}, by {}: {}.", name(setting_words(levers)), given(_words(measure)), shares)
    else:
        found.point("By {}: {}.", given(_words(measure)), shares)


def _share(numbers: Cited, **keys: Any) -> Markup | None:
    share = numbers.spread(FILE, unit="%", **keys)
    clear = numbers.number(FILE, "beyond_luck", **keys)
    if share is None or clear is None:
        return share
    return marked("{}, beyond luck {}%", share, clear)
