"""Two factors at once: which arm has the fewest poor, and what each arm does, over both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_hex, to_rgb

from sim.compare.response import one_way, two_way, widths
from sim.folder.read import Missing, each
from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, name
from sim.showing.swept import concerns, effect_words, interval_words, need_effects, year_words
from sim.showing.units import POINTS
from sim.showing.words import clauses, listed, points, short, tail

TITLE = "Two factors at once"
PLACE = 30
FILE = "figures/surfaces.csv"
MOST_ARMS = 3
SCALE = LinearSegmentedColormap.from_list("effect", [style.BLUE, "white", style.VERMILION])
PALE = 0.55  # of white in a cell's colour, so that black figures are read on it


def table(swept: Swept) -> pd.DataFrame:
    """Effects over the two factors with the widest effect; `lowest`: the arm with the fewest poor."""
    concerns(swept, "sweep", "robustness")
    need_effects(swept)
    curves = one_way(swept)
    ranked = [] if curves.empty else list(widths(curves).index)
    found = two_way(swept, *ranked[:2]) if len(ranked) > 1 else pd.DataFrame()
    if found.empty:
        raise Missing("")
    found.insert(0, "across", ranked[0])
    found.insert(1, "up", ranked[1])
    return found.assign(unit=POINTS)


def draw(swept: Swept, numbers: pd.DataFrame) -> style.Page:
    """First which arm is lowest in each cell, then the effect of the arms that are so most often."""
    lowest = _lowest(swept, numbers)
    leaders = list(lowest.value_counts().index)
    means = numbers.groupby("arm", sort=False)["mean"].mean().sort_values(kind="stable")
    arms = [arm for arm in dict.fromkeys([*leaders, *means.index]) if arm != swept.baseline]
    shades = style.line_colours(leaders) | {str(swept.baseline): style.GREY}
    colours = {arm: _paler(shades[arm]) for arm in leaders}
    across, up = numbers["across"].iloc[0], numbers["up"].iloc[0]
    subtitle = clauses(
        effect_words(swept),
        phrase("across: {across}, up: {up}, the two factors with the widest effects, the others "
               "averaged over", across=across, up=up),
        phrase("{} in the table", interval_words(numbers)),
        phrase("left: the arm with the fewest poor by the mean alone, with its effect"),
        phrase("the other panels: one arm each, blue: fewer poor than the baseline, vermilion: more"),
    )  # fmt: skip
    height = 0.42 * numbers["at_up"].nunique() + 1.3
    page = style.page(height, _title(lowest), subtitle, swept.source, colours)
    panels = page.subplots(1, 1 + len(arms[:MOST_ARMS]), sharey=True, squeeze=False)[0]
    _winners(panels[0], numbers, lowest, colours)
    panels[0].set_ylabel(tail(up, 30))
    most = float(numbers["mean"].abs().max()) or 1.0
    for axes, arm in zip(panels[1:], arms, strict=False):
        _surface(axes, numbers, arm, most)
    for axes in panels:
        axes.set_xlabel(tail(across, 30))
    return page


def _lowest(swept: Swept, numbers: pd.DataFrame) -> pd.Series:
    """By cell, the arm with the fewest poor: the baseline where no arm has fewer than it."""
    cells = numbers.groupby(["at_up", "at_across"])
    return cells.apply(lambda cell: next(iter(cell.loc[cell["lowest"], "arm"]), str(swept.baseline)))


def _title(lowest: pd.Series) -> str:
    cells = [phrase("{arm} in {count}", arm=short(arm), count=count)
             for arm, count in lowest.value_counts().items()]  # fmt: skip
    return phrase("Fewest poor by the mean, of {} cells: {}", len(lowest), listed(cells))


def _winners(
    axes: Axes, numbers: pd.DataFrame, lowest: pd.Series, colours: dict[str, str]
) -> None:
    least = numbers.groupby(["at_up", "at_across"])["mean"].min().clip(upper=0.0)
    _cells(axes, numbers, {
        place: (colours[arm], points(least[place])) for place, arm in lowest.items()
    })  # fmt: skip
    axes.set_title(phrase("fewest poor"), weight="bold")


def _surface(axes: Axes, numbers: pd.DataFrame, arm: str, most: float) -> None:
    own = each(numbers[numbers["arm"] == arm])
    _cells(axes, numbers, {
        (row.at_up, row.at_across):
            (_paler(SCALE((row.mean / most + 1) / 2)), points(row.mean)) for row in own
    })  # fmt: skip
    axes.set_title(short(arm, 26), weight="bold")


def _paler(shade: Any) -> str:
    red, green, blue = (PALE + (1 - PALE) * part for part in to_rgb(shade))
    return to_hex((red, green, blue))


def _cells(axes: Axes, numbers: pd.DataFrame, shown: dict[Any, tuple[str, str]]) -> None:
    """Coloured cells with their words; a cell without a point stays empty."""
    ups, acrosses = (
        numbers.drop_duplicates(f"at_{way}").sort_values(f"at_{way}") for way in ("up", "across")
    )
    colours = np.ones((len(ups), len(acrosses), 3))
    for row, up in enumerate(ups["at_up"]):
        for column, across in enumerate(acrosses["at_across"]):
            shade, text = shown.get((up, across), ("white", ""))
            colours[row, column] = to_rgb(shade)
            axes.text(column, row, text, ha="center", va="center", size=7)
    axes.imshow(colours, origin="lower", aspect="auto")
    axes.set_xticks(range(len(acrosses)), [short(level, 16) for level in acrosses["level_across"]],
                    rotation=25, ha="right", size=7)  # fmt: skip
    axes.set_yticks(range(len(ups)), [short(level, 18) for level in ups["level_up"]], size=7)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def say(swept: Swept, numbers: Cited) -> Iterator[Finding]:
    """In which cells which arm has the fewest poor, with its effect."""
    rows = numbers.table(FILE)
    found = Finding(phrase(TITLE))
    across, up = rows["across"].iloc[0], rows["up"].iloc[0]
    found.say("The effects range the most with {} and {}. In each pair of their levels, the arm with "
              "the fewest poor of {} by the mean, and its effect in percentage points ({}); the next may"
              " not be told apart from it.", name(across), name(up), given(year_words(swept)),
              given(interval_words(rows)))  # fmt: skip
    for (arm,), own in rows[rows["lowest"]].groupby(["arm"], sort=False):
        for row in each(own):
            found.point("{}: {} at {} and {}.", name(arm), numbers.spread(
                FILE, 1, 1, True, arm=arm, level_across=row.level_across, level_up=row.level_up),
                name(f"{across} {row.level_across}"), name(f"{up} {row.level_up}"))  # fmt: skip
    cells, led = (len(set(zip(part["at_across"], part["at_up"], strict=True)))
                  for part in (rows, rows[rows["lowest"]]))  # fmt: skip
    if led < cells:
        found.point("{} of {} pairs: no arm has fewer poor than {}.", given(cells - led), given(cells),
                    name(swept.baseline))  # fmt: skip
    yield found
