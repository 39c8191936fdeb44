"""The cost-effectiveness plane: what was paid a person against the fall in the headcount."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.compare.across import firsts
from sim.folder.across import told
from sim.folder.estimate import Estimate, estimate
from sim.folder.read import Folder, Missing, each
from sim.language import called, marked, phrase
from sim.showing import style
from sim.showing.across import first_words
from sim.showing.costs import by_replication
from sim.showing.finding import Finding, in_brackets, items_of
from sim.showing.labels import spread
from sim.showing.numbers import Numbers, given, name, names, series
from sim.showing.units import POINTS, YUAN, as_shown
from sim.showing.words import (
    by_verdict,
    clauses,
    interval_words,
    line_words,
    listed,
    rule_words,
    short,
)

TITLE = "Cost and effect"
PLACE = 410
FILE, PRICES = "figures/cost_effectiveness.csv", "cost_effectiveness.csv"
UNITS = {"paid": YUAN, "cost": YUAN, "fall": POINTS}
COLUMNS = ["arm", "quantity", "mean", "low", "high", "n"]


def table(folder: Folder) -> pd.DataFrame:
    """What was paid, what of it beyond the baseline (`cost`), and the fall in headcount.

    Yearly means, the last two paired by replication.
    """
    folder.need_few()
    if not all(folder.has(measure) for measure in ("cost_total", "population", "fgt0")):
        raise Missing(phrase("needs the measures cost_total, population and fgt0"))
    rows = []
    for arm in folder.compared if folder.need_baseline() else []:
        for quantity, values in by_replication(folder, arm).items():
            value = estimate(values.dropna())
            if value is not None:
                rows.append((arm, quantity, *value.cells))
    if not rows:
        raise Missing(phrase("needs cost_total, population and fgt0 in the same years"))
    numbers = pd.DataFrame(rows, columns=COLUMNS)
    return as_shown(numbers, numbers["quantity"].map(UNITS))


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Every arm a cross of intervals; rays join points of equal cost a person-year."""
    base = called(folder.need_baseline())
    subtitle = phrase(
        "Across: paid by the programme purse beyond what {base} pays, yuan of 2010 a person and year. "
        "Up: headcount below that under {base}, percentage points at the {line}. Both are means over "
        "{years}, paired by replication, {interval}; {rule}; dotted: yuan per person-year of poverty "
        "averted; {roles}", base=base, line=line_words(folder), years=folder.span_acted,
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(folder.compared)),
        roles=style.role_words(folder),
    )  # fmt: skip
    page = style.page(4.6, _title(folder, numbers), subtitle, folder.source)
    axes = page.subplots()
    style.grid(axes)
    points = numbers.pivot(index="arm", columns="quantity", values=["mean", "low", "high"])
    points = points.astype(float).dropna(subset=[("mean", "cost"), ("mean", "fall")])
    for arm in points.index:
        _cross(axes, points.loc[arm], style.colour(folder, arm))
    costs = points.xs("cost", axis=1, level=1).to_numpy()
    most, least = max(float(np.nanmax(costs)), 1.0), min(float(np.nanmin(costs)), 0.0)
    axes.set_xlim(1.04 * least, 1.04 * most)
    axes.axhline(0, color=style.GREY, lw=1.4, zorder=0.5)
    if least < 0:
        axes.axvline(0, color=style.GREY, lw=1.4, zorder=0.5)
    axes.set_ylim(*axes.get_ylim())
    axes.plot([0], [0], "s", color=style.GREY, ms=6, clip_on=False)
    _rays(axes)
    _labels(axes, folder, points)
    axes.set_xlabel(phrase("yuan a person and year beyond {}", base))
    axes.set_ylabel(phrase("fall in headcount, percentage points"))
    return page


def _cross(axes: Axes, point: pd.Series, shade: str) -> None:
    x, y = point["mean", "cost"], point["mean", "fall"]
    axes.plot([point["low", "cost"], point["high", "cost"]], [y, y], color=shade, lw=1.5)
    axes.plot([x, x], [point["low", "fall"], point["high", "fall"]], color=shade, lw=1.5)
    axes.plot([x], [y], "o", color=shade, ms=6, mec="white", mew=0.6)


def _rays(axes: Axes) -> None:
    """Lines of equal cost a person-year, labelled where they leave the chart."""
    (left, width), top = axes.get_xlim(), axes.get_ylim()[1]
    if width < -left:
        return
    for cost in (500, 1000, 2000, 5000, 10000, 50000):
        height = 100 * width / cost
        x, y = (width, height) if height <= top else (cost * top / 100, top)
        if y < 0.06 * top or x < 0.06 * width:
            continue
        axes.plot([0, x], [0, y], color="#9A9A9A", lw=0.8, ls=":")
        axes.annotate(
            f"{cost:,}", (0.62 * x, 0.62 * y), size=7.5, color="#777777", ha="center", va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )  # fmt: skip


