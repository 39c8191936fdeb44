"""Multidimensional poverty by dual cut-offs: deprived in enough things at once (Alkire, Foster)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.measures.distribution import SAME_SHARE, Floats, vector, weight_vector


class AlkireFoster(NamedTuple):
    """Share of people who are poor, their mean share of deprivations, and the product of both."""

    headcount: float
    intensity: float
    adjusted: float


def alkire_foster(
    deprivations: ArrayLike,
    indicator_weights: ArrayLike,
    cutoff: float,
    weights: ArrayLike | None = None,
) -> AlkireFoster:
    """Headcount H, intensity A and M0 = H x A (Alkire and Foster 2011).

    `deprivations` says whether each household (row) lacks each indicator (column), as true or
    false or 1 or 0; indicator weights are brought to sum to 1. Poor is who lacks at least `cutoff`
    of the weighted indicators, in (0, 1]. A is 0 where nobody is poor. Else a ValueError.
    """
    flags, shares, persons = _checked(deprivations, indicator_weights, weights)
    scores = _scores(flags, shares)
    poor = _poor(scores, cutoff)
    population = float(persons.sum())
    headcount = float(persons[poor].sum()) / population
    adjusted = float((persons[poor] * scores[poor]).sum()) / population
    intensity = adjusted / headcount if headcount > 0 else 0.0
    return AlkireFoster(headcount, intensity, adjusted)


def censored_headcounts(
    deprivations: ArrayLike,
    indicator_weights: ArrayLike,
    cutoff: float,
    weights: ArrayLike | None = None,
) -> Floats:
    """Share of all people who are poor and lack each indicator, shape (indicators,).

    Weighted by the indicators' weights (summing to 1) they add up to M0.
    """
    flags, shares, persons = _checked(deprivations, indicator_weights, weights)
    poor = _poor(_scores(flags, shares), cutoff)
    return np.asarray((flags[poor] * persons[poor, None]).sum(axis=0) / persons.sum())


def _checked(
    deprivations: ArrayLike, indicator_weights: ArrayLike, weights: ArrayLike | None
) -> tuple[Floats, Floats, Floats]:
    flags = np.asarray(deprivations, dtype=np.float64)
    if flags.ndim != 2 or flags.size == 0:
        raise ValueError(f"deprivations must be households by indicators, not {flags.shape}")
    if not np.isin(flags, (0.0, 1.0)).all():
        raise ValueError("deprivations must be true or false, or 1 or 0")
    shares = weight_vector(vector(indicator_weights, "indicator weights"), flags.shape[1])
    return flags, shares / shares.sum(), weight_vector(weights, flags.shape[0])


def _scores(flags: Floats, shares: Floats) -> Floats:
    # Not a matrix product: linear-algebra libraries sum in an order that depends on threads.
    return np.einsum("ij,j->i", flags, shares)


def _poor(scores: Floats, cutoff: float) -> NDArray[np.bool_]:
    if not 0 < cutoff <= 1:
        raise ValueError(f"the cut-off must be a share above 0 and up to 1, not {cutoff!r}")
    # 1/6 + 1/6 must reach 1/3: sums of weights are rounded.
    return scores >= cutoff - SAME_SHARE
