"""Why: each fifth's change of income by source, beside where the strategy says it falls short."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup
from matplotlib.axes import Axes

from sim.compare.sources import INCOME, POOR, WORDS, Changes, changes
from sim.folder.estimate import Estimate, estimate, verdicts
from sim.folder.read import Folder, each
from sim.language import called, marked, phrase
from sim.language.width import wrapped
from sim.showing import style
from sim.showing.finding import Finding, in_brackets
from sim.showing.numbers import Numbers, given, name, words
from sim.showing.sentences import in_turn
from sim.showing.units import YUAN, as_shown
from sim.showing.words import by_verdict, every, interval_words, rule_words, short
from sim.strategies import find

TITLE = "Why: the sources of each fifth's change of income"
PLACE = 385
FILE = "figures/why.csv"
COLUMNS = ["arm", "baseline", "year", "group", "source", "mean", "low", "high", "n"]
COLOURS = dict(zip(WORDS.values(), (style.GREEN, style.YELLOW, style.BLUE, style.PURPLE, style.ORANGE,
                                    style.SKY, style.VERMILION), strict=True))  # fmt: skip
FIFTHS = ("poorest fifth", "second fifth", "third fifth", "fourth fifth", "richest fifth")
MOVES = {"higher": "gains, above all in {}", "lower": "loses, above all in {}"}
POOREST = "quintile=1"
SHOWN = 0.5  # yuan: a source that is less in every bar is not in the key
BAR, LETTERS, LINE = 0.15, 66, 0.14  # inches of a bar, letters and inches of a line of words


def table(folder: Folder) -> pd.DataFrame:
    """Arm minus baseline in the last year of programmes by group and source, paired by replication.

    The sources of a group add up to its row `income`. In worlds, `above` counts those in which the
    change is above nought.
    """
    folder.need_few()
    base, found = folder.need_baseline(), changes(folder)
    rows = [
        (arm, base, folder.last, group, source, *one.cells, float((samples[source] > 0).sum()))
        for (arm, group), samples in found.items()
        for source in samples
        if (one := estimate(samples[source])) is not None
    ]
    shown = as_shown(pd.DataFrame(rows, columns=[*COLUMNS, "above"]), YUAN)
    return shown if folder.in_worlds else shown.drop(columns="above")


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """A row an arm: bars of its groups by source, and its own word on where it falls short."""
    arms, groups = (list(dict.fromkeys(numbers[column])) for column in ("arm", "group"))
    there = set(numbers.loc[numbers["mean"].abs() >= SHOWN, "source"])
    key = {phrase(word): shade for word, shade in COLOURS.items() if word in there}
    beside = _beside(folder, arms)
    heights = [max(BAR * len(groups) + 0.35, LINE * (text.count("\n") + 3)) for text in beside]
    page = style.page(sum(heights) + 0.3, _title(folder, numbers), _subtitle(folder, numbers),
                      folder.source, key)  # fmt: skip
    grid: Any = page.add_gridspec(len(arms), 2, width_ratios=[6, 5], height_ratios=heights)
    first = None
    for place, (arm, text) in enumerate(zip(arms, beside, strict=True)):
        axes = first = page.add_subplot(grid[place, 0], sharex=first)
        axes.tick_params(labelbottom=place == len(arms) - 1)
        _bars(axes, folder, numbers[numbers["arm"] == arm], groups)
        axes.set_title(short(arm), color=style.colour(folder, arm), weight="bold")
        axes.text(1.03, 0.98, text, va="top", size=8, transform=axes.transAxes, in_layout=False)
    return page


def _bars(axes: Axes, folder: Folder, rows: pd.DataFrame, groups: list[str]) -> None:
    """Stacked bars: what adds to income to the right of nought, what takes to the left of it."""
    style.rows(axes, [_group(folder, group) for group in groups])
    axes.axvline(0, color=style.GREY, lw=1.2)
    axes.use_sticky_edges = False
    wide = rows.pivot(index="group", columns="source", values="mean").reindex(groups)
    right = left = np.zeros(len(groups))
    for source, shade in COLOURS.items():
        length = np.nan_to_num(wide[source].to_numpy(dtype=float))
        axes.barh(range(len(groups)), length, left=np.where(length > 0, right, left), height=0.72,
                  color=shade, lw=0)  # fmt: skip
        right, left = right + np.maximum(length, 0), left + np.minimum(length, 0)
    for row in each(rows[rows["source"] == INCOME]):
        style.dot(axes, groups.index(row.group), row, style.BLACK, 3)


def _group(folder: Folder, group: str) -> str:
    if group == POOR:
        return phrase("poor of {}", folder.first)
    return phrase(FIFTHS[int(group.partition("=")[2]) - 1])


def _beside(folder: Folder, arms: list[str]) -> list[str]:
    """Where the strategies of each arm fall short; what was said of an arm above is not said again."""
    told = {arm: _own_words(folder, arm) for arm in arms}
    first = {own: arm for arm, own in reversed(told.items())}
    return ["\n\n".join("\n".join(wrapped(phrase("{}: {}", *pair), LETTERS)) for pair in own)
            if first[own] == arm else "" for arm, own in told.items()]  # fmt: skip


def _own_words(folder: Folder, arm: str) -> tuple[tuple[str, str], ...]:
    """Title of each strategy of an arm, and where it says it falls short; without those that do not."""
    known = find()
    uses = [known[one] for one in folder.strategies(arm) if one in known]
    return tuple((phrase(one.title), phrase(one.falls_short)) for one in uses if one.falls_short)


def _subtitle(folder: Folder, numbers: pd.DataFrame) -> str:
    family = numbers.loc[numbers["group"] == POOREST, "arm"].nunique()
    return phrase(
        "Difference from {base} in {year}, {unit}, by source, for fifths of baseline income and the "
        "poor of {first} (persons keep their group); activity: greenhouse, cattle, sheep; property: "
        "profits, interest received; black: all sources, paired by replication, {interval}. Losses "
        "count as losses, so that sources add up. On the right: where strategies fall short by their "
        "own account. Title: the poorest fifth, all sources, {rule}; above all: largest part",
        base=called(folder.need_baseline()), year=folder.last, unit=phrase(YUAN), first=folder.first,
        interval=interval_words(folder, phrase(" each")), rule=rule_words(folder, family),
    )


def _title(folder: Folder, numbers: pd.DataFrame) -> str:
    rows = numbers[numbers["group"] == POOREST]
    income = {row.arm: Estimate.of(row) for row in each(rows[rows["source"] == INCOME])}
    arms = by_verdict(income)
    if arms["single"] or not income:
        return phrase("The sources of each fifth's change of income, one replication: luck is not "
                      "ruled out")  # fmt: skip
    said = [
        phrase(text, _sources(rows, arms[verdict], list(income)))
        for verdict, text in MOVES.items()
        if arms[verdict]
    ]
    if arms["unclear"]:
        said.append(phrase("is not clearly better or worse off under {}",
                           every(arms["unclear"], list(income))))  # fmt: skip
    return phrase("The poorest fifth {}", phrase("; it ").join(said))


def _sources(rows: pd.DataFrame, arms: list[str], everyone: list[str]) -> str:
    """The source that makes the largest part of a change, with the arms of which that is true."""
    found: dict[str, list[str]] = {}
    for arm in arms:
        means = rows[rows["arm"] == arm].set_index("source")["mean"]
        found.setdefault(_largest(means), []).append(arm)
    return phrase("; in ").join(
        phrase("{source} under {arms}", source=phrase(source), arms=every(those, everyone))
        for source, those in found.items())  # fmt: skip


def _largest(means: pd.Series) -> str:
    """The source that adds most to a gain, or takes most in a loss."""
    parts = means.drop(INCOME)
    return str(parts.idxmax() if means[INCOME] > 0 else parts.idxmin())


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Of each arm: which fifth gains most and which least, by what, and where it says it falls short."""
    found, told = Finding(phrase("Why incomes changed")), changes(folder)
    known = _told_apart(told)
    found.say("What each arm adds to a person's income in {}, against {}, is taken apart by where it "
              "comes from (yuan{}); losses count as losses, so that the parts add up.",
              given(folder.last), name(folder.need_baseline()), in_brackets(folder))  # fmt: skip
    for arm in folder.compared:
        ranked = _ranked(told, arm)
        if ranked:
            firm = known.get((arm, ranked[-1], ranked[0])) == "higher"
            parts = _of_arm(folder, numbers, arm, ranked, firm)
            found.point("{}: {}", name(arm), in_turn(parts))
    yield found


