"""Latin hypercube: points of which each takes another slice of every factor (McKay et al. 1979)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sim.sweeps.factors import Factor

NUMBERED = True


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """As many points as asked for; another number gives other points."""
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube(len(factors), seed=np.random.default_rng(seed))
    for shares in sampler.random(number):
        yield tuple(factor.at(float(share)) for factor, share in zip(factors, shares, strict=True))
