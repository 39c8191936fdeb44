"""Targeting: whom a list misses, whom it lists without need, and where the money went.

All are shares from 0 to 1. A share of nobody or of nothing does not exist and is a ValueError.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.measures.distribution import Floats, Undefined, vector, weight_vector


def flags(marks: ArrayLike, what: str) -> NDArray[np.bool_]:
    """True-or-false marks (or 1 and 0), shape (n,); ValueError otherwise."""
    if isinstance(marks, np.ndarray) and marks.dtype == bool and marks.ndim == 1 and marks.size:
        return marks
    column = vector(marks, what)
    if not np.isin(column, (0.0, 1.0)).all():
        raise ValueError(f"{what} must be true or false, or 1 or 0")
    return column.astype(bool)


def share_within(
    part: NDArray[np.bool_], whole: NDArray[np.bool_], amounts: Floats | None, what: str
) -> float:
    """Amount in `part` and `whole` over the amount in `whole`: one each, where there are none."""
    if part.size != whole.size:
        raise ValueError(f"as many marks are needed on both sides, not {part.size}, {whole.size}")
    total = _amount(whole, amounts)
    if total <= 0:
        raise Undefined(f"there is no share of {what}: there are none")
    return _amount(whole & part, amounts) / total


def _amount(marks: NDArray[np.bool_], amounts: Floats | None) -> float:
    """Sum of the amounts of the marked, or how many they are."""
    return float(np.count_nonzero(marks) if amounts is None else (amounts * marks).sum())


def _checked(weights: ArrayLike | None, size: int) -> Floats | None:
    return None if weights is None else weight_vector(weights, size)


def inclusion_error(poor: ArrayLike, listed: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Share of the listed who are not poor."""
    is_poor, is_listed = flags(poor, "poor"), flags(listed, "listed")
    persons = _checked(weights, is_listed.size)
    return share_within(~is_poor, is_listed, persons, "listed people")


def exclusion_error(poor: ArrayLike, listed: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Share of the poor who are not listed."""
    is_poor, is_listed = flags(poor, "poor"), flags(listed, "listed")
    persons = _checked(weights, is_poor.size)
    return share_within(~is_listed, is_poor, persons, "poor people")


def leakage(amounts: ArrayLike, poor: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Share of the money that reached people who are not poor.

    `amounts` are yuan per observation; with `weights` an observation stands for that many.
    """
    money, is_poor = vector(amounts, "amounts"), flags(poor, "poor")
    if money.min() < 0:
        raise ValueError("amounts must not be negative")
    paid = money if weights is None else money * weight_vector(weights, money.size)
    return share_within(~is_poor, paid > 0, paid, "money")