def _ranked(told: Changes, arm: str) -> list[str]:
    """The fifths in an arm, the one that gains least first."""
    means = {group: rows[INCOME].mean() for (one, group), rows in told.items()
             if one == arm and group != POOR}  # fmt: skip
    return sorted(means, key=lambda group: means[group])


def _told_apart(told: Changes) -> dict[tuple[str, str, str], str]:
    """The verdict on one fifth's change minus another's, all pairs of fifths of all arms together."""
    arms = dict.fromkeys(arm for arm, _ in told)
    pairs = [(arm, *pair) for arm in arms for pair in combinations(reversed(_ranked(told, arm)), 2)]
    return verdicts({
        (arm, one, other): estimate((told[arm, one][INCOME] - told[arm, other][INCOME]).dropna())
        for arm, one, other in pairs
    })  # fmt: skip


def _of_arm(
    folder: Folder, numbers: Numbers, arm: str, ranked: list[str], firm: bool
) -> Iterator[Markup]:
    """The sentences on an arm."""
    if not firm and len(folder.replications) > 1:
        yield marked("On the mean (not told apart):")
    yield _of_group(folder, numbers, arm, ranked[-1], ("gains most", "loses least"))
    yield _of_group(folder, numbers, arm, ranked[0], ("gains least", "loses most"))
    yield _of_group(folder, numbers, arm, POOR)
    for title, text in _own_words(folder, arm):
        yield marked("Where {} falls short, by its own account: {}", words(title), words(text))


