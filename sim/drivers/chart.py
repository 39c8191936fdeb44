"""The tornado: how far two arms differ where each parameter is low, and where it is high."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from sim.drivers.runner import Drivers
from sim.drivers.words import short
from sim.folder.read import each
from sim.showing import style
from sim.showing.words import title

NAME = "drivers"
MOST = 15
ROW, HEAD = 0.3, 0.5
LOW, HIGH = "where it is lowest", "where it is highest"
KEY = {LOW: style.BLUE, HIGH: style.VERMILION}


def draw(drivers: Drivers) -> style.Page:
    """A bar a parameter around the mean difference, pale where it is not told from chance."""
    asked, shown = drivers.cases.question, drivers.ranks.head(MOST)
    percent = asked.measure.startswith("fgt")
    unit = "percentage points" if percent else "unit of the measure"
    page = style.page(
        HEAD + ROW * len(shown), _title(drivers),
        f"{asked.arm} minus {asked.other}, {title(asked.measure)} of {asked.year}, {unit}; means over "
        "the third "
        "of the worlds where each parameter is lowest, and highest. "
        f"The {len(shown)} strongest rank correlations of {len(drivers.ranks)} parameters; pale: not "
        "told from "
        f"chance among so many. Right: rank correlation. Left of the dashed line {asked.arm} is better.",
        f"{len(drivers.cases.difference)} simulated worlds of {asked.ensemble}.", key=KEY,
    )  # fmt: skip
    axes = page.add_subplot()
    style.rows(axes, [""] * len(shown))
    axes.set_yticks(range(len(shown)), [short(path) for path in shown["parameter"]])
    scale = 100.0 if percent else 1.0
    mean = scale * float(drivers.cases.difference.mean())
    axes.axvline(mean, color=style.GREY, lw=1.0)
    axes.axvline(0, color=style.BLACK, lw=0.8, ls="--")
    for place, row in enumerate(each(shown)):
        _bar(axes, place, row, mean, scale)
    axes.set_xlabel(f"{asked.arm} minus {asked.other}, {unit} (grey line: mean of all worlds)")
    return page


def _bar(axes: Axes, place: int, row: pd.Series, mean: float, scale: float) -> None:
    alpha = 0.85 if row.told else 0.3
    for value, shade, shift in ((row.low, KEY[LOW], -0.17), (row.high, KEY[HIGH], 0.17)):
        axes.barh(place + shift, scale * value - mean, left=mean, height=0.32, color=shade, alpha=alpha)
    axes.annotate(f"{row.rho:+.2f}", (1.01, place), xycoords=("axes fraction", "data"), va="center",
                  fontsize=8, color=style.BLACK if row.told else style.GREY)  # fmt: skip


def _title(drivers: Drivers) -> str:
    told, asked = int(drivers.ranks["told"].sum()), drivers.cases.question
    pair = f"the difference of {asked.arm} and {asked.other}"
    if not told:
        return f"No parameter is told from chance to drive {pair}"
    return f"{told} of {len(drivers.ranks)} parameters go with {pair}"
