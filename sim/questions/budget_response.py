"""Does more money do more: effect against yuan, and what each further yuan adds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from sim.folder.estimate import Estimate, estimate
from sim.folder.read import Folder, Missing, each
from sim.language import marked, phrase
from sim.showing import style
from sim.showing.costs import by_replication
from sim.showing.finding import Finding, each_tilt, interval
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.units import POINTS, as_shown
from sim.showing.voice import strategy as titled
from sim.showing.words import each_verdict, interval_words, line_words, rule_words

TITLE = "Does more money do more"
PLACE = 110
FILE = "figures/budget_response.csv"
COLUMNS = ["quantity", "strategy", "arm", "other", "paid", "mean", "low", "high", "n"]
NEEDED = ("cost_total", "population", "fgt0")
PANELS = {"effect": "change of the headcount", "marginal": "for each 100 yuan more"}
WORDS = {
    "higher": "the last yuan lowers the headcount less than the first under {}",
    "lower": "the last yuan lowers the headcount more than the first under {}",
    "unclear": "the first and the last yuan are not told apart under {}",
}
MARGIN = 100.0  # yuan of 2010 a person and year
MARGINAL = f"{POINTS} for each {MARGIN:.0f} yuan"


class Level(NamedTuple):
    """An arm of a strategy at one budget: yuan paid and change of the headcount, by replication."""

    arm: str
    paid: pd.Series
    change: pd.Series


def ladders(folder: Folder) -> dict[str, list[Level]]:
    """By strategy, its arms that differ in their share of the budget alone, the least paid first.

    An arm without a strategy is the lowest level of every ladder; of arms with one share the first
    stands for all.
    """
    alike: dict[str, dict[str, dict[float, str]]] = {}
    for arm, uses in (folder.scenario.get("arms") or {}).items():
        if arm in folder.arms and len(uses or {}) == 1:
            ((strategy, values),) = uses.items()
            rest = {key: value for key, value in (values or {}).items() if key != "share"}
            share = float((values or {}).get("share", 1.0))
            alike.setdefault(strategy, {}).setdefault(str(rest), {}).setdefault(share, arm)
    idle = [arm for arm in folder.arms if not folder.strategies(arm)][:1]
    found = {strategy: max(kinds.values(), key=len) for strategy, kinds in alike.items()}
    return {
        strategy: sorted((_level(folder, arm) for arm in [*idle, *by_share.values()]),
                         key=lambda at: at.paid.mean())
        for strategy, by_share in found.items()
        if len(by_share) > 1
    }


def _level(folder: Folder, arm: str) -> Level:
    yearly = by_replication(folder, arm)
    return Level(arm, yearly["paid"], -yearly["fall"])


def table(folder: Folder) -> pd.DataFrame:
    """`effect`: change of the headcount from the baseline, and yuan paid a person and year.

    `marginal`: change for each 100 yuan more than under the next lower level (`other`), `paid` half
    way between them. `bend`: the last marginal change minus the first. All of yearly means; yuan at
    their mean over replications, which in one arm hardly differ.
    """
    if folder.baseline is None or not all(folder.has(measure) for measure in NEEDED):
        raise Missing("")
    rows: list[tuple[Any, ...]] = []
    for strategy, levels in ladders(folder).items():
        told = strategy.replace("_", " ")
        for at in levels:
            if folder.strategies(at.arm):
                rows += _row("effect", told, at.arm, "", at.paid.mean(), at.change)
        steps = [_step(*pair) for pair in pairwise(levels)]
        for (low, high), margin in zip(pairwise(levels), steps, strict=True):
            middle = (low.paid.mean() + high.paid.mean()) / 2
            rows += _row("marginal", told, high.arm, low.arm, middle, margin)
        if len(steps) > 1:
            rows += _row("bend", told, levels[-1].arm, levels[1].arm, math.nan, steps[-1] - steps[0])
    if not rows:
        raise Missing("")
    numbers = pd.DataFrame(rows, columns=COLUMNS)
    return as_shown(numbers, numbers["quantity"].eq("effect").map({True: POINTS, False: MARGINAL}))


def _step(low: Level, high: Level) -> pd.Series:
    """Change of the headcount for each 100 yuan more; nothing where no more was paid."""
    more = estimate((high.paid - low.paid).dropna())
    if more is None or more.verdict not in ("higher", "single") or more.mean <= 0:
        return pd.Series(dtype=float)
    return (high.change - low.change) / more.mean * MARGIN


def _row(
    quantity: str, strategy: str, arm: str, other: str, paid: float, values: Any
) -> list[tuple[Any, ...]]:
    found = estimate(values.dropna())
    return [] if found is None else [(quantity, strategy, arm, other, float(paid), *found.cells)]


def bends(numbers: pd.DataFrame) -> dict[str, Estimate | None]:
    """By strategy, how much less (above 0) or more the last yuan lowers the headcount."""
    return {row.strategy: Estimate.of(row) for row in each(numbers[numbers["quantity"] == "bend"])}


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Left: effect against yuan paid; right: what 100 yuan more add, half way between two levels."""
    strategies = list(dict.fromkeys(numbers["strategy"]))
    colours = style.line_colours(strategies)
    bent = bends(numbers)
    subtitle = phrase(
        "Headcount at the {line}, percentage points, mean of {years}, against yuan of 2010 really paid "
        "a person and year. Left: change from the baseline. Right: change for each 100 yuan more than "
        "at the next lower level, half way between the two. Paired by replication, {interval}; title: "
        "last step minus first, {rule}", line=line_words(folder), years=folder.span_acted,
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, len(bent)),
    )  # fmt: skip
    titles = {titled(one): estimate for one, estimate in bent.items()}
    said = each_verdict(WORDS, titles, "strategies") or phrase("effect at several budgets")
    key = {titled(one): shade for one, shade in colours.items()}
    page = style.page(3.6, said[0].upper() + said[1:], subtitle, folder.source, key)
    for axes, (quantity, words) in zip(page.subplots(1, 2), PANELS.items(), strict=True):
        style.grid(axes)
        axes.axhline(0, color=style.GREY, lw=1.2)
        for strategy, shade in colours.items():
            own = numbers[(numbers["quantity"] == quantity) & (numbers["strategy"] == strategy)]
            ends = own[["low", "high"]].astype(float).T.to_numpy()
            axes.plot(own["paid"], own["mean"], "o-", color=shade, lw=1.4, ms=4.5)
            axes.vlines(own["paid"], *ends, color=shade, lw=1.4)
        axes.set_xlim(left=0)
        axes.set_title(phrase(words), weight="bold")
        axes.set_xlabel(phrase("yuan paid a person and year"))
    return page


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Effect against yuan, and what each further yuan adds, by strategy."""
    rows = numbers.table(FILE)
    found = Finding(phrase(TITLE))
    found.say("Change of the headcount, mean of the simulated years, in percentage points, against what "
              "was really paid in yuan a person and year; and what each {} yuan more than at the next "
              "lower level adds (paired by replication, {}).",
              given(100), interval(folder, phrase(" each")))  # fmt: skip
    bent = bends(rows)
    for text, strategies in each_tilt(WORDS, bent):
        said = marked(text, names([titled(one) for one in strategies]))
        found.say("{} (last step against first).", said[0].upper() + said[1:])
    for strategy in dict.fromkeys(rows["strategy"]):
        own = rows[(rows["strategy"] == strategy) & (rows["quantity"] != "bend")]
        told = [_one(numbers, row.quantity, row.arm, row.other) for row in each(own)]
        found.point("{}: {}.", name(titled(strategy)), marked("; ").join(told))
    yield found


def _one(numbers: Numbers, quantity: str, arm: str, other: str) -> Markup:
    keys: dict[str, Any] = {"quantity": quantity, "arm": arm}
    change = numbers.spread(FILE, 1, 2, True, **keys)
    if quantity == "marginal":
        return marked("from {low} to {high} {change} for each {yuan} yuan more", low=name(other),
                      high=name(arm), change=change, yuan=given(100))  # fmt: skip
    paid = numbers.number(FILE, "paid", **keys)
    return marked("{arm} {change} for {paid} yuan", arm=name(arm), change=change, paid=paid)
