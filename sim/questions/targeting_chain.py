"""The targeting waterfall: what each link from poor to helped adds to the errors."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.folder.estimate import estimate
from sim.folder.read import Folder, Missing, each
from sim.language import called, phrase
from sim.processes.identification import LINKS
from sim.showing import style
from sim.showing.finding import Finding, interval
from sim.showing.numbers import Numbers, given, name
from sim.showing.sentences import in_turn, sentence
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
    subtitle = phrase(
        "What each link adds to (vermilion) or takes from (blue) the exclusion error (poor not reached, "
        "of the poor) and the inclusion error (reached but not poor, of the reached) in {}, percentage "
        "points, total in black; truth is this year's income before aid; simulated, {}; title: means, "
        "{}",
        folder.last, interval_words(folder, phrase(" of the part of each link")),
        rule_words(folder, len(arms) - 1),
    )
    page = style.page(1.65 * len(arms), _title(folder, arms), subtitle, folder.source)
    places = page.subplots(len(arms), len(ERRORS), sharex="col", squeeze=False)
    for row, arm in zip(places, arms, strict=True):
        for axes, measure in zip(row, ERRORS, strict=True):
            shown = numbers[(numbers["arm"] == arm) & (numbers["measure"] == measure)]
            _waterfall(axes, shown)
            axes.set_title(phrase("{}: {}", short(arm, 24), phrase(ERRORS[measure])), weight="bold")
    return page


def _title(folder: Folder, arms: list[str]) -> str:
    """Whom the fewest are lost under, and which arms lose as many as far as can be told."""
    lost = {arm: _lost(folder, arm) for arm in arms}
    best = min(arms, key=lambda arm: lost[arm].mean())
    share = percent(lost[best].mean(), 0)
    gaps = {arm: estimate((lost[arm] - lost[best]).dropna()) for arm in arms if arm != best}
    told = by_verdict(gaps)
    more = [lost[arm].mean() for arm in told["higher"]]
    if not more:
        return phrase("From poor to helped, {share} of poor households are lost under {best}; no arm is "
                      "told apart from it", share=share, best=called(best))  # fmt: skip
    ends = phrase(" to ").join(dict.fromkeys((percent(min(more), 0), percent(max(more), 0))))
    tied = phrase(", not told apart from {}", listed(told["unclear"], 3)) if told["unclear"] else ""
    return phrase("From poor to helped, {share} of poor households are lost under {best}{tied}; {ends} "
                  "under {others}", share=share, best=called(best), tied=tied, ends=ends,
                  others=every(told["higher"], list(gaps), "other arms"))  # fmt: skip


def _lost(folder: Folder, arm: str) -> pd.Series:
    """Exclusion error that all links add up to, in per cent, by replication."""
    links = [folder.sample("exclusion_added", arm, folder.last, f"link={link}") for link in LINKS]
    return 100 * pd.concat([link for link in links if not link.empty], axis=1).sum(axis=1)


def _waterfall(axes: Axes, shown: pd.DataFrame) -> None:
    links = [phrase(link) for link in (*shown["link"], "total")]
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
    """Which link of targeting adds most to the exclusion error of each arm, and which takes most off."""
    found = Finding(phrase("Where the poor are lost on the way to help"))
    found.say("Percentage points that links add to the exclusion error of {} by their means "
              "(simulated, {}); the chart has every link, and they sum to the total:",
              given(folder.last), interval(folder))
    rows = numbers.table(FILE)
    rows = rows[rows["measure"] == "exclusion_added"]
    for arm in dict.fromkeys(rows["arm"]):
        found.point("{}: {}", name(arm), in_turn(_ends(numbers, rows[rows["arm"] == arm])))
    yield found


def _ends(numbers: Numbers, links: pd.DataFrame) -> Iterator[Markup | None]:
    """The link of an arm that adds most, and the one that takes most off, where one does."""
    for at, sign, text in ((links["mean"].idxmax(), 1, "The link “{}” adds most: {}."),
                           (links["mean"].idxmin(), -1, "The link “{}” takes most off: {}.")):
        row = links.loc[at]
        if sign * row["mean"] > 0:
            yield sentence(text, phrase(row["link"]), numbers.spread(
                FILE, 1, 1, True, measure="exclusion_added", arm=row["arm"], link=row["link"]))
