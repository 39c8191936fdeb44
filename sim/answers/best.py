"""How probable it is that an arm is best, over the worlds of a sweep, by each measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from markupsafe import Markup

from sim.compare.best import PER_YUAN, best
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name
from sim.showing.swept import concerns, doubt_words, interval_words, setting_words
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import listed, percent, short, title

TITLE = "Which arm is best, and how probably"
PLACE = 10
FILE = "figures/best.csv"
MOST = 4  # settings of the levers that are shown
MOST_ARMS = 3  # that are named
BRIEFLY = ("fgt0", PER_YUAN)  # what is said of each of several settings
SHOWN = {"probability": "mean", "ci_low": "low", "ci_high": "high"}
WORDS = {measure: title(measure) for measure in POVERTY} | {
    PER_YUAN: "poverty averted a yuan (person-years)"
}


def table(swept: Swept) -> pd.DataFrame:
    """best.csv in per cent."""
    concerns(swept, "sweep", "robustness")
    found = best(swept).rename(columns=SHOWN)
    if found["arm"].nunique() < 2:
        raise Missing("needs two arms with results in the same worlds")
    return as_shown(found.assign(beyond_luck=100 * found["beyond_luck"]), PER_CENT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """Columns are measures, rows of panels settings of the levers; in each a row an arm."""
    settings, measures = list(numbers["levers"].unique()), list(numbers["measure"].unique())
    shown = settings[:MOST]
    arms = [arm for arm in swept.arms if arm in set(numbers["arm"])]
    tail = f"; the first {MOST} of {len(settings)} settings" if len(settings) > MOST else ""
    subtitle = (
        f"Share of cases in which an arm has the lowest poverty of {swept.last} at the {swept.line} "
        "line, or averts the most a yuan paid beyond the baseline (of arms that paid more); "
        f"{interval_words(numbers)} by Wilson; a world is judged by means over replications, equals "
        f"share{_luck_words(numbers)}{tail}"
    )
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
    return "; white diamond: best by more than luck, every other arm's 95% interval lies above it"


def _plain(measure: str) -> str:
    return WORDS[measure].split(" (")[0]


def _of(numbers: pd.DataFrame, levers: str, measure: str) -> pd.DataFrame:
    rows = numbers[(numbers["levers"] == levers) & (numbers["measure"] == measure)]
    return rows.sort_values("mean", ascending=False, kind="stable")


def _tops(numbers: pd.DataFrame, levers: str, measure: str) -> pd.DataFrame:
    """The arm, or the arms, that are best in the most cases."""
    rows = _of(numbers, levers, measure)
    return rows[rows["mean"] == rows["mean"].iloc[0]]


def _title(numbers: pd.DataFrame, settings: list[str]) -> str:
    measure = numbers["measure"].iloc[0]
    by, tops = f"By {_plain(measure)}", [_tops(numbers, one, measure) for one in settings]
    arms, top = list(tops[0]["arm"]), next(each(tops[0]))
    if len(settings) == 1:
        verb = "is best" if len(arms) == 1 else "are each best"
        return (f"{by}, {listed([short(arm) for arm in arms])} {verb} in {percent(top.mean, 0)} of "
                f"{top.n} {top.over}")  # fmt: skip
    sole = [short(str(found["arm"].iloc[0])) if len(found) == 1 else "equals" for found in tops]
    told = listed([f"{arm} at {count}" for arm, count in pd.Series(sole).value_counts().items()])
    return f"{by}, best in the most {top.over}: {told} of {len(settings)} settings of the levers"


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """How probably each arm is best, by measure and by setting of the levers; of many, the first few."""
    rows = numbers.table(FILE)
    found = Finding("Which arm is best")
    found.say("In what share of cases an arm is best in {} at the {} line ({}); the first {} arms, all "
              "stand in {}.", given(swept.last), name(swept.line), given(interval_words(rows)),
              given(MOST_ARMS), name("best.csv"))  # fmt: skip
    found.say("{} Where two arms are close, luck may decide which is called best; beyond luck an arm is "
              "best where every other one is above it by its own {} interval, paired by replication.",
              doubt_words(swept.worlds.nunique()), given("95%"))  # fmt: skip
    settings = list(rows["levers"].unique())
    told = [one for one in WORDS if len(settings) == 1 or one in BRIEFLY]
    for levers in settings[:MOST]:
        for measure in told:
            _say_measure(found, numbers, levers, measure)
    yield found


def _say_measure(found: Finding, numbers: Cited, levers: str, measure: str) -> None:
    own = _of(numbers.table(FILE), levers, measure)
    arms = [str(arm) for arm in own.loc[own["mean"] > 0, "arm"]][:MOST_ARMS]
    shares = items_of(arms, lambda arm: _share(numbers, arm=arm, measure=measure, levers=levers))
    if levers:
        found.point("At {}, by {}: {}.", name(setting_words(levers)), given(WORDS[measure]), shares)
    else:
        found.point("By {}: {}.", given(WORDS[measure]), shares)


def _share(numbers: Cited, **keys: Any) -> Markup | None:
    share = numbers.spread(FILE, unit="%", **keys)
    clear = numbers.number(FILE, "beyond_luck", **keys)
    if share is None or clear is None:
        return share
    return Markup("{}, beyond luck {}%").format(share, clear)
