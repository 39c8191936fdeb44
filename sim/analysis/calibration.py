"""Calibration: one factor on farm productivity and wages meets the headcount of 2011.

The burn-in is repeated at every trial, and the target is the mean over seeds, never each
seed. The shape of consumption is compared with published quantiles, not fitted to them.
"""

from __future__ import annotations

import numpy as np

from sim.ground.tables import Table
from sim.income_scale import NAME, fit
from sim.record.surveys import shape_gaps
from sim.scenario import Scenario
from sim.simulate import burnt_in, headcount

TOLERANCE = 0.0005


def opening_headcount(scenario: Scenario, seeds: int, **world: float) -> float:
    """Mean over seeds of the headcount of the first year, with some numbers of the world changed."""
    counties = (burnt_in(scenario, replication, world) for replication in range(1, seeds + 1))
    return float(np.mean([headcount(county) for county in counties]))


def fit_scale(scenario: Scenario, seeds: int = 4) -> float:
    """The income scale whose simulated headcount of the first year is the published one."""
    return fit(lambda scale: opening_headcount(scenario, seeds, **{NAME: scale}), TOLERANCE).scale


def shape_distance(households: Table) -> dict[str, float]:
    """Distance of simulated consumption over its mean from the China-rural shape of 2011.

    Largest and mean absolute gap of the 100 quantile-bin means in logs, and both Ginis' bins.
    """
    gap = shape_gaps(households.consumption / households.persons, households.persons)
    return {"mean_absolute_log_gap": float(np.abs(gap).mean()),
            "largest_log_gap": float(np.abs(gap).max())}
