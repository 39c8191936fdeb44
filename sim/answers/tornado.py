"""Which parameters move the effects of arms, and the differences between them, over their ranges."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.compare.blocks import Pair
from sim.compare.sensitivity import screened, sensitivity
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding, items_of
from sim.showing.numbers import Cited, given, name, names
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
from sim.showing.units import POINTS
from sim.showing.words import clauses, points, short, title

TITLE = "Which parameters move the effects, and the differences between strategies"
PLACE = 40
FILE = "figures/tornado.csv"
MOST, MOST_SAID = 12, 3  # parameters that are shown of all panels, and said of each
KEYS = ["measure", "arm", "other", "parameter"]
SHOWN = {"mu": "moved", "mu_star": "mean"}


def table(swept: Swept) -> pd.DataFrame:
    """Mean size of the elementary effects (mean, low, high), their mean (moved), and what is inert."""
    concerns(swept, "sensitivity")
    screened(swept)
    found = sensitivity(swept)
    inert = found[found["index"] == "inert"].set_index("parameter")["value"]
    wide = found[found["index"].isin(SHOWN)].pivot(index=KEYS, columns="index", values="value")
    sizes = found[found["index"] == "mu_star"].set_index(KEYS)
    if sizes.empty:
        raise Missing(phrase("needs two arms with results at the same points"))
    numbers = pd.DataFrame({
        "mean": 100 * sizes["value"], "low": 100 * sizes["ci_low"], "high": 100 * sizes["ci_high"],
        "moved": 100 * wide.loc[sizes.index, "mu"], "n": sizes["n"],
    }).reset_index()  # fmt: skip
    return numbers.assign(inert=numbers["parameter"].map(inert).astype(int), unit=POINTS)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """One panel an effect or difference by headcount, its bars to the side to which poverty moves."""
    rows = numbers[numbers["measure"] == numbers["measure"].iloc[0]]
    ranked, pairs = _ranked(rows), pairs_of(rows)
    shown = ranked[:MOST]
    subtitle = clauses(
        phrase("{measure} of {year} at the {line} line, percentage points, arm minus baseline or arm "
               "minus arm", measure=_measure(rows), year=year_words(swept), line=phrase(swept.line)),
        phrase("bar: mean size of what the parameter alone moves it by over its range (mu*), with its "
               "95% bootstrap interval, {}", _trajectories(swept)),
        phrase("to the right, vermilion: the more of the parameter, the higher on average"),
        phrase("left, blue: the lower"),
        phrase("diamond: the average with its sign (mu)"),
        _some(ranked, shown, pairs),
    )  # fmt: skip
    height = (0.2 * len(shown) + 0.45) * rows_of_panels(pairs)
    page = style.page(height, _title(swept, rows), subtitle, swept.source)
    for axes, pair in panels(page, pairs):
        _panel(axes, of_pair(rows, pair), shown)
        axes.set_title(pair_words(swept, pair), weight="bold", size=8)
    return page


def _panel(axes: Axes, rows: pd.DataFrame, shown: list[str]) -> None:
    style.rows(axes, [called(path) for path in shown])
    axes.axvline(0, color=style.GREY, lw=1.0)
    for row in each(rows[rows["parameter"].isin(shown)]):
        side, at = (-1 if row.moved < 0 else 1), shown.index(row.parameter)
        shade = style.BLUE if side < 0 else style.VERMILION
        axes.barh(at, side * row.mean, color=shade, alpha=0.45, height=0.62)
        axes.plot([side * row.low, side * row.high], [at, at], color=shade, lw=1.4)
        axes.plot(row.moved, at, "d", color=shade, mfc="white", ms=4)


def _trajectories(swept: Swept) -> str:
    trajectories = screened(swept).screening.trajectories
    return dropped_words(trajectories.kept, trajectories.planned, phrase("trajectories"))


def _measure(rows: pd.DataFrame) -> str:
    name = title(str(rows["measure"].iloc[0]))
    return name[0].upper() + name[1:]


def _some(ranked: list[str], shown: list[str], pairs: list[Pair]) -> str:
    parts = []
    if len(ranked) > len(shown):
        parts.append(phrase("the {} widest of {} parameters", len(shown), len(ranked)))
    if len(pairs) > MOST_PAIRS:
        parts.append(phrase("the first {} of {} effects and differences", MOST_PAIRS, len(pairs)))
    return phrase("shown: {}", phrase(" and ").join(parts)) if parts else ""


def _of(rows: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    own = of_pair(rows, pair)
    return own.sort_values("mean", ascending=False, kind="stable")


def _ranked(rows: pd.DataFrame) -> list[str]:
    """Parameters that are not inert, the one with the widest bar in any panel first."""
    widest = rows[rows["inert"] == 0].groupby("parameter", sort=False)["mean"].max()
    return list(widest.sort_values(ascending=False, kind="stable").index)


def _title(swept: Swept, rows: pd.DataFrame) -> str:
    if not _ranked(rows):
        return phrase("No parameter moves anything")
    top = rows.loc[rows["mean"].idxmax()]
    words = pair_words(swept, (top["arm"], top["other"]))
    return phrase("The widest: {parameter} moves the {effect} by {points} points over its range, on "
                  "average", parameter=short(called(top["parameter"])), effect=words,
                  points=points(top["mean"]).lstrip("+"))  # fmt: skip


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """What moves each effect and each difference most, and which parameters are inert."""
    rows = numbers.table(FILE)
    first = str(rows["measure"].iloc[0])
    found = Finding(phrase("What the effects and the differences depend on"))
    found.say("Screening ({}): the mean size of what each parameter alone moves an effect or a "
              "difference by over its range, others anywhere in theirs, percentage points of {} ({} "
              "bootstrap interval); it holds luck that moves with the parameter, and is never below "
              "nought.", given(_trajectories(swept)),
              given(title(first)), given("95%"))  # fmt: skip
    for pair in pairs_of(rows):
        own = _of(rows[(rows["measure"] == first) & (rows["mean"] > 0)], pair)
        found.point("The {}: {}.", name(pair_words(swept, pair)), _widest(numbers, own))
    inert = list(dict.fromkeys(rows.loc[rows["inert"] == 1, "parameter"]))
    found.point("Inert, since no run changes as they move, to the bit: {}.", names(inert) or None)
    if not inert:
        found.point("No parameter is inert: each changes some run.")
    yield found


def _widest(numbers: Cited, rows: pd.DataFrame) -> Markup | None:
    paths = {called(row.parameter): row for row in each(rows.head(MOST_SAID))}
    return items_of(list(paths), lambda path: numbers.spread(FILE, 1, 1, **{
        key: getattr(paths[path], key) for key in KEYS}))  # fmt: skip
