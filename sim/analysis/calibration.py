"""Calibration: one factor on farm productivity and wages meets the headcount of 2011.

The burn-in is repeated inside the bisection, and the target is the mean over seeds, never each
seed. The shape of consumption is compared with published quantiles, not fitted to them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.data import column
from sim.ground.tables import Table
from sim.measures import Distribution
from sim.scenario import Scenario
from sim.simulate import open_society

TARGET_HEADCOUNT = 0.346


def opening_headcount(scenario: Scenario, seeds: int) -> float:
    """Mean over seeds of the share of persons below the line in the first year."""
    shares = []
    for replication in range(1, seeds + 1):
        society = open_society(scenario, replication)
        h = society.households
        poor = h.income < society.world.poverty_line * h.persons
        shares.append(float(h.persons[poor].sum() / h.persons.sum()))
    return float(np.mean(shares))


def fit_scale(scenario: Scenario, seeds: int = 4, steps: int = 12) -> float:
    """The income scale whose simulated headcount of the first year is the published one."""
    low, high = 0.8, 1.25
    for _ in range(steps):
        middle = 0.5 * (low + high)
        trial = replace(scenario, world={**scenario.world, "income_scale": middle})
        if opening_headcount(trial, seeds) > TARGET_HEADCOUNT:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def shape_distance(households: Table) -> dict[str, float]:
    """Distance of simulated consumption over its mean from the China-rural shape of 2011.

    Largest and mean absolute gap of the 100 quantile-bin means in logs, and both Ginis' bins.
    """
    people = Distribution(households.consumption / households.persons, households.persons)
    simulated = people.bin_means(100) / people.mean
    gap = np.log(simulated) - np.log(np.array(column("china_rural_consumption_2011", "relative")))
    return {"mean_absolute_log_gap": float(np.abs(gap).mean()),
            "largest_log_gap": float(np.abs(gap).max())}
