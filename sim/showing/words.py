"""Findings in words: lists of names and verdicts that an interval allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from sim.folder.across import told
from sim.folder.estimate import Estimate, verdicts
from sim.folder.intervals import LEVEL
from sim.folder.read import Folder
from sim.language import called, phrase
from sim.language.width import cut
from sim.observation.dictionary import measured

MOST_DECIMALS = 9
THAN = {
    "lower": "lower under {arms} than under {against}, by {by} {unit}",
    "higher": "higher under {arms} than under {against}, by {by} {unit}",
}  # fmt: skip
AND_UNCLEAR = "not clearly different under {arms}"
UNCLEAR = "not clearly different from {against} under {arms}"
EVERY = {
    "arms": ("all {} arms", "all {} arms but {}"),
    "other arms": ("all {} other arms", "all {} other arms but {}"),
    "strategies": ("all {} strategies", "all {} strategies but {}"),
}  # fmt: skip
OVER = "{measure}, {what}"
"""What stands over a panel: the symbol of a measure, and what of it is shown."""
SAID = {"fgt0": "The headcount", "fgt1": "The poverty gap", "fgt2": "The squared gap"}


def title(measure: str) -> str:
    """What a measure is called on charts, as it declares: `poverty gap (P1)`."""
    return phrase(measured()[measure].title)


def bare(measure: str) -> str:
    """The title of a measure without what stands in brackets."""
    return re.split(" ?[(（]", title(measure))[0]


def symbol(measure: str) -> str:
    """What stands in brackets in the title of a measure: `P1`."""
    return measured()[measure].title.partition("(")[2].rstrip(")")


def short(name: str, width: int = 34) -> str:
    """What an arm is called, or any other name, cut to fit a chart, with a mark where it was cut."""
    return cut(called(name), width)


def tail(path: str, width: int) -> str:
    """A dotted path cut from the left to fit a chart: its last parts tell it from others."""
    if len(path) <= width:
        return path
    parts = path.split(".")
    kept = next((place for place in range(1, len(parts)) if len(".".join(parts[place:])) < width),
                len(parts) - 1)  # fmt: skip
    return cut("…" + ".".join(parts[kept:]), width)


def listed(names: Iterable[str], most: int = 4) -> str:
    """Names as prose: `a, b and c`, the tail counted when there are more than `most`."""
    shown = [called(name) for name in names]
    if len(shown) > most + 1:
        shown = [*shown[:most], phrase("{} others", len(shown) - most)]
    if len(shown) < 2:
        return "".join(shown)
    return phrase("{} and {}", phrase(", ").join(shown[:-1]), shown[-1])


def commas(parts: Iterable[str]) -> str:
    """Parts of a sentence, one after the other."""
    return phrase(", ").join(parts)


def clauses(*parts: str) -> str:
    """What stands under a title: clauses, without those that say nothing."""
    return phrase("; ").join(part for part in parts if part)


def by_verdict(estimates: Mapping[str, Estimate | None]) -> dict[str, list[str]]:
    """Arms under the verdict of their estimate (`lower`, `higher`, `unclear`, `single`).

    The estimates are judged together, allowing for their number.
    """
    sorted_arms: dict[str, list[str]] = {"lower": [], "higher": [], "unclear": [], "single": []}
    for arm, verdict in verdicts(estimates).items():
        sorted_arms[verdict].append(arm)
    return sorted_arms


def estimates(numbers: pd.DataFrame) -> dict[str, Estimate | None]:
    """The estimate of every arm, from rows of a chart's table that have one row an arm."""
    return {str(row.arm): Estimate.of(row) for row in numbers.itertuples()}


def judged(numbers: pd.DataFrame) -> pd.Series:
    """The verdict of every row of a chart's table; the rows of one measure are judged together."""
    found = pd.Series("unclear", index=numbers.index, dtype=object)
    for _, rows in numbers.groupby("measure", sort=False):
        family = {row.Index: Estimate.of(row) for row in rows.itertuples()}
        found.update(pd.Series(verdicts(family), dtype=object))
    return found


def by_chance(number: int) -> str:
    """How many of so many intervals would exclude 0 by luck alone, taken one by one."""
    return f"{number * (1 - LEVEL):.2g}"


def rule_words(folder: Folder, number: int) -> str:
    """The rule behind what is called different, said on every chart that says so."""
    if len(folder.replications) < 2:
        return phrase("one run: nothing is called different")
    if number < 2:
        return phrase("called different: the interval excludes 0")
    return phrase("called different: Benjamini-Hochberg over {} comparisons (one by one, luck alone "
                  "would make {})", number, by_chance(number))  # fmt: skip


def by_mean(estimates: Mapping[str, Estimate | None]) -> list[str]:
    """Arms that have an estimate, the lowest mean first."""
    means = {arm: value.mean for arm, value in estimates.items() if value is not None}
    return sorted(means, key=lambda arm: means[arm])


