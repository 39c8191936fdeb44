"""What share of the variance of effects and differences each parameter is behind, and what is luck."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.compare.blocks import Pair
from sim.compare.indices import FEWEST
from sim.compare.sensitivity import screened, sensitivity
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name
from sim.showing.sensitivity import (
    MOST_PAIRS,
    called,
    dropped_words,
    of_pair,
    pair_words,
    pairs_of,
    panels,
    rows_of_panels,
)
from sim.showing.swept import concerns, year_words
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import clauses, percent, short, title

TITLE = "What share of the variance each parameter is behind, and what share is luck"
PLACE = 50
FILE = "figures/indices.csv"
KEYS = ["measure", "arm", "other", "parameter", "index"]
SHOWN = ["S1", "ST", "luck", "luck_left"]
ASIDE = {"S1": -0.17, "ST": 0.17}
SHADES = {"S1": style.BLUE, "ST": style.VERMILION}


def table(swept: Swept) -> pd.DataFrame:
    """First and total indices and shares of luck, per cent of the variance."""
    concerns(swept, "sensitivity")
    saltelli = screened(swept).saltelli
    if saltelli is None:
        raise Missing(phrase("no parameter moves anything: there is no variance to share out"))
    if not saltelli.enough:
        raise Missing(phrase("needs {} blocks of points all of whose runs are done, and has {} of {}",
                             FEWEST, saltelli.blocks.kept, saltelli.blocks.planned))  # fmt: skip
    found = sensitivity(swept)
    rows = found[found["index"].isin(SHOWN)]
    names = {"value": "mean", "ci_low": "low", "ci_high": "high"}
    if rows.empty:
        raise Missing(phrase("no effect and no difference varies"))
    return as_shown(rows.rename(columns=names)[[*KEYS, *names.values(), "n"]], PER_CENT)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """One panel an effect or difference by headcount, first and total index side by side."""
    rows = numbers[numbers["measure"] == numbers["measure"].iloc[0]]
    shown, pairs = _ranked(rows), pairs_of(rows)
    subtitle = clauses(
        _variance_words(swept, rows),
        phrase("blue: first index (the parameter by itself), vermilion: total (with all it interacts "
               "with), 95% bootstrap interval, {}", _blocks_words(swept)),
        phrase("left of the dashed line a total index may be luck that is left in the means"),
        phrase("luck over each panel: its share in the variance of a single run"),
        phrase("the first {} of {} effects and differences", MOST_PAIRS, len(pairs))
        if len(pairs) > MOST_PAIRS else "",
    )  # fmt: skip
    height = (0.3 * len(shown) + 0.6) * rows_of_panels(pairs)
    page = style.page(height, _title(swept, rows), subtitle, swept.source)
    for axes, pair in panels(page, pairs):
        own = of_pair(rows, pair)
        _panel(axes, own, shown)
        axes.set_title(f"{pair_words(swept, pair)}{_luck_words(own)}", weight="bold", size=8)
    return page


def _panel(axes: Axes, rows: pd.DataFrame, shown: list[str]) -> None:
    style.rows(axes, [called(path) for path in shown])
    axes.axvline(0, color=style.GREY, lw=1.0)
    for row in each(rows[rows["index"] == "luck_left"]):
        axes.axvline(row.mean, color=style.GREY, lw=1.2, ls="--")
    for row in each(rows[rows["index"].isin(list(ASIDE))]):
        style.dot(axes, shown.index(row.parameter) + ASIDE[row.index], row, SHADES[row.index], 4)
    axes.xaxis.set_major_formatter("{x:g}%")


def _variance_words(swept: Swept, rows: pd.DataFrame) -> str:
    return phrase("Share of the variance of the {measure} of {year} at the {line} line, arm minus "
                  "baseline or arm minus arm, means over replications, as the parameters kept vary over "
                  "their ranges", measure=title(str(rows["measure"].iloc[0])), year=year_words(swept),
                  line=phrase(swept.line))  # fmt: skip


def _blocks_words(swept: Swept) -> str:
    saltelli = screened(swept).saltelli
    assert saltelli is not None
    return dropped_words(saltelli.blocks.kept, saltelli.blocks.planned, phrase("blocks"))


def _luck_words(rows: pd.DataFrame) -> str:
    own = rows.loc[rows["index"] == "luck", "mean"]
    return "" if own.empty else "\n" + phrase("luck {}", percent(own.iloc[0], 0))


def _ranked(rows: pd.DataFrame) -> list[str]:
    """Parameters by their largest total index in any panel."""
    totals = rows[rows["index"] == "ST"].groupby("parameter", sort=False)["mean"].max()
    return list(totals.sort_values(ascending=False, kind="stable").index)


def _title(swept: Swept, rows: pd.DataFrame) -> str:
    """The largest total index that stands out from luck that is left, or that none does."""
    left = rows[rows["index"] == "luck_left"].set_index(["arm", "other"])["mean"]
    totals = rows[rows["index"] == "ST"]
    floor = [left.get(pair, 0.0) for pair in zip(totals["arm"], totals["other"], strict=True)]
    clear = totals[totals["low"] > floor]
    if clear.empty:
        return phrase("No total index can be told from the luck that is left in the means")
    top = clear.loc[clear["mean"].idxmax()]
    words = pair_words(swept, (top["arm"], top["other"]))
    return phrase("{parameter} is behind {share} of the variance of the {effect}, with what it "
                  "interacts with", parameter=short(called(top["parameter"])),
                  share=percent(top["mean"], 0), effect=words)  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """Of each effect and difference: the parameters by their total index, and the share of luck."""
    rows = numbers.table(FILE)
    rows = rows[rows["measure"] == rows["measure"].iloc[0]]
    found = Finding(phrase(TITLE))
    found.say("{} ({}, {} bootstrap interval). A total index counts all that the parameter interacts "
              "with, so that totals may add up to more than the whole; it also holds what luck the "
              "means over replications have left.", given(_variance_words(swept, rows)),
              given(_blocks_words(swept)), given("95%"))  # fmt: skip
    for pair in pairs_of(rows):
        own = of_pair(rows, pair)
        totals = own[own["index"] == "ST"].sort_values("mean", ascending=False, kind="stable")
        paths = {called(str(path)): str(path) for path in totals["parameter"]}
        totals_of = partial(_total, numbers, pair, paths)
        found.point("The {}, total indices: {}.", name(pair_words(swept, pair)),
                    items_of(list(paths), totals_of))  # fmt: skip
        found.point("The {}: luck is {} of the variance of a single run, and {} of that of the means.",
                    name(pair_words(swept, pair)), _share(numbers, pair, "", "luck"),
                    _share(numbers, pair, "", "luck_left"))  # fmt: skip
    yield found


def _total(numbers: Cited, pair: Pair, paths: dict[str, str], parameter: str) -> Markup | None:
    return _share(numbers, pair, paths[parameter], "ST")


def _share(numbers: Cited, pair: Pair, parameter: str, index: str) -> Markup | None:
    measure = numbers.table(FILE)["measure"].iloc[0]
    return numbers.spread(FILE, 1, 0, unit="%", measure=measure, arm=pair[0], other=pair[1],
                          parameter=parameter, index=index)  # fmt: skip
