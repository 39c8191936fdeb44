"""Sobol' sequence: points that fill the space evenly however many are taken (Sobol' 1967)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, log2
from typing import Any

import numpy as np

from sim.sweeps.factors import Factor

NUMBERED = True


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """The first points of one scrambled sequence: more of them begin with the same."""
    from scipy.stats import qmc

    sampler = qmc.Sobol(len(factors), scramble=True, seed=np.random.default_rng(seed))
    for shares in sampler.random_base2(ceil(log2(max(number, 1))))[:number]:
        yield tuple(factor.at(float(share)) for factor, share in zip(factors, shares, strict=True))
