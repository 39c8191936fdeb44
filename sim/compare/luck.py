"""What it gains that arms share the luck of a replication (common random numbers)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.compare.outcomes import Outcomes
from sim.folder import codebook
from sim.folder.intervals import Floats

MEASURE = "fgt0"
ROUNDING = 1e-9  # of the spread of the arms: what equal differences may be apart by


def common_luck(outcomes: Outcomes, baseline: str) -> pd.DataFrame:
    """Spread of each arm's headcount in the last year, and of its paired difference from the baseline.

    With luck of its own in each arm the variance of a difference is the sum of both variances; with
    common luck twice their covariance less (Law, "Simulation Modeling and Analysis", on variance
    reduction). Arms with fewer than two pairs have no row.
    """
    rows = [
        {"arm": arm, "baseline": baseline, "measure": MEASURE} | _spreads(there, base)
        for arm in outcomes.arms
        if arm != baseline
        for there, base in [_pairs(outcomes, arm, baseline)]
        if len(there) > 1
    ]
    return pd.DataFrame(rows, columns=codebook.header(codebook.LUCK))


def _pairs(outcomes: Outcomes, arm: str, baseline: str) -> tuple[Floats, Floats]:
    """The headcount of both arms in the last year, in the replications that both have."""
    if not outcomes.values.size:
        return np.empty(0), np.empty(0)
    there, base = (outcomes.yearly(name, MEASURE, "national")[:, -1:] for name in (arm, baseline))
    both = ~np.isnan(there + base)
    return there[both], base[both]


def _spreads(there: Floats, base: Floats) -> dict[str, float]:
    apart, together = there.var(ddof=1) + base.var(ddof=1), (there - base).var(ddof=1)
    worth = apart / together if together > ROUNDING**2 * apart else np.nan
    return {
        "n": len(there), "sd_arm": there.std(ddof=1), "sd_baseline": base.std(ddof=1),
        "sd_difference": np.sqrt(together), "narrower": np.sqrt(worth), "worth": worth,
    }  # fmt: skip
