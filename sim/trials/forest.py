"""The forest plot: each study's published interval and the county's, in standard deviations apart."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.showing import style
from sim.trials.runner import Trials
from sim.trials.study import Z
from sim.trials.tables import ordered
from sim.trials.verdict import AGREES, DIFFERS, MIDDLE, SAFE, Judged

NAME = "forest"
REACH = 5.0
"""Standard deviations shown to each side; what lies beyond stands at the edge as an arrow."""
ROW, HEAD = 0.31, 0.5
COLOURS = {AGREES: style.BLUE, DIFFERS: style.VERMILION, SAFE: style.ORANGE}
UNDECIDED = "decides nothing"


def draw(trials: Trials) -> style.Page:
    """One row a study: grey bar published, dot simulated, thin line plausible worlds."""
    told = ordered(trials)
    differ = sum(one.verdict == DIFFERS for one in told)
    more = sum(one.excused for one in told)
    figure = style.page(
        HEAD + ROW * len(told),
        f"Trials in the county: {differ} of {len(told)} differ, and {more} more as declared",
        "Simulated less published, in standard deviations of published figure, luck, plausible worlds "
        "and transport together. Grey bar: published 95% interval; shaded: within chance. Thin line: "
        "middle two thirds of plausible worlds; hollow: differs as declared, and only other plausible "
        "values reach the figure. Right: published | simulated, in the unit of the study.",
        f"Counties of {trials.plan.households:,} households: {trials.plan.lucks} lucks as declared, "
        f"{trials.worlds} plausible worlds. (c): calibration, all others only judge.",
        key={**COLOURS, UNDECIDED: style.GREY},
    )
    axes = figure.add_subplot()
    style.rows(axes, [_label(one) for one in told])
    axes.axvspan(-Z, Z, color=style.PALE, alpha=0.45, lw=0)
    axes.axvline(0, color=style.GREY, lw=0.8)
    for row, one in enumerate(told):
        _row(axes, row, one)
    axes.set_xlim(-REACH - 0.3, REACH + 0.3)
    axes.set_xlabel("standard deviations from the published figure")
    style.legible(figure)
    return figure


def _label(one: Judged) -> str:
    return one.study.name.replace("_", " ") + (" (c)" if one.study.use == "calibration" else "")


def _row(axes: Axes, row: int, one: Judged) -> None:
    """The published interval, the worlds, the simulated interval, and both in figures."""
    shade = COLOURS.get(one.verdict, style.GREY)
    low, high = (_at(one, end) for end in (one.study.low, one.study.high))
    axes.plot([low, high], [row, row], color=style.GREY, lw=6, alpha=0.55, solid_capstyle="butt")
    axes.plot([0], [row], "|", color="#555555", ms=9, mew=1.6)
    if len(one.worlds) > 1:
        ends = (_at(one, float(end)) for end in np.percentile(one.worlds, MIDDLE))
        axes.plot(list(ends), [row - 0.22] * 2, color=shade, lw=0.9)
    interval = [_at(one, end) for end in (one.found.effect.low, one.found.effect.high)]
    at = _at(one, one.found.effect.value)
    if np.isfinite(at):
        axes.plot(interval, [row, row], color=shade, lw=1.8, solid_capstyle="butt")
        mark = "<" if at <= -REACH else ">" if at >= REACH else "o"
        fill = "white" if one.excused else shade
        axes.plot([at], [row], mark, color=shade, mfc=fill, mew=1.4, ms=5.5)
    axes.annotate(
        f"{one.study.value:.3g} | {one.found.effect.value:.3g}", (1.01, row),
        xycoords=("axes fraction", "data"), va="center", fontsize=8, color=shade,
    )  # fmt: skip


def _at(one: Judged, value: float) -> float:
    """A value in standard deviations from the published one, kept within what is shown."""
    return float(np.clip((value - one.study.value) / one.sd, -REACH, REACH)) if one.sd > 0 else 0.0
