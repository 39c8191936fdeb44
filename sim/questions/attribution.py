"""What each part carries, and whether parts need each other: Shapley values and interactions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.designs.coalitions import Game, game
from sim.folder.read import Folder, Missing, each
from sim.language import marked, phrase
from sim.record.poverty import POVERTY
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Numbers, given, name, series
from sim.showing.pairing import MOST, called, judged_together
from sim.showing.roles import plain
from sim.showing.units import POINTS, as_shown
from sim.showing.words import (
    OVER,
    SAID,
    bare,
    interval_words,
    judged,
    line_words,
    rule_words,
    symbol,
)

TITLE = "What each part carries"
PLACE = 205
FILE = "figures/attribution.csv"
COLUMNS = ["kind", "measure", "part", "other", "year", "mean", "low", "high", "n"]
KINDS = {"share": "share of the whole", "interaction": "interaction of two"}
TOGETHER = "all together"
TOGETHER_THAN_APART = {
    "lower": "more together than apart, so that they complement each other: {}",
    "higher": "less together than apart, so that the one can stand in for the other: {}",
}
MONEY = {
    "shared": "Every coalition has the money of the whole arm, so that in a smaller one each has "
              "more; two that do less together than apart may only be short of money.",
    "added": "Each part has in every coalition the money that it has in the whole arm, so that a "
             "smaller coalition has less.",
}  # fmt: skip


def table(folder: Folder) -> pd.DataFrame:
    """Shares and interactions of attribution.csv and interactions.csv, and what all do together.

    `percent` is of the mean effect of all together, where that is told from luck.
    """
    found = [*_together(folder, _game(folder)), *_shares(folder), *_interactions(folder)]
    numbers = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    families = [judged(numbers[numbers["kind"] == kind]) for kind in ("total", *KINDS)]
    numbers = numbers.assign(verdict=pd.concat(families))
    whole = numbers[(numbers["kind"] == "total") & numbers["verdict"].isin(["lower", "higher"])]
    of = numbers["measure"].map(whole.set_index("measure")["mean"])
    return numbers.assign(percent=(100 * numbers["mean"] / of).where(numbers["kind"] == "share"))


def _game(folder: Folder) -> Game:
    found = game(folder.roles)
    if found is None or folder.read("attribution.csv").empty:
        raise Missing("")
    return found


def _together(folder: Folder, players: Game) -> Iterator[tuple[object, ...]]:
    for measure in POVERTY:
        found = folder.paired(measure, players.arms[-1], players.arms[0], folder.last)
        if found is not None:
            yield "total", measure, TOGETHER, "", folder.last, *found.cells


def _shares(folder: Folder) -> Iterator[tuple[object, ...]]:
    for row in each(folder.read("attribution.csv")):
        estimate = row.share, row.ci_low, row.ci_high, row.n
        yield "share", row.measure, row.part, "", folder.last, *estimate


def _interactions(folder: Folder) -> Iterator[tuple[object, ...]]:
    for row in each(folder.read("interactions.csv")):
        estimate = row.value, row.ci_low, row.ci_high, row.n
        yield "interaction", row.measure, row.first, row.second, folder.last, *estimate


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Parts above, pairs of them below; a column for each measure."""
    kinds = {kind: numbers[numbers["kind"] == kind] for kind in KINDS}
    measures = list(numbers["measure"].unique())
    heights = [len(rows) // len(measures) + 1.5 for rows in kinds.values()]
    subtitle = phrase(
        "Change in {year} at the {line}, percentage points, paired by replication, {interval}; left of "
        "0: less poverty, for a pair: more done together than apart; vermilion: more, blue: less, grey: "
        "not told from 0; pairs of a measure: {rule}; shares alike", year=folder.last,
        line=line_words(folder), interval=interval_words(folder),
        rule=rule_words(folder, len(kinds["interaction"]) // len(measures)),
    )  # fmt: skip
    page = style.page(0.24 * sum(heights), _title(numbers), subtitle, folder.source)
    places = page.subplots(len(KINDS), len(measures), sharey="row", squeeze=False,
                           gridspec_kw={"height_ratios": heights})
    for row, (kind, rows) in zip(places, kinds.items(), strict=True):
        for axes, measure in zip(row, measures, strict=True):
            _dots(axes, rows[rows["measure"] == measure])
            over = phrase(OVER, measure=symbol(measure), what=phrase(KINDS[kind]))
            axes.set_title(over, weight="bold")
    return page


def _dots(axes: Axes, rows: pd.DataFrame) -> None:
    labels = [" + ".join(plain(part) for part in (row.part, row.other) if part) for row in each(rows)]
    style.rows(axes, labels)
    axes.axvline(0, color=style.GREY, lw=1.2)
    for place, row in enumerate(each(rows)):
        style.dot(axes, place, row, style.VERDICTS[row.verdict], 4)


def _title(numbers: pd.DataFrame) -> str:
    rows = numbers[numbers["measure"] == numbers["measure"].iloc[0]]
    what = bare(rows["measure"].iloc[0])
    count = rows.groupby("kind").size()
    told = rows.groupby(["kind", "verdict"]).size()
    lower, higher = (told.get(("share", verdict), 0) for verdict in ("lower", "higher"))
    more, less = (told.get(("interaction", verdict), 0) for verdict in ("lower", "higher"))
    return phrase(
        "Parts that clearly lower the {what}: {lower} of {shares}, raise it: {higher}; pairs that "
        "clearly do more together than apart: {more} of {pairs}, less: {less}", what=what, lower=lower,
        higher=higher, more=more, less=less, shares=count["share"], pairs=count["interaction"],
    )  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """How the effect is shared out, and which pairs complement each other."""
    found = Finding(phrase(TITLE))
    rows = numbers.table(FILE)
    pairs = rows[rows["kind"] == "interaction"]
    found.say("In this model, a part's share is the mean, over all orders in which the parts could have "
              "been brought together, of what it adds in {} (its Shapley value; percentage points, "
              "paired by replication, {} interval in brackets{}). The shares sum to what all do "
              "together. {}", given(folder.last), given("95%"),
              judged_together(pairs) if len(pairs) > len(SAID) else "",
              phrase(MONEY[_game(folder).money]))
    for measure in rows["measure"].unique():
        of_it = rows[rows["measure"] == measure]
        total = numbers.spread(FILE, 1, 2, True, kind="total", measure=measure)
        parts = of_it[of_it["kind"] == "share"].sort_values("mean", kind="stable")
        what, shares = phrase(SAID[measure]), {plain(row.part): _share_of(row) for row in each(parts)}
        found.point("{} changes by {} under all together.", what, total)
        found.point("{}, shares in order of the mean: {}.", what, _items(
            shares, partial(numbers.spread, FILE, 1, 2, True)))
        found.point("{}, shares in per cent of what all do together: {}.", what, _items(
            shares, partial(numbers.number, FILE, "percent")))
        found.point("{}, by pairs: {}.", what, _pairs(numbers, pairs, measure))
    yield found


def _items(
    shares: dict[str, dict[str, Any]], number: Callable[..., Markup | None]
) -> Markup | None:
    return items_of(list(shares), lambda part: number(**shares[part]))


def _share_of(row: Any) -> dict[str, Any]:
    return {"kind": "share", "measure": row.measure, "part": row.part}


def _pairs(numbers: Numbers, pairs: pd.DataFrame, measure: str) -> Markup:
    """Which pairs do more together than apart, which less, and how many cannot be told from either."""
    rows = pairs[pairs["measure"] == measure]
    said = [marked(words, _most(numbers, called(rows, verdict)))
            for verdict, words in TOGETHER_THAN_APART.items() if len(called(rows, verdict))]
    untold = rows[rows["verdict"].isin(["unclear", "single"])]
    if len(untold):
        counted = marked("{count} of {of} pairs", count=given(len(untold)), of=given(len(rows)))
        which = _most(numbers, untold) if len(rows) == 1 else counted
        said.append(marked("not told from luck whether more or less: {}", which))
    return marked("; ").join(said)


def _most(numbers: Numbers, rows: pd.DataFrame) -> Markup:
    """The pairs farthest from merely adding up, the rest counted."""
    far = rows.loc[rows["mean"].abs().sort_values(ascending=False, kind="stable").index]
    items = [_pair(numbers, row) for row in each(far[:MOST])]
    more = [marked("{} more", given(len(rows) - MOST))] if len(rows) > MOST else []
    return series([*items, *more])


def _pair(numbers: Numbers, row: Any) -> Markup:
    keys = {"kind": "interaction", "measure": row.measure, "part": row.part, "other": row.other}
    beyond = numbers.spread(FILE, 1, 2, True, **keys)
    return marked("{} with {} {}", name(plain(row.part)), name(plain(row.other)), beyond)
