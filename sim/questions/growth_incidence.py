"""Growth incidence: by how much each percentile's income exceeds that of the baseline."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.folder.estimate import Estimate, estimate
from sim.folder.read import Folder
from sim.language import called, phrase
from sim.showing import curves, style
from sim.showing.labels import lined
from sim.showing.units import PER_CENT, as_shown
from sim.showing.words import (
    by_verdict,
    clauses,
    each_verdict,
    interval_words,
    listed,
    rule_words,
)

TITLE = "Growth incidence against the baseline"
PLACE = 350
WORDS = {
    "higher": "the poorer gain more (or lose less) under {}",
    "lower": "the richer gain more (or lose less) under {}",
    "unclear": "poorer and richer are not told apart under {}",
}
POORER, RICHER, RICHEST = slice(0, 40), slice(60, 100), slice(99, 100)


def table(folder: Folder) -> pd.DataFrame:
    """Income gain in per cent by percentile, arm against baseline, last year."""
    return as_shown(curves.rows(folder, curves.compared(folder, _gain)), PER_CENT)


def _gain(arm: NDArray[Any], base: NDArray[Any]) -> NDArray[Any]:
    # A percentile whose baseline income is not positive has no rate of growth.
    positive = base > 0
    return np.where(positive, arm / np.where(positive, base, 1.0) - 1, np.nan)


def _lean(folder: Folder, low: slice, high: slice) -> dict[str, Estimate | None]:
    """Relative gain of the percentiles in `low` minus that of those in `high`."""
    found = curves.incomes(folder)
    base = found[folder.need_baseline()]

    def gain(arm: NDArray[Any], part: slice) -> NDArray[Any]:
        return arm[:, part].sum(axis=1) / base[:, part].sum(axis=1) - 1

    arms = [arm for arm in folder.compared if arm in found]
    return {arm: estimate(gain(found[arm], low) - gain(found[arm], high)) for arm in arms}


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """One panel an arm, the baseline is the zero line."""
    arms = list(dict.fromkeys(numbers["arm"]))
    core = numbers[numbers["percentile"].between(4, 99)]
    low, high = _limits(core)
    shown = numbers[["mean", "low", "high"]].astype(float)
    cut = shown.min(axis=None) < low or shown.max(axis=None) > high
    subtitle = clauses(
        phrase("Income per head by percentile of persons, per cent above {base} (grey zero line), "
               "{year}, paired by replication, {interval}", base=called(folder.need_baseline()),
               year=folder.last,
               interval=interval_words(folder, phrase(" at each percentile"))),
        phrase("ends of the curves run off the scale") if cut else "",
        phrase("title: growth of the summed income of the poorest two fifths against that of the "
               "richest two fifths (and of the richest per cent), {}", rule_words(folder, len(arms))),
        style.role_words(folder),
    )  # fmt: skip
    page = style.page(style.panel_height(len(arms)), _title(folder), subtitle, folder.source)
    for axes, arm in zip(style.panels(page, len(arms)), arms, strict=True):
        shade = style.colour(folder, arm)
        curve = numbers[numbers["arm"] == arm]
        axes.axhline(0, color=style.GREY, lw=1.4)
        axes.fill_between(
            curve["percentile"], curve["low"], curve["high"],
            color=shade, alpha=0.25, lw=0,
        )  # fmt: skip
        axes.plot(curve["percentile"], curve["mean"], color=shade, lw=1.6)
        axes.set_title(lined(arm, 26), color=shade, weight="bold")
        axes.set_ylim(low, high)
        axes.yaxis.set_major_formatter("{x:g}%")
        axes.set_xticks([10, 50, 90], [*map(phrase, ("poorer", "middle", "richer"))], size=8)
    return page


def _limits(core: pd.DataFrame) -> tuple[float, float]:
    ends: NDArray[Any] = core[["mean", "low", "high"]].to_numpy(dtype=float)
    ends = ends[np.isfinite(ends)] if np.isfinite(ends).any() else np.zeros(1)
    low, high = min(ends.min(), 0.0), max(ends.max(), 0.0)
    pad = 0.06 * (high - low) or 1.0
    return low - pad, high + pad


def _title(folder: Folder) -> str:
    said = each_verdict(WORDS, _lean(folder, POORER, RICHER))
    if not said:
        return phrase(
            "Income by percentile against the baseline, one replication: luck is not ruled out"
        )
    top = by_verdict(_lean(folder, POORER, RICHEST))["lower"]
    most = phrase("the richest per cent gain more than the poorer under {}", listed(top)) if top else ""
    return clauses(phrase("In per cent of income {}", said), most)
