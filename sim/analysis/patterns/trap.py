"""Patterns of the asset threshold: two groups of wealth, and grants below and above it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.analysis.patterns.pattern import Pattern
from sim.analysis.track import Lab, Track
from sim.society import Society

STILL = {"wage_growth": 0.0, "farm_growth": 0.0, "activity_growth": 0.0, "vacancy_growth": 0.0}


def dip(t: Track) -> float:
    """Depth of the valley between two modes of log assets: valley over the lower mode, 1 if none."""
    assets = np.log10(t.column("farm_capital")[-1] + t.column("activity_capital")[-1] + 500)
    shares, _ = np.histogram(assets, bins=np.arange(2.9, 5.5, 0.2))
    modes = [
        k for k in range(1, len(shares) - 1)
        if shares[k] >= shares[k - 1] and shares[k] > shares[k + 1]
    ]
    if len(modes) < 2:
        return 1.0
    top = sorted(modes, key=lambda k: shares[k])[-2:]
    return float(shares[min(top): max(top) + 1].min() / shares[top].min())


def grant(share: float) -> Callable[[Society], None]:
    """Give activity capital once to 200 poor, able, knowing households without the activity.

    `share` is that of the activity's minimum which is given.
    """

    def give(society: Society) -> None:
        chosen = receivers(society)
        society.households.knows_activity[chosen] = True
        society.households.activity_capital[chosen] += share * society.world.activity_minimum

    return give


def receivers(society: Society) -> np.ndarray:
    """The first 200 poor households with two adults and no activity."""
    h = society.households
    able = (h.adults >= 2) & (h.activity_capital <= 0)
    able &= h.permanent_income < society.world.poverty_line * h.persons
    return np.flatnonzero(able)[:200]


def surviving(share: float) -> Callable[[Lab], list[float]]:
    """Share of receivers that runs the activity ten years after the grant."""

    def measure(lab: Lab) -> list[float]:
        granted = lab.tracks(f"grant {share:g}", years=10, change=grant(share), world=STILL)
        chosen = [receivers(t.society) for t in lab.tracks("still", years=0, world=STILL)]
        return [
            float((t.column("activity_capital")[10][rows] >= t.society.world.activity_minimum).mean())
            for t, rows in zip(granted, chosen, strict=True)
        ]

    return measure


PATTERNS = [
    Pattern("14-two-modes", -np.inf, 0.9, "valley of log assets over the lower mode after 40 years",
            lambda lab: [dip(t) for t in lab.tracks("forty", years=40, world=STILL)]),
    Pattern("14-no-trap-no-modes", 0.9, 1.0, "the same with a minimum scale of 1,500 yuan",
            lambda lab: [dip(t) for t in lab.tracks(
                "forty small", years=40, world={**STILL, "activity_minimum": 1500.0})]),
    Pattern("15-grant-below", -np.inf, 0.20,
            "run the activity ten years after a grant of 13/15 of its minimum", surviving(13 / 15)),
    Pattern("15-grant-above", 0.50, 1.0,
            "run the activity ten years after a grant of 16/15 of its minimum", surviving(16 / 15)),
]
