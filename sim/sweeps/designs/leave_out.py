"""Leave out: every factor at its last value, then each in turn at its first, as if it were left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sim.sweeps.factors import Factor

NUMBERED = False
CROSSED = False  # levers are left out in turn like uncertainties


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """The whole, then the whole without each factor."""
    yield tuple(factor.ends[1] for factor in factors)
    for left in factors:
        yield tuple(factor.ends[0 if factor is left else 1] for factor in factors)
