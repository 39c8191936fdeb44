"""Patterns over time: adoption curves and the path of 2011-2015."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.analysis.patterns.pattern import Pattern
from sim.analysis.track import Lab, Track, live
from sim.data import series
from sim.processes.menu import minimum_of
from sim.scenario import load

PAIRING: dict[str, dict[str, Any]] = {"village_household_pairing": {}}


def logistic_fit(shares: np.ndarray) -> float:
    """R squared of the best logistic curve through a yearly share."""
    from scipy.optimize import curve_fit

    years = np.arange(len(shares), dtype=float)

    def curve(t: np.ndarray, top: float, speed: float, middle: float) -> np.ndarray:
        return top / (1 + np.exp(-speed * (t - middle)))

    start, limits = (min(1, 1.2 * shares.max()), 0.3, 3.0), ([0, 0, -60], [1.5, 5, 60])
    fitted, _ = curve_fit(curve, years, shares, p0=start, bounds=limits, maxfev=20000)
    left = ((shares - curve(years, *fitted)) ** 2).sum()
    return float(1 - left / max(((shares - shares.mean()) ** 2).sum(), 1e-12))


def adoption(name: str) -> Callable[[Lab], list[float]]:
    """Fit of a logistic curve to yearly use of a technique under the green revolution arm."""

    def one(t: Track) -> float:
        if name == "improved_seed":
            return logistic_fit(t.column(name).mean(axis=1))
        running = t.column(name) >= minimum_of(t.column("activity_kind"), t.society.world)
        return logistic_fit(running.mean(axis=1))

    return lambda lab: [one(t) for t in lab.tracks("green", {"green_revolution": {}})]


def history_gap(lab: Lab) -> list[float]:
    """Largest distance to the published headcounts of 2011-2015 under the historical scenario."""
    from sim.simulate import enter_arm, open_society

    size = {"households": lab.base.households, "villages": lab.base.villages}
    scenario = load("historical", years=4, **size)
    arm = next(a for a, uses in scenario.arms.items() if "village_household_pairing" in uses)
    paths = []
    for seed in range(1, lab.seeds + 1):
        track = live(enter_arm(open_society(scenario, seed), arm))
        paths.append([track.gap(k) for k in range(5)])
    published = series("gansu_rural_series", "headcount_survey")
    target = np.array([published[year] for year in range(2011, 2016)])
    return [float(np.abs(np.mean(paths, axis=0) - target).max())]


def income_before_consumption(lab: Lab) -> list[float]:
    """Effect of pairing on income less its effect on consumption, first three years, yuan a head."""
    pairs = zip(lab.tracks("pairing", PAIRING), lab.tracks("baseline"), strict=True)
    gains = []
    for paired, base in pairs:
        gain = {
            name: np.mean([
                paired.mean(paired.head(name)[k]) - base.mean(base.head(name)[k]) for k in (1, 2, 3)
            ])
            for name in ("income", "consumption")
        }
        gains.append(float(gain["income"] - gain["consumption"]))
    return gains


PATTERNS = [
    Pattern("21-seed-adoption", 0.9, 1.0, "R squared of a logistic curve, improved seed",
            adoption("improved_seed")),
    Pattern("21-activity-adoption", 0.9, 1.0, "R squared of a logistic curve, lumpy activity",
            adoption("activity_capital")),
    Pattern("22-history", 0.0, 0.02, "largest gap to the headcounts of 2011-15 (calibration target)",
            history_gap),
    Pattern("23-income-first", 0.0, np.inf, "pairing: gain in income less gain in consumption",
            income_before_consumption),
]
