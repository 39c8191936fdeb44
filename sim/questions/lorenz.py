"""Lorenz curves: the share of income held by the poorest, and what each arm adds to it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from sim.folder.intervals import student
from sim.folder.read import Folder
from sim.language import called, phrase
from sim.showing import curves, style
from sim.showing.labels import lined
from sim.showing.units import PER_CENT, POINTS, as_shown
from sim.showing.words import interval_words, rule_words, verdict_title

TITLE = "Who holds the income: Lorenz curves"
PLACE = 370


def _shares(incomes: NDArray[Any]) -> NDArray[Any]:
    # Rows of a replication that is absent stay NaN; a county without income has no shares.
    total = incomes.sum(axis=1, keepdims=True)
    return np.cumsum(incomes, axis=1) / np.where(total > 0, total, np.nan)


def table(folder: Folder) -> pd.DataFrame:
    """Cumulative income shares by arm (`quantity` share), and arm minus baseline (difference)."""
    found = curves.incomes(folder)
    levels = {arm: student(_shares(found[arm])) for arm in folder.arms if arm in found}
    gaps = curves.compared(folder, lambda arm, base: _shares(arm) - _shares(base))
    shares = as_shown(curves.rows(folder, levels), PER_CENT)
    differences = as_shown(curves.rows(folder, gaps), POINTS)
    shares.insert(1, "quantity", "share")
    differences.insert(1, "quantity", "difference")
    return pd.concat([shares, differences], ignore_index=True)


def draw(folder: Folder, numbers: pd.DataFrame) -> style.Page:
    """Left: the curves themselves; right: each arm's curve minus the baseline's."""
    base = folder.need_baseline()
    gaps = numbers[numbers["quantity"] == "difference"]
    arms = list(dict.fromkeys(gaps["arm"]))
    gini = {arm: folder.effect("gini", arm, folder.last) for arm in arms}
    effects = {arm: gap and gap.times(100) for arm, gap in gini.items()}
    what = phrase("Income inequality (Gini) in {}", folder.last)
    told = folder.against("gini", arms, base, folder.last)
    title = (verdict_title(what, called(base), effects, told, phrase("points")) if folder.has("gini")
             else phrase("Who holds the income in {}; the Gini coefficient was not recorded",
                         folder.last))  # fmt: skip
    rule = phrase("title: {}; ", rule_words(folder, len(folder.pairs))) if folder.has("gini") else ""
    subtitle = phrase(
        "Left: cumulative share of income by percentile of persons. Right: that share minus the one "
        "under {base}, percentage points, above 0: more to the poorer. {year}, paired by replication, "
        "{interval}; {rule}{roles}", base=called(base), year=folder.last, rule=rule,
        interval=interval_words(folder, phrase(" at each percentile")), roles=style.role_words(folder),
    )  # fmt: skip
    height = max(style.panel_height(len(arms), 3, 1.4), 3.4)
    page = style.page(height, title, subtitle, folder.source)
    places: Any = page.add_gridspec(1, 2, width_ratios=[0.36, 0.64])
    left, right = places
    _curves(page.add_subplot(left), folder, numbers[numbers["quantity"] == "share"])
    for axes, arm in zip(style.panels(page, len(arms), 3, right), arms, strict=True):
        _gap(axes, gaps[gaps["arm"] == arm], style.colour(folder, arm))
        axes.set_title(lined(arm, 24), color=style.colour(folder, arm), weight="bold", size=8)
    return page


def _curves(axes: Axes, folder: Folder, shares: pd.DataFrame) -> None:
    style.grid(axes)
    axes.plot([0, 100], [0, 100], color=style.BLACK, lw=0.8, ls=":")
    for arm in reversed(folder.arms):
        curve = shares[shares["arm"] == arm]
        width = 2.2 if arm == folder.baseline else 0.8
        axes.plot(
            [0, *curve["percentile"]], [0, *curve["mean"]],
            color=style.colour(folder, arm), lw=width,
        )  # fmt: skip
    axes.set_xlim(0, 100)
    axes.set_ylim(min(0.0, float(shares["mean"].min())), 100)
    axes.set_xticks([50, 100], [phrase("50% of persons"), "100%"])
    axes.yaxis.set_major_formatter("{x:g}%")
    axes.set_title(phrase("Share of income, all arms (dotted: equality)"), weight="bold")


def _gap(axes: Axes, curve: pd.DataFrame, shade: str) -> None:
    low, high = (curve[side].astype(float) for side in ("low", "high"))
    axes.axhline(0, color=style.GREY, lw=1.4)
    axes.fill_between(curve["percentile"], low, high, color=shade, alpha=0.25, lw=0)
    axes.plot(curve["percentile"], curve["mean"], color=shade, lw=1.6)
    axes.set_xticks([1, 50, 100])
