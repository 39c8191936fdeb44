"""Points: those of a file, a row each; its columns are the factors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sim.sweeps.factors import Factor

NUMBERED = False
CROSSED = False  # a row says what levers are and what the world is
FROM_FILE = True


def points(factors: Sequence[Factor], number: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """The rows of the file: each factor holds its column."""
    yield from zip(*(factor.values for factor in factors), strict=True)
