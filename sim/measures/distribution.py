"""A distribution of incomes over people: checked once, sorted once, read by every measure."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.measures.ordering import from_lowest

Floats: TypeAlias = NDArray[np.float64]

#: Two cumulative shares of people nearer than this are the same share (rounding of sums).
SAME_SHARE = 1e-12
#: Sums of products of three numbers up to this size are finite floats.
LARGEST = 1e100


class Undefined(ValueError):
    """The measure does not exist for these values: nobody, or nothing, to relate the others to."""


def vector(numbers: ArrayLike, what: str) -> Floats:
    """A non-empty column of finite numbers as float64, shape (n,); ValueError otherwise."""
    column = np.asarray(numbers, dtype=np.float64)
    if column.ndim != 1 or column.size == 0:
        raise ValueError(f"{what} must be a non-empty column of numbers, not shape {column.shape}")
    size = max(abs(column.min()), abs(column.max()))
    if not math.isfinite(size):
        raise ValueError(f"{what} must be finite numbers: there is a NaN or an infinity")
    if size > LARGEST:
        raise ValueError(f"{what} must not exceed {LARGEST:g} in size: their sums are no numbers")
    return column


def weight_vector(weights: ArrayLike | None, size: int) -> Floats:
    """Weights of `size` observations (one each if None): none negative, not all zero."""
    if weights is None:
        return np.ones(size)
    column = vector(weights, "weights")
    if column.size != size:
        raise ValueError(f"{size} values need as many weights, not {column.size}")
    if column.min() < 0 or column.max() == 0:
        raise ValueError("weights must not be negative, nor all zero")
    return column


class Distribution:
    """Values held by weighted people, the common ground of the poverty and inequality measures.

    Every measure takes one of these in place of `values`; asking several measures of the same
    one shares the checks, the single sort and the logarithms. `values` are yuan per person of a
    household and `weights` its persons, both of shape (n,). Observations of weight zero are left
    out. ValueError for empty input, NaN or infinity, negative or all-zero weights.
    """

    _raised: tuple[Distribution, float] | None = None  # from whom, to what at least

    def __init__(self, values: ArrayLike, weights: ArrayLike | None = None) -> None:
        numbers = vector(values, "values")
        persons = weight_vector(weights, numbers.size)
        present = persons > 0
        everyone = bool(present.all())
        self.present = present
        self.values: Floats = numbers if everyone else numbers[present]
        self.weights: Floats = persons if everyone else persons[present]

    @classmethod
    def of(cls, values: ArrayLike | Distribution, weights: ArrayLike | None = None) -> Distribution:
        """The distribution itself, or one made of values and weights."""
        if not isinstance(values, Distribution):
            return cls(values, weights)
        if weights is not None:
            raise ValueError("a Distribution has its own weights: give none beside it")
        return values

    def at_least(self, least: float) -> Distribution:
        """The same people with no value below `least`: the order of all is still theirs."""
        raised = Distribution.__new__(Distribution)
        raised.present, raised.weights = self.present, self.weights
        raised.values = np.maximum(self.values, least)
        raised._raised = self, least
        return raised

    @cached_property
    def population(self) -> float:
        """Sum of the weights."""
        return float(self.weights.sum())

    @cached_property
    def mean(self) -> float:
        """Weighted mean."""
        return self.average(self.values)

    def average(self, amounts: Floats) -> float:
        """Weighted mean of something else these people have, in the order of `values`."""
        # Not a dot product: linear-algebra libraries sum in an order that depends on threads.
        return float((self.weights * amounts).sum()) / self.population

    @cached_property
    def logs(self) -> Floats:
        """Logarithms of the values; ValueError unless all are positive."""
        require_positive(self.values)
        return np.log(self.values)

    @cached_property
    def ascending(self) -> tuple[Floats, Floats, Floats]:
        """Values from poorest to richest, their weights, and the weights accumulated."""
        if self._raised is not None:
            people, least = self._raised
            values, weights, cumulative = people.ascending
            return np.maximum(values, least), weights, cumulative
        order = from_lowest(self.values)
        weights = self.weights[order]
        return self.values[order], weights, np.cumsum(weights)

    @cached_property
    def held(self) -> Floats:
        """What people hold together from the poorest up, negative values as zero."""
        values, weights, _ = self.ascending
        return np.cumsum(weights * np.maximum(values, 0.0))

    def below(self, line: float) -> tuple[Floats, Floats]:
        """Values below a line and their weights, in the order of `values`."""
        if line not in self._below:
            poor = np.flatnonzero(self.values < line)
            self._below[line] = self.values[poor], self.weights[poor]
        return self._below[line]

    @cached_property
    def _below(self) -> dict[float, tuple[Floats, Floats]]:
        return {}

    def quantile(self, q: ArrayLike) -> Any:
        """Value below which a share q of the people falls; a float, or an array for an array q.

        Inverse of the distribution function, averaged where it is flat (Hyndman and Fan 1996,
        definition 2, weighted): the median of 1, 2, 3, 4 is 2.5. ValueError unless 0 <= q <= 1.
        """
        shares = np.asarray(q, dtype=np.float64)
        if not ((shares >= 0) & (shares <= 1)).all():
            raise ValueError(f"quantiles must be shares between 0 and 1, not {q!r}")
        values, _, cumulative = self.ascending
        target = shares * cumulative[-1]
        margin = SAME_SHARE * cumulative[-1]
        lower = np.searchsorted(cumulative, target - margin, side="left")
        upper = np.searchsorted(cumulative, target + margin, side="right")
        result = (values[lower] + values[np.minimum(upper, values.size - 1)]) / 2
        return result if shares.ndim else float(result)

    def lorenz(self, population: ArrayLike | None = None) -> tuple[Floats, Floats]:
        """Shares of people, poorest first, and the share of all income they hold together.

        At every observation from (0, 0) to (1, 1), or at given population shares, linear in
        between; negative values count as zero. ValueError if there is no income to share.
        """
        cumulative, held = self.ascending[2], self.held
        if held[-1] <= 0:
            raise Undefined("nobody has a positive value: there are no shares of it")
        people = np.concatenate(([0.0], cumulative))
        income = np.concatenate(([0.0], held))
        if population is None:
            return people / people[-1], income / income[-1]
        asked = np.atleast_1d(np.asarray(population, dtype=np.float64))
        return asked, np.interp(asked * people[-1], people, income) / income[-1]

    def bin_means(self, bins: int = 100) -> Floats:
        """Mean value in equal groups of people from poorest to richest, shape (bins,).

        A household astride two bins is split between them, so every bin holds the same number
        of people and the means average to the mean.
        """
        if bins < 1:
            raise ValueError(f"there must be at least one bin, not {bins}")
        values, weights, cumulative = self.ascending
        people = np.concatenate(([0.0], cumulative))
        held = np.concatenate(([0.0], np.cumsum(weights * values)))
        edges = np.linspace(0.0, people[-1], bins + 1)
        return np.diff(np.interp(edges, people, held)) * (bins / people[-1])


Values: TypeAlias = ArrayLike | Distribution


def require_positive(values: Floats) -> None:
    """ValueError unless every value is positive, so that its logarithm exists."""
    if values.size and values.min() <= 0:
        raise ValueError("logarithms need positive values: floor those at or below zero first")


def quantile(values: Values, q: ArrayLike, weights: ArrayLike | None = None) -> Any:
    """Weighted quantile: `Distribution.quantile`."""
    return Distribution.of(values, weights).quantile(q)


def lorenz(
    values: Values, weights: ArrayLike | None = None, population: ArrayLike | None = None
) -> tuple[Floats, Floats]:
    """Lorenz curve (population shares, income shares): `Distribution.lorenz`."""
    return Distribution.of(values, weights).lorenz(population)


def growth_incidence(
    before: Values,
    after: Values,
    weights: ArrayLike | None = None,
    weights_after: ArrayLike | None = None,
    bins: int = 100,
    years: float = 1.0,
) -> Floats:
    """Growth per year of the mean of each equal group of people, poorest first, shape (bins,).

    Anonymous: it compares the poorest hundredth then with the poorest hundredth now, whoever
    they are (Ravallion and Chen 2003). One weight vector serves both dates unless `weights_after`
    is given. ValueError where a group had or has no positive mean, as growth is undefined there,
    and unless `years` is a positive number.
    """
    if not (math.isfinite(years) and years > 0):
        raise ValueError(f"years must be a positive number, not {years!r}")
    if weights_after is None and not isinstance(after, Distribution):
        weights_after = weights
    start = Distribution.of(before, weights).bin_means(bins)
    end = Distribution.of(after, weights_after).bin_means(bins)
    require_positive(start)
    require_positive(end)
    with np.errstate(over="ignore"):
        growth = (end / start) ** (1.0 / years) - 1.0
    return vector(growth, "growth rates")