def _of_group(
    folder: Folder, numbers: Numbers, arm: str, group: str, verbs: tuple[str, str] | None = None
) -> Markup:
    """How a group's income changes, and by what most; nothing where that is not known.

    The second verb is of a loss that luck does not explain.
    """
    rows = numbers.table(FILE)
    means = rows[(rows["arm"] == arm) & (rows["group"] == group)].set_index("source")["mean"]
    if means.empty:
        return Markup("")
    source = _largest(means)
    change, part = (numbers.spread(FILE, 1, 0, True, **_at(arm, group, one)) for one in (INCOME, source))
    lost = (numbers.value(FILE, "high", **_at(arm, group)) or 0.0) < 0
    who = (marked("The {} {}:", _group(folder, group), phrase(verbs[lost])) if verbs
           else marked("The poor of {}:", given(folder.first)))  # fmt: skip
    what = phrase("Largest part" if means[INCOME] > 0 else "Largest loss")
    return marked("{} {}{}. {}: {}, {}.", who, change, _above(folder, numbers, arm, group), what,
                  phrase(source), part)  # fmt: skip


def _above(folder: Folder, numbers: Numbers, arm: str, group: str) -> Markup:
    """In how many worlds a change is above nought; nothing where there are no worlds."""
    at = _at(arm, group)
    count = numbers.number(FILE, "above", **at) if folder.in_worlds else None
    if count is None:
        return Markup("")
    return marked(", above {nought} in {count} of {worlds} worlds", nought=given(0), count=count,
                  worlds=numbers.number(FILE, "n", **at))  # fmt: skip


def _at(arm: str, group: str, source: str = INCOME) -> dict[str, Any]:
    return {"arm": arm, "group": group, "source": source}
