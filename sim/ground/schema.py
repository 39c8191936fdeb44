"""Declared columns: every state of every agent has one home, a type, a unit and a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


def join(one: np.ndarray, other: np.ndarray, out: np.ndarray | None = None) -> np.ndarray:
    """1 - (1 - a)(1 - b): parts of a whole that add up without passing it (0..1)."""
    return np.subtract(1.0, (1.0 - one) * (1.0 - np.asarray(other, float)), out=out)


COMBINE: dict[str, Callable[..., np.ndarray]] = {"sum": np.add, "max": np.maximum, "join": join}


@dataclass(frozen=True)
class Column:
    """One column of a table: `symbol` is its letter in the model description."""

    dtype: str
    unit: str
    meaning: str
    symbol: str = ""


@dataclass(frozen=True)
class ChannelColumn(Column):
    """What strategies change for one year: its level, neutral value and rule of combination.

    `level` is households, villages or county. Contributions of several strategies combine by
    `combine` (sum, max or join), so that their order cannot matter. The effect is capped at `cap`.
    What is `zero_sum` moves from some to others; all else is at least neutral.
    """

    level: str = "households"
    combine: str = "sum"
    neutral: float = 0.0
    cap: float | None = None
    zero_sum: bool = False


def money(meaning: str, symbol: str = "") -> Column:
    """A column of yuan at 2010 prices."""
    return Column("float64", "yuan", meaning, symbol)


def real(unit: str, meaning: str, symbol: str = "") -> Column:
    """A column of real numbers."""
    return Column("float64", unit, meaning, symbol)


def count(unit: str, meaning: str, symbol: str = "") -> Column:
    """A column of whole numbers."""
    return Column("int64", unit, meaning, symbol)


def flag(meaning: str, symbol: str = "") -> Column:
    """A column of yes or no."""
    return Column("bool", "yes/no", meaning, symbol)
