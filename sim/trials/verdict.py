"""Does the county agree with a study, and could it have failed to?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.trials.estimate import Found
from sim.trials.study import Study, Z

AGREES, DIFFERS, SAFE = "agrees", "differs", "could not fail"
UNKNOWN = "not estimated"
QUARTILES = (16, 84)
"""Percentiles one standard deviation from the median of a normal."""
FEWEST = 3


@dataclass(frozen=True)
class Judged:
    """A study beside the county.

    `prior_inside` is the share of plausible worlds whose effect lies in the published interval
    widened by transport; `spread` is half the width of their middle two thirds; `sd` is all that
    may set the county and the study apart by chance.
    """

    study: Study
    found: Found
    worlds: tuple[float, ...]
    prior_inside: float
    spread: float
    inside: bool
    sd: float
    z: float
    verdict: str


def judged(study: Study, found: Found, worlds: Sequence[float]) -> Judged:
    """Hold an estimate against the published value; `worlds` are effects of plausible worlds."""
    known = tuple(value for value in worlds if np.isfinite(value))
    low, high = study.around()
    prior = float(np.mean([low <= value <= high for value in known])) if known else np.nan
    spread = spread_of(known)
    luck = found.effect.se if np.isfinite(found.effect.se) else 0.0
    sd = float(np.sqrt(study.sd**2 + study.transport**2 + luck**2 + spread**2))
    apart = found.effect.value - study.value
    z = float(apart / sd) if sd > 0 else float(np.sign(apart) * np.inf if apart else 0.0)
    inside = bool(low <= found.effect.value <= high)
    return Judged(study, found, known, prior, spread, inside, sd, z, _verdict(study, z, sd))


def _verdict(study: Study, z: float, sd: float) -> str:
    if not study.decides:
        return study.design
    if np.isnan(z):
        return UNKNOWN
    if abs(z) > Z:
        return DIFFERS
    return AGREES if abs(study.value - study.against) > Z * sd else SAFE


def spread_of(values: Sequence[float]) -> float:
    """Half the width of the middle two thirds: a standard deviation that few odd worlds cannot move."""
    if len(values) < FEWEST:
        return 0.0
    low, high = np.percentile(values, QUARTILES)
    return float(high - low) / 2
