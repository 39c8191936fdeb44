"""Grid: every level of each factor with every level of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from sim.sweeps.factors import Factor

NUMBERED = False


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """The levels crossed, the last factor moving fastest."""
    yield from product(*(factor.levels for factor in factors))