def _labels(axes: Axes, folder: Folder, points: Any) -> None:
    """Names in the right margin, moved apart, each tied to its point by a line that crosses no other."""
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    margin = 0.02 * (right - left)
    heights = [float(value) for value in points["mean", "fall"]]
    for arm, y, at in zip(points.index, heights, spread(heights, (high - low) / 22), strict=True):
        shade = style.colour(folder, arm)
        across = [points.loc[arm, ("mean", "cost")], right, right + margin]
        axes.plot(across, [y, y, at], color=shade, lw=0.6, alpha=0.6, clip_on=False)
        axes.annotate(
            short(arm), (right + 1.2 * margin, at), va="center", color=shade, annotation_clip=False
        )


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    falls = numbers[numbers["quantity"] == "fall"]
    if len(folder.replications) < 2:
        return phrase("Cost and fall in headcount, one replication: luck is not ruled out")
    best = str(falls.loc[falls["mean"].idxmax(), "arm"])
    top = by_replication(folder, best)["fall"]
    gaps: dict[str, Estimate | None] = {
        arm: estimate((by_replication(folder, arm)["fall"] - top).dropna())
        for arm in falls["arm"]
        if arm != best
    }
    ties = by_verdict(gaps)["unclear"]
    if best not in by_verdict({row.arm: Estimate.of(row) for row in each(falls)})["higher"]:
        return phrase("No arm clearly lowers the mean headcount below that of {}",
                      called(folder.baseline))  # fmt: skip
    if len(ties) > 1 and len(ties) == len(gaps):
        return phrase("Person-years out of poverty: no arm is told apart from {}, the highest mean",
                      called(best))  # fmt: skip
    tied = phrase(", not told apart from {}", listed(ties, 3)) if ties else ""
    sure = first_words(*firsts(folder, lambda worlds: worlds.averted("income", folder.acted)), best)
    counted = phrase(" ({})", sure) if sure else ""
    return phrase("Most person-years out of poverty: {}{}{}", called(best), counted, tied)


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """What each arm cost and did, and what a person-year of poverty averted cost."""
    found = Finding(phrase("At what cost"))
    for text, quantity, digits in (
        ("Yuan paid out of the programme purse beyond the baseline, a person and year, mean of all "
         "years{}: {}.", "cost", 1),
        ("Fall of the headcount in percentage points, mean of all years{}: {}.", "fall", 2),
    ):
        found.point(text, in_brackets(folder), items_of(folder.compared, partial(
            _spread, numbers, quantity, digits)))  # fmt: skip
    ratios = {arm: numbers.value(PRICES, "ratio", **_price_of(folder, arm)) for arm in folder.compared}
    known = sorted((ratio, arm) for arm, ratio in ratios.items() if ratio is not None)
    items = [
        marked("{arm} {number}", arm=name(arm),
               number=numbers.spread(PRICES, middle="ratio", **_price_of(folder, arm)))
        for _, arm in known
    ]  # fmt: skip
    if items:
        found.say("Yuan paid out of the programme purse beyond the baseline for each person-year of "
                  "poverty averted, in order of the mean, {} interval in brackets: {}.",
                  given("95%"), series(items))  # fmt: skip
    if len(items) > 1:
        found.say("Arms whose intervals overlap are not ranked by this list.")
    if told(folder) is not None:
        found.say("These are prices of one world; what of their order is settled across worlds is said "
                  "under ranks.")
    for note, arms in _without_price(folder, numbers).items():
        why = Markup('<span class="note">{}</span>').format(clauses(*map(phrase, note.split("; "))))
        found.say("No price for {} ({}).", names(arms), why)
    yield found


def _spread(numbers: Numbers, quantity: str, digits: int, arm: str) -> Markup | None:
    return numbers.spread(FILE, 1, digits, True, arm=arm, quantity=quantity)


def _without_price(folder: Folder, numbers: Numbers) -> dict[str, list[str]]:
    """Arms that have no ratio, under the note that says why."""
    found: dict[str, list[str]] = {}
    for arm in folder.compared:
        row = numbers.row(PRICES, **_price_of(folder, arm))
        if row and row["note"]:
            found.setdefault(str(row["note"]), []).append(arm)
    return found


def _price_of(folder: Folder, arm: str) -> dict[str, Any]:
    return {"arm": arm, "baseline": folder.baseline, "measure": "fgt0"}
