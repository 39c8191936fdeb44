"""Which counties of a province gain most: headcount by county, arm minus baseline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from sim.folder.estimate import Estimate, verdicts
from sim.folder.read import Folder, Missing, each
from sim.language import called, marked, phrase
from sim.showing import gains, style
from sim.showing.finding import Finding, interval
from sim.showing.labels import lined
from sim.showing.numbers import Numbers, given, name, series
from sim.showing.units import POINTS
from sim.showing.words import commas, interval_words, line_words, listed, rule_words

TITLE = "Which counties gain most"
PLACE = 395
FILE = "figures/counties.csv"
MOST_ACROSS = 4
ROW, LEAST_HEIGHT = 0.15, 2.2  # inches
TOLD = 3  # counties named at each end


def table(folder: Folder) -> pd.DataFrame:
    """By arm and county, those that gain most over all arms first."""
    if not folder.groups("county"):
        raise Missing("")
    found = gains.by_group(folder, "fgt0", "county", POINTS)
    found["county"] = found.pop("group").str.removeprefix("county=")
    found["verdict"] = pd.concat([_judged(rows) for _, rows in found.groupby("arm", sort=False)])
    overall = found.groupby("county", sort=False)["mean"].transform("mean")
    places = {arm: place for place, arm in enumerate(folder.compared)}
    order = found.assign(overall=overall, place=found["arm"].map(places))
    return found.loc[order.sort_values(["place", "overall"], kind="stable").index].reset_index(drop=True)


def _judged(rows: pd.DataFrame) -> pd.Series:
    """The verdict on each county of an arm; its counties are judged together."""
    told = verdicts({row.Index: Estimate.of(row) for row in rows.itertuples()})
    return pd.Series(told, dtype=object)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """A column an arm and a row a county, with the whole province as a line."""
    arms, counties = list(numbers["arm"].unique()), list(numbers["county"].unique())
    subtitle = phrase(
        "Headcount in {year} at the {line} minus that under {base}, percentage points, paired by "
        "replication, {interval}; left of 0: fewer poor; blue: lower, vermilion: higher, grey: not told "
        "from 0; dashed: the province; sorted by the mean over arms; {rule}", year=folder.last,
        line=line_words(folder), base=called(folder.need_baseline()),
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(counties)),
    )  # fmt: skip
    down, across = style.shape(len(arms), MOST_ACROSS)
    height = down * max(LEAST_HEIGHT, ROW * len(counties) + 0.6)
    page = style.page(height, _title(folder, numbers), subtitle, folder.source)
    places = page.subplots(down, across, sharey=True, sharex=True, squeeze=False).ravel()
    for axes, arm in zip(places, arms, strict=False):
        _column(axes, folder, arm, numbers[numbers["arm"] == arm], counties)
    for axes in places[len(arms):]:
        axes.set_visible(False)
    return page


def _column(
    axes: Axes, folder: Folder, arm: str, rows: pd.DataFrame, counties: list[str]
) -> None:
    axes.axvline(0, color=style.GREY, lw=1.2)
    whole = folder.effect("fgt0", arm, folder.last)
    if whole is not None:
        axes.axvline(100 * whole.mean, color=style.BLACK, lw=0.9, ls="--")
    for row in each(rows):
        style.dot(axes, counties.index(row.county), row, style.VERDICTS[row.verdict], size=3)
    style.rows(axes, counties)
    axes.tick_params(axis="y", labelsize=7)
    axes.tick_params(labelbottom=True)
    axes.set_title(lined(arm, 26), color=style.colour(folder, arm), weight="bold")


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    """Where the most is gained, and in how many counties anything is told from luck."""
    counties = list(numbers["county"].unique())
    if len(folder.replications) < 2:
        return phrase("By {} the headcount falls most in {} in one replication: luck is not ruled out",
                      folder.last, listed(counties[:TOLD]))  # fmt: skip
    clear = numbers[numbers["verdict"] == "lower"].groupby("arm", sort=False).size()
    said = [phrase("{count} under {arm}", count=clear.get(arm, 0), arm=called(arm))
            for arm in numbers["arm"].unique()]  # fmt: skip
    return phrase(
        "By {year} the headcount is clearly lower than under {base} in this many of {counties} "
        "counties: {said}", year=folder.last, base=called(folder.need_baseline()),
        counties=len(counties), said=commas(said),
    )  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """In which counties each arm does most and least."""
    found, drawn = Finding(phrase(TITLE)), numbers.table(FILE)
    if len(folder.replications) < 2:
        found.say("In one replication luck is not told from gain.")
    found.say("Change of the headcount by {} against the baseline in percentage points (simulated, "
              "{}), each county on its own:", given(folder.last), interval(folder, phrase(" each")))
    for arm, rows in drawn.groupby("arm", sort=False):
        ranked = list(rows.sort_values("mean", kind="stable")["county"])
        most, least = ranked[:TOLD], ranked[TOLD:][-TOLD:]
        text = "{}: most in {}; least in {}." if least else "{}: most in {}."
        ends = [_items(numbers, str(arm), counties) for counties in (most, least) if counties]
        found.point(text, name(arm), *ends)
    yield found


def _items(numbers: Numbers, arm: str, counties: list[str]) -> Any:
    """Counties with their numbers, as prose."""
    shown = [(county, numbers.spread(FILE, 1, 1, True, arm=arm, county=county)) for county in counties]
    return series([marked("{arm} {number}", arm=name(county), number=text)
                   for county, text in shown if text is not None])  # fmt: skip
