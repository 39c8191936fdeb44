"""The shape of consumption at the line: how many are just below it, which growth and transfers live on.

Both measures are arithmetic on the consumption of one year, nobody answering, at the line below which
the published share of rural China lived in 2011.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.ground.guards import TINY
from sim.ground.measured import Measured
from sim.measures import fgt
from sim.measures.ordering import from_lowest
from sim.record.seen import Seen

POOR = 0.201
"""Persons below 2.15 dollars (PPP of 2017) a day in rural China, 2011: PIP, thousand bins."""
GROWTH = 0.05
"""Growth and decline between which the elasticity is taken: less would count single households."""
MOVED, GIVERS, TAKERS = 0.02, 0.2, 0.4


def neutral_elasticity(values: np.ndarray, line: float, weights: np.ndarray) -> float:
    """Per cent by which the headcount answers a per cent on every income: at most 0.

    `values` are yuan a person and `weights` persons, one a household, `line` yuan. Where nobody is poor
    the smallest household counts as poor, since nought has no logarithm.
    """
    least = float(weights.min() / weights.sum())
    after, before = (
        max(fgt(values * (1 + g), line, weights=weights, alpha=0), least) for g in (GROWTH, -GROWTH))
    return float(np.log(after / before) / np.log((1 + GROWTH) / (1 - GROWTH)))


def two_per_cent_transfer(values: np.ndarray, line: float, weights: np.ndarray) -> float:
    """Change of the headcount when 2% of all money moves from the top fifth to the bottom 40%.

    The rich give in proportion, the others get equal amounts; arrays as in `neutral_elasticity`.
    """
    order = from_lowest(values)
    values, weights = values[order], weights[order]
    share = (np.cumsum(weights) - 0.5 * weights) / weights.sum()
    total, rich, poor = float(values @ weights), share >= 1 - GIVERS, share < TAKERS
    richest = max(float(values[rich] @ weights[rich]), TINY)  # all may have nothing
    moved = values * (1 - MOVED * total / richest * rich)
    moved = moved + MOVED * total / weights[poor].sum() * poor
    after, before = (fgt(v, line, weights=weights, alpha=0) for v in (moved, values))
    return float(after - before)


MEASURES = (
    Measured(name="neutral_elasticity", title="neutral elasticity of the headcount", unit="elasticity",
             formula="log change of the headcount / log change of all consumption",
             meaning="Per cent by which the headcount of consumption, where a fifth is poor, answers a "
                     "per cent more for everybody.",
             reference="Bourguignon (2003)"),
    Measured(name="two_per_cent_transfer", title="headcount after a transfer of 2%", unit="share",
             formula="headcount after - before",
             meaning="Change of the same headcount when 2% of all consumption moves from the top fifth "
                     "to the bottom two fifths."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Both, of the year's consumption per head."""
    people = seen.whole["consumption"].people
    line = max(float(people.quantile(POOR)), TINY)  # a fifth may have nothing
    head, persons = people.values, people.weights
    yield "neutral_elasticity", "", "all", neutral_elasticity(head, line, persons)
    yield "two_per_cent_transfer", "", "all", two_per_cent_transfer(head, line, persons)
