"""Morris: trajectories that move one factor after the other by two thirds of its range (Morris 1991)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sim.compare.screening import LEVELS, problem
from sim.ground.errors import EXTRA, needs
from sim.sweeps.factors import Factor

NUMBERED = True


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """So many trajectories, one after the other, each of one point more than there are factors."""
    with needs(EXTRA, "design.kind: morris"):
        from SALib.sample import morris
    random = np.random.default_rng(seed)
    for shares in morris.sample(problem(len(factors)), number, LEVELS, seed=random):
        yield tuple(factor.at(float(share)) for factor, share in zip(factors, shares, strict=True))