def verdict_title(
    what: str, against: str, estimates: Mapping[str, Estimate | None], arms: Mapping[str, list[str]],
    unit: str,
) -> str:  # fmt: skip
    """One sentence: for which arms `what` is lower or higher, by how much, or not clearly different.

    Parameters: arms by verdict, as `Folder.against` has them, and the unit of the estimates in words.
    """
    total = [arm for names in arms.values() for arm in names]
    if arms["single"]:
        return phrase("{what}: one replication, so no difference from {against} can be told from luck",
                      what=what, against=against)  # fmt: skip
    means = {arm: abs(value.mean) for arm, value in estimates.items() if value is not None}
    said = [
        phrase(text, arms=every(arms[verdict], total), against=against, unit=unit,
               by=span([means[arm] for arm in arms[verdict]]))
        for verdict, text in THAN.items() if arms[verdict]
    ]  # fmt: skip
    if arms["unclear"]:
        text = AND_UNCLEAR if said else UNCLEAR
        said.append(phrase(text, arms=every(arms["unclear"], total), against=against))
    return phrase("{}: {}", what, clauses(*said) or phrase("nothing to compare"))


def span(values: Iterable[float]) -> str:
    """`0.9 to 13.2`, or one number where both ends are written alike."""
    found = list(values)
    digits = 0 if max(found) >= 100 else 1 if max(found) >= 1 else 2
    return phrase(" to ").join(dict.fromkeys(f"{end:,.{digits}f}" for end in (min(found), max(found))))


def each_verdict(
    words: Mapping[str, str], estimates: Mapping[str, Estimate | None], nouns: str = "arms"
) -> str:
    """The text of each verdict that some arm has, in the order of `words`, with its arms in it."""
    arms = by_verdict(estimates)
    total = [arm for names in arms.values() for arm in names]
    return clauses(*(phrase(text, every(arms[verdict], total, nouns)) for verdict, text in words.items()
                     if arms[verdict]))  # fmt: skip


def every(names: list[str], everyone: list[str], nouns: str = "arms") -> str:
    """`all 10 arms`, `all 10 arms but growth`, or the names."""
    others = [arm for arm in everyone if arm not in names]
    if len(others) <= 2 < len(names) - 2 * len(others):
        return phrase(EVERY[nouns][bool(others)], len(everyone), listed(others))
    return listed(names)


def leaders(
    folder: Folder, measure: str, year: int, group: str = "all", highest: bool = False
) -> tuple[str, list[str]] | None:
    """The arm with the lowest (or highest) mean, and those that cannot be told apart from it."""
    levels = {arm: folder.level(measure, arm, year, group) for arm in folder.arms}
    means = {arm: level.mean for arm, level in levels.items() if level is not None}
    if not means:
        return None
    best = (max if highest else min)(means, key=lambda arm: means[arm])
    worse = "lower" if highest else "higher"
    return best, [arm for arm in means
                  if arm != best and folder.told(measure, arm, best, year, group) != worse]


def interval_words(folder: Folder, of: str = "") -> str:
    """What the bars and bands show, said once under every title; `of` says of what, as in ` each`."""
    n = len(folder.replications)
    if n < 2:
        return phrase("n = 1, no interval")
    return phrase("n = {n}, 95% interval{of}{held}", n=n, of=of, held=_held(folder))


def _held(folder: Folder) -> str:
    """What intervals hold, where that is not plainly luck: beside worlds it is luck in one of them."""
    worlds = told(folder)
    if worlds is not None and not worlds.own:
        return phrase(" ({} in the reference world)", folder.holds)
    return phrase(" ({})", folder.holds) if folder.in_worlds else ""


def line_words(folder: Folder) -> str:
    """The poverty line in words, with its yuan where they are recorded."""
    line, yuan = phrase(folder.line), folder.line_yuan
    if yuan is None:
        return phrase("{} line", line)
    return phrase("{} line ({:,.0f} yuan of 2010 a person and year)", line, yuan)


def decimals(value: float, least: int) -> int:
    """Decimals in which a number that is not 0 is not written as 0; at least `least`.

    For ends of intervals: whether they are 0 decides what may be said. What is below the rounding
    of the machine counts as 0.
    """
    size = abs(value)
    enough = range(least, MOST_DECIMALS + 1)
    return next((digits for digits in enough if float(f"{size:.{digits}f}") > 0), least)


def percent(value: float, digits: int = 1) -> str:
    """A number of per cent, without a negative zero."""
    text = f"{value:.{digits}f}"
    return f"{text.lstrip('-') if float(text) == 0 else text.replace('-', '−')}%"


def points(value: float, digits: int = 1) -> str:
    """A difference in percentage points, with its sign, without a negative zero."""
    text = f"{value:+.{digits}f}"
    return f"{0:.{digits}f}" if float(text) == 0 else text.replace("-", "−")
