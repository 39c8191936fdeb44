"""Ends: the scenario as it is, then each factor alone at its first and at its last value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sim.sweeps.factors import Factor

NUMBERED = False


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """One factor at a time; None leaves the others as the scenario has them."""
    yield (None,) * len(factors)
    for place, factor in enumerate(factors):
        for value in factor.ends:
            yield tuple(value if other == place else None for other in range(len(factors)))
