"""Patterns of the shape at the line: how many are just below it, which growth and transfers live on.

Both are arithmetic on the consumption of one year, nobody answering, at the line below which the
published share of rural China lived in 2011. The published figures come from the thousand bins of
the same survey; the bands reach about a fifth to each side.
"""

from __future__ import annotations

import numpy as np

from sim.analysis.patterns.pattern import Pattern
from sim.analysis.track import Track
from sim.measures import Distribution, fgt

POOR = 0.201
"""Persons below 2.15 dollars (PPP of 2017) a day in rural China, 2011: PIP, thousand bins."""
GROWTH = 0.05
"""Growth and decline between which the elasticity is taken: less would count single households."""
MOVED, GIVERS, TAKERS = 0.02, 0.2, 0.4


def neutral_elasticity(values: np.ndarray, line: float, weights: np.ndarray) -> float:
    """Per cent by which the headcount answers a per cent on every income: at most 0.

    `values` are yuan a person and `weights` persons, one a household, `line` yuan.
    """
    after, before = (fgt(values * (1 + g), line, weights=weights, alpha=0) for g in (GROWTH, -GROWTH))
    return float(np.log(after / before) / np.log((1 + GROWTH) / (1 - GROWTH)))


def two_per_cent_transfer(values: np.ndarray, line: float, weights: np.ndarray) -> float:
    """Change of the headcount when 2% of all money moves from the top fifth to the bottom 40%.

    The rich give in proportion, the others get equal amounts; arrays as in `neutral_elasticity`.
    """
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    share = (np.cumsum(weights) - 0.5 * weights) / weights.sum()
    total, rich, poor = float(values @ weights), share >= 1 - GIVERS, share < TAKERS
    moved = values * (1 - MOVED * total / float(values[rich] @ weights[rich]) * rich)
    moved = moved + MOVED * total / weights[poor].sum() * poor
    after, before = (fgt(v, line, weights=weights, alpha=0) for v in (moved, values))
    return float(after - before)


def _line(t: Track) -> float:
    return float(Distribution(t.head("consumption")[0], t.weights).quantile(POOR))


PATTERNS = [
    Pattern("neutral-elasticity", -2.6, -1.8,
            "headcount on consumption where a fifth is poor, per cent of growth for all; -2.2 published",
            lambda lab: [neutral_elasticity(t.head("consumption")[0], _line(t), t.weights)
                         for t in lab.tracks("opening", years=0)]),
    Pattern("two-per-cent-transfer", -0.060, -0.038,
            "the same headcount after 2% moved from the top fifth to the bottom 40%; -.049 published",
            lambda lab: [two_per_cent_transfer(t.head("consumption")[0], _line(t), t.weights)
                         for t in lab.tracks("opening", years=0)]),
]
