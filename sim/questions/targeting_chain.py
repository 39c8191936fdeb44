"""The targeting waterfall: what each link from poor to helped adds to the errors."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.folder.estimate import estimate
from sim.folder.read import Folder, Missing, each
from sim.processes.identification import LINKS
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name
from sim.showing.units import POINTS, as_shown
from sim.showing.words import by_verdict, every, interval_words, listed, percent, rule_words, short

TITLE = "Where the poor are lost: the targeting waterfall"
PLACE = 240
FILE = "figures/targeting_chain.csv"
COLUMNS = ["measure", "arm", "year", "link", "mean", "low", "high", "n"]
ERRORS = {
    "exclusion_added": "poor not reached",
    "inclusion_added": "reached, not poor",
}


def table(folder: Folder) -> pd.DataFrame:
    """Error that each link adds in the last year, of households; the links sum to the total."""
    found = [
        (measure, arm, folder.last, link, *level.cells)
        for measure in ERRORS
        for arm in folder.arms
        for link in LINKS
        if (level := folder.level(measure, arm, folder.last, f"link={link}")) is not None
    ]
    if not found:
        raise Missing("")
    return as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Rows are arms, columns the two errors; bars begin where the link before ended."""
    arms = list(dict.fromkeys(numbers["arm"]))
    subtitle = (
        "What each link adds to (vermilion) or takes from (blue) the exclusion error (poor not reached, "
        f"of the poor) and the inclusion error (reached but not poor, of the reached) in {folder.last}, "
        f"percentage points, total in black; truth is this year's income before aid; simulated, "
        f"{interval_words(folder, ' of the part of each link')}; title: means, "
        f"{rule_words(folder, len(arms) - 1)}"
    )
    page = style.page(1.65 * len(arms), _title(folder, arms), subtitle, folder.source)
    places = page.subplots(len(arms), len(ERRORS), sharex="col", squeeze=False)
    for row, arm in zip(places, arms, strict=True):
        for axes, measure in zip(row, ERRORS, strict=True):
            shown = numbers[(numbers["arm"] == arm) & (numbers["measure"] == measure)]
            _waterfall(axes, shown)
            axes.set_title(f"{short(arm, 24)}: {ERRORS[measure]}", weight="bold")
    return page


def _title(folder: Folder, arms: list[str]) -> str:
    """Whom the fewest are lost under, and which arms lose as many as far as can be told."""
    lost = {arm: _lost(folder, arm) for arm in arms}
    best = min(arms, key=lambda arm: lost[arm].mean())
    lead = f"From poor to helped, {percent(lost[best].mean(), 0)} of poor households are lost"
    gaps = {arm: estimate((lost[arm] - lost[best]).dropna()) for arm in arms if arm != best}
    told = by_verdict(gaps)
    more = [lost[arm].mean() for arm in told["higher"]]
    if not more:
        return f"{lead} under {short(best)}; no arm is told apart from it"
    ends = " to ".join(dict.fromkeys((percent(min(more), 0), percent(max(more), 0))))
    tied = f", not told apart from {listed(told['unclear'], 3)}" if told["unclear"] else ""
    others = every(told["higher"], list(gaps), "other arms")
    return f"{lead} under {short(best)}{tied}; {ends} under {others}"


def _lost(folder: Folder, arm: str) -> pd.Series:
    """Exclusion error that all links add up to, in per cent, by replication."""
    links = [folder.sample("exclusion_added", arm, folder.last, f"link={link}") for link in LINKS]
    return 100 * pd.concat([link for link in links if not link.empty], axis=1).sum(axis=1)


def _waterfall(axes: Axes, shown: pd.DataFrame) -> None:
    links = [*shown["link"], "total"]
    style.rows(axes, links)
    reached = 0.0
    for place, link in enumerate(each(shown)):
        shade = style.VERMILION if link.mean > 0 else style.BLUE
        axes.barh(place, link.mean, left=reached, color=shade, height=0.6)
        if link.low == link.low:
            ends = [reached + link.low, reached + link.high]
            axes.plot(ends, [place, place], color=style.BLACK, lw=1)
        reached += link.mean
    axes.barh(len(shown), reached, color="#333333", height=0.6)
    axes.annotate(f"{reached:.0f}", (reached, len(shown)), xytext=(4, 0),
                  textcoords="offset points", va="center", size=8)


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What each link of targeting adds to the exclusion error of each arm."""
    found = Finding("Where the poor are lost on the way to help")
    found.say("Percentage points that each link adds to the exclusion error of {} (simulated, {}); "
              "the links sum to the total:", given(folder.last), interval(folder))
    rows = numbers.table(FILE)
    rows = rows[rows["measure"] == "exclusion_added"]
    for arm in dict.fromkeys(rows["arm"]):
        links = [
            Markup("{} {}").format(name(link), numbers.spread(
                FILE, 1, 1, True, measure="exclusion_added", arm=arm, link=link))
            for link in rows.loc[rows["arm"] == arm, "link"]
        ]  # fmt: skip
        found.point("{}: {}.", name(arm), Markup("; ").join(links))
    yield found
