"""Which arms can be told apart: the paired difference in headcount of every pair."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from sim.compare.across import Across, beside
from sim.folder.read import Folder, Missing, each
from sim.language import marked, phrase
from sim.showing import style
from sim.showing.across import ABOVE, SETTLED, settled, which
from sim.showing.finding import Finding
from sim.showing.labels import close, lined
from sim.showing.numbers import Numbers, given, name, names
from sim.showing.units import POINTS, as_shown
from sim.showing.words import interval_words, line_words, rule_words, short

TITLE = "Every pair of arms"
PLACE = 340
COLUMNS = ["measure", "arm", "other", "year", "mean", "low", "high", "n", "verdict"]
SCALE = LinearSegmentedColormap.from_list("difference", [style.BLUE, "#FFFFFF", style.ORANGE])


def table(folder: Folder) -> pd.DataFrame:
    """Row arm minus column arm in the last year, paired, each pair both ways."""
    folder.need_few()
    pairs = [(arm, other) for arm in folder.arms for other in folder.arms if arm != other]
    gaps = [(arm, other, folder.paired("fgt0", arm, other, folder.last)) for arm, other in pairs]
    found = [
        ("fgt0", arm, other, folder.last, *gap.cells, folder.told("fgt0", arm, other, folder.last))
        for arm, other, gap in gaps
        if gap is not None
    ]
    if not found:
        raise Missing(phrase("needs the measure fgt0 in two arms"))
    shown = as_shown(pd.DataFrame(found, columns=COLUMNS), POINTS)
    return beside(shown, folder, partial(_in_worlds, folder.need_baseline()))


def _in_worlds(base: str, worlds: Across, row: Any) -> pd.Series | None:
    """The differences of a row in worlds, in percentage points."""
    effects = worlds.effects(row.measure, row.year)
    known = effects.assign(**{base: 0.0})
    there = row.arm in known and row.other in known
    return 100 * (known[row.arm] - known[row.other]) if there else None


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """A square of coloured differences; a pair that cannot be told apart is left white."""
    arms = [arm for arm in _by_level(folder) if arm in set(numbers["arm"])]
    subtitle = phrase(
        "Headcount in {year} at the {line}, row minus column, percentage points, paired by replication, "
        "{interval}; {rule}; ≈: not called different; blue: fewer poor in the row",
        year=folder.last, line=line_words(folder), interval=interval_words(folder, phrase(" each")),
        rule=rule_words(folder, len(numbers) // 2),
    )
    height = 0.34 * len(arms) + 1.5
    page = style.page(height, _title(numbers, len(arms)), subtitle, folder.source)
    axes = page.subplots()
    _square(axes, numbers, arms)
    axes.set_yticks(range(len(arms)), [lined(arm) for arm in arms])
    close(axes.get_yticklabels())
    axes.set_xticks(range(len(arms)), [short(arm) for arm in arms], rotation=32, ha="left")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    for labels in (axes.get_yticklabels(), axes.get_xticklabels()):
        for label, arm in zip(labels, arms, strict=True):
            label.set_color(style.colour(folder, arm))
    return page


def _by_level(folder: Folder) -> list[str]:
    levels = {arm: folder.level("fgt0", arm, folder.last) for arm in folder.arms}
    return sorted(folder.arms, key=lambda arm: level.mean if (level := levels[arm]) else np.inf)


def _square(axes: Axes, numbers: pd.DataFrame, arms: list[str]) -> None:
    shown = np.full((len(arms), len(arms)), np.nan)
    for gap in each(numbers):
        row, column = arms.index(gap.arm), arms.index(gap.other)
        clear = gap.verdict in ("lower", "higher")
        shown[row, column] = gap.mean if clear else 0.0
        text = f"{gap.mean:+.1f}".replace("-", "−") if clear else "≈"
        axes.text(column, row, text, ha="center", va="center", size=8)
    # Half the scale keeps the darkest cells light enough for black figures.
    most = 1.6 * max(np.nanmax(np.abs(shown)), 1e-9)
    axes.imshow(shown, cmap=SCALE, vmin=-most, vmax=most, aspect="auto")


def _title(numbers: pd.DataFrame, arms: int) -> str:
    total = len(numbers) // 2
    unclear = int((~numbers["verdict"].isin(["lower", "higher"])).sum()) // 2
    if total == 1:
        return phrase("The two arms cannot be told apart by headcount" if unclear
                      else "The two arms can be told apart by headcount")  # fmt: skip
    if not unclear:
        return phrase("All {} pairs of arms can be told apart by headcount", total)
    if unclear == total:
        return phrase("None of the {} pairs of arms can be told apart by headcount", total)
    return phrase("{unclear} of {total} pairs of arms cannot be told apart by headcount",
                  unclear=unclear, total=total)  # fmt: skip


def say(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """Which strategies cannot be told apart by the headcount."""
    found = Finding(phrase("Which arms cannot be told apart"))
    if len(folder.compared) > 1 and len(folder.replications) < 2:
        found.say("With one replication no two arms can be told apart.")
    elif len(folder.compared) > 1:
        _say_pairs(found, folder, numbers)
    yield found


def _say_worlds(found: Finding, folder: Folder, numbers: Numbers) -> None:
    """Pairs whose order luck leaves no doubt about, and worlds do."""
    open_to = {
        arm: [other for one, other in combinations(folder.compared, 2) if one == arm
              and folder.told("fgt0", one, other, folder.last) != "unclear"
              and not any(settled(numbers, "fgt0", ABOVE, *pair) is not False
                          for pair in ((one, other), (other, one)))]
        for arm in folder.compared
    }  # fmt: skip
    said = [marked("{} with {}", name(arm), names(others))
            for arm, others in open_to.items() if others]  # fmt: skip
    if said:
        found.say("Told apart as far as luck goes, but not settled across {} (fewer than {} agree): {}.",
                  name(which(folder)), given(phrase(SETTLED)), marked("; ").join(said))


def _say_pairs(found: Finding, folder: Folder, numbers: Numbers) -> None:
    pairs = [(one, other) for one, other in combinations(folder.compared, 2)
             if folder.told("fgt0", one, other, folder.last) == "unclear"]  # fmt: skip
    _say_worlds(found, folder, numbers)
    for arm in folder.compared:
        others = [other for one, other in pairs if one == arm]
        if others:
            found.point("{} with {}", name(arm), names(others))
    if found.points:
        found.say("By the headcount of {}, paired by replication, these pairs cannot be told apart:",
                  given(folder.last))  # fmt: skip
    else:
        found.say("By the headcount of {} every pair of strategies can be told apart.",
                  given(folder.last))  # fmt: skip
