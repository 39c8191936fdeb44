"""Does the county agree with a study, and could it have failed to?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.trials.estimate import Found
from sim.trials.study import Study, Z

AGREES, DIFFERS, SAFE = "agrees", "differs", "could not fail"
UNKNOWN = "not estimated"
MIDDLE = (16, 84)
"""Percentiles one standard deviation from the median of a normal."""
FEWEST = 3


@dataclass(frozen=True)
class Judged:
    """A study beside the county.

    `prior_inside` is the share of plausible worlds whose effect lies in the published interval
    widened by transport; `reach` is how far they reach towards the published figure; `sd` is all
    that may set the county and the study apart by chance. `z_declared` leaves plausible worlds out: it
    is of the county as declared.
    """

    study: Study
    found: Found
    worlds: tuple[float, ...]
    prior_inside: float
    reach: float
    inside: bool
    sd: float
    z: float
    z_declared: float
    verdict: str

    @property
    def excused(self) -> bool:
        """Whether the county as declared differs, and only other plausible values reach the figure."""
        return self.study.decides and self.verdict != DIFFERS and abs(self.z_declared) > Z


def judged(study: Study, found: Found, worlds: Sequence[float]) -> Judged:
    """Hold an estimate against the published value; `worlds` are effects of plausible worlds."""
    known = tuple(value for value in worlds if np.isfinite(value))
    low, high = study.around()
    prior = float(np.mean([low <= value <= high for value in known])) if known else np.nan
    reach = reach_of(known, found.effect.value, study.value)
    luck = found.effect.se if np.isfinite(found.effect.se) else 0.0
    declared = float(np.sqrt(study.sd**2 + study.transport**2 + luck**2))
    sd = float(np.hypot(declared, reach))
    z, alone = (_over(found.effect.value - study.value, each) for each in (sd, declared))
    inside = bool(low <= found.effect.value <= high)
    return Judged(study, found, known, prior, reach, inside, sd, z, alone, _verdict(study, z, sd))


def _over(apart: float, sd: float) -> float:
    """A distance in standard deviations; without any, all or nothing."""
    if sd > 0:
        return float(apart / sd)
    return float(np.sign(apart) * np.inf) if apart else 0.0


def _verdict(study: Study, z: float, sd: float) -> str:
    if not study.decides:
        return study.design
    if np.isnan(z):
        return UNKNOWN
    if abs(z) > Z:
        return DIFFERS
    return AGREES if abs(study.value - study.against) > Z * sd else SAFE


def reach_of(worlds: Sequence[float], value: float, published: float) -> float:
    """How far plausible worlds reach from the declared county's value towards the published one.

    To the end of their middle two thirds on that side, so that a few odd worlds cannot move it; nought
    where they reach no nearer: worlds that are further off still do not excuse the county.
    """
    if len(worlds) < FEWEST or not np.isfinite(value):
        return 0.0
    low, high = np.percentile(worlds, MIDDLE)
    return float(max(high - value if published > value else value - low, 0.0))
