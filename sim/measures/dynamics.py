"""Poverty over time: who enters, who leaves, who returns, and how much of it lasts."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.measures.distribution import Floats, vector, weight_vector
from sim.measures.poverty import checked_alpha, checked_line, gap_powers
from sim.measures.targeting import flags, share_within

Column: TypeAlias = NDArray[Any]


class Components(NamedTuple):
    """Poverty over a window of years, and its two parts."""

    total: float
    chronic: float
    transient: float


def transitions(
    before: ArrayLike,
    after: ArrayLike,
    weights: ArrayLike | None = None,
    states: ArrayLike | None = None,
) -> tuple[Column, Floats]:
    """The states and the number of people moving between them, shape (from, to).

    `before` and `after` hold a state per observation (truth values, numbers or names); `states`
    fixes the order of rows and columns, by default sorted, both truth values always present.
    """
    start, end = np.asarray(before), np.asarray(after)
    if start.ndim != 1 or start.size == 0 or start.shape != end.shape:
        raise ValueError(f"two equal columns of states are needed, not {start.shape}, {end.shape}")
    persons = weight_vector(weights, start.size)
    names = _names(start, end) if states is None else np.asarray(states)
    size = names.size
    cells = _codes(start, names) * size + _codes(end, names)
    persons_moved = np.bincount(cells, weights=persons, minlength=size * size)
    return names, np.asarray(persons_moved, dtype=np.float64).reshape(size, size)


def _names(start: Column, end: Column) -> Column:
    if start.dtype == end.dtype == np.bool_:
        return np.array([False, True])
    return np.unique(np.concatenate((start, end)))


def _codes(column: Column, names: Column) -> NDArray[np.intp]:
    order = np.argsort(names)
    found = np.searchsorted(names, column, sorter=order)
    codes = order[np.minimum(found, names.size - 1)]
    if (names[codes] != column).any():
        raise ValueError(f"states must be among {names.tolist()}")
    return codes


def transition_shares(
    before: ArrayLike,
    after: ArrayLike,
    weights: ArrayLike | None = None,
    states: ArrayLike | None = None,
) -> Floats:
    """Where the people of each state went: rows sum to 1, or are 0 where nobody was.

    For truth values of being poor: [[stayed out, entered], [left, stayed in]].
    """
    _, persons = transitions(before, after, weights, states)
    people = persons.sum(axis=1, keepdims=True)
    return np.divide(persons, people, out=np.zeros_like(persons), where=people > 0)


def exit_rate(before: ArrayLike, after: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Share of those poor before who are no longer poor; ValueError where nobody was poor."""
    was_poor, is_poor = flags(before, "before"), flags(after, "after")
    persons = weight_vector(weights, was_poor.size)
    return share_within(~is_poor, was_poor, persons, "poor people")


def return_rate(poor: ArrayLike, weights: ArrayLike | None = None, within: int = 1) -> float:
    """Share of exits from poverty that are poor again within so many years.

    `poor` holds truth values, shape (years, observations). Only exits with that many later years
    in the window count; ValueError where there is none.
    """
    history = np.asarray(poor, dtype=np.float64)
    if history.ndim != 2 or within < 1 or history.shape[0] < within + 2:
        raise ValueError(f"exits and {within} years after do not fit in shape {history.shape}")
    in_poverty = flags(history.ravel(), "poor").reshape(history.shape)
    last = history.shape[0] - within
    exits = in_poverty[: last - 1] & ~in_poverty[1:last]
    later = [in_poverty[1 + k : last + k] for k in range(1, within + 1)]
    persons = np.tile(weight_vector(weights, history.shape[1]), last - 1)
    return share_within(np.any(later, axis=0).ravel(), exits.ravel(), persons, "exits")


def chronic_transient(
    incomes: ArrayLike, line: float, weights: ArrayLike | None = None, alpha: float = 2.0
) -> Components:
    """Total poverty over a window, the part of mean incomes (chronic) and the rest (transient).

    `incomes` has shape (years, observations), negative ones count as zero; poverty is FGT of order
    alpha, averaged over years and people (Jalan and Ravallion 2000). With alpha of 1 or more the
    transient part is never negative.
    """
    line, alpha = checked_line(line), checked_alpha(alpha)
    panel = np.asarray(incomes, dtype=np.float64)
    if panel.ndim != 2:
        raise ValueError(f"incomes must be years by observations, not shape {panel.shape}")
    vector(panel.ravel(), "incomes")
    persons = weight_vector(weights, panel.shape[1])
    not_negative = np.maximum(panel, 0.0)
    yearly = gap_powers(not_negative, line, alpha).mean(axis=0)
    lasting = gap_powers(not_negative.mean(axis=0), line, alpha)
    total = float((persons * yearly).sum() / persons.sum())
    chronic = float((persons * lasting).sum() / persons.sum())
    return Components(total, chronic, total - chronic)
