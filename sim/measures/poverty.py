"""Poverty measures: how many people live below a line, how far below, and how unequally so.

The poor are those strictly below the line. Negative incomes count as zero, except in Watts,
whose logarithm refuses values at or below zero. All are pure numbers, 0 where nobody is poor.
The line is one number, or one for each observation: then each income is taken as a multiple of its
own line, as welfare ratios are (Blackorby and Donaldson 1987).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from sim.measures.distribution import Distribution, Floats, Values, require_positive, vector
from sim.measures.inequality import sorted_gini


def checked_line(line: float) -> float:
    """The poverty line as a float; ValueError unless positive and finite."""
    if not (math.isfinite(line) and line > 0):
        raise ValueError(f"a poverty line must be a positive number, not {line!r}")
    return float(line)


def checked_alpha(alpha: float) -> float:
    """The aversion to depth as a float; ValueError unless zero or more."""
    if not (math.isfinite(alpha) and alpha >= 0):
        raise ValueError(f"alpha must be zero or more, not {alpha!r}")
    return float(alpha)


def against(
    values: Values, line: ArrayLike, weights: ArrayLike | None
) -> tuple[Distribution, float]:
    """The people and one line for all: a line for each makes incomes multiples of the own line."""
    people = Distribution.of(values, weights)
    if np.ndim(line) == 0:
        return people, checked_line(np.asarray(line, dtype=np.float64).item())
    lines = vector(line, "poverty lines")
    if lines.size != people.present.size or lines.min() <= 0:
        raise ValueError(f"poverty lines must be {people.present.size} positive numbers, one for each")
    with np.errstate(over="ignore"):
        ratios = people.values / lines[people.present]
    return Distribution(ratios, people.weights), 1.0


def gaps(incomes: Floats, line: float) -> Floats:
    """Shortfall of each from the line as a share of it, 0 for those not below."""
    return np.maximum(line - incomes, 0.0) / line


def gap_powers(incomes: Floats, line: float, alpha: float) -> Floats:
    """Each one's part in FGT: the gap to the power alpha, at 0 whether there is a gap."""
    if alpha == 0:
        return (incomes < line).astype(np.float64)
    return gaps(incomes, line) ** alpha


def _mean_of_poor(people: Distribution, persons: Floats, parts: Floats) -> float:
    """Mean over all people of what only the poor have a part in."""
    return float((persons * parts).sum()) / people.population


def fgt(values: Values, line: ArrayLike, weights: ArrayLike | None = None, alpha: float = 0.0) -> float:
    """Foster-Greer-Thorbecke: mean over people of the relative gap to the power alpha.

    Alpha 0 is the headcount, 1 the poverty gap, 2 severity (Foster, Greer, Thorbecke 1984).
    """
    alpha = checked_alpha(alpha)
    people, line = against(values, line, weights)
    incomes, persons = people.below(line)
    return _mean_of_poor(people, persons, gap_powers(np.maximum(incomes, 0.0), line, alpha))


def watts(values: Values, line: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Watts: mean over people of the logarithmic distance to the line (Watts 1968)."""
    people, line = against(values, line, weights)
    incomes, persons = people.below(line)
    require_positive(incomes)
    return _mean_of_poor(people, persons, math.log(line) - np.log(incomes))


def sen(values: Values, line: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Sen: H [I + (1 - I) G], with H the headcount, I the mean gap and G the Gini of the poor.

    The form for many people, which does not change when the population is replicated (Sen 1976).
    """
    people, line = against(values, line, weights)
    incomes, persons, cumulative = _poor(people, line)
    if incomes.size == 0:
        return 0.0
    headcount = float(cumulative[-1]) / people.population
    depth = float((persons * gaps(incomes, line)).sum() / cumulative[-1])
    return headcount * (depth + (1.0 - depth) * sorted_gini(incomes, persons, cumulative))


def sst(values: Values, line: ArrayLike, weights: ArrayLike | None = None) -> float:
    """Sen-Shorrocks-Thon in Shorrocks' form: headcount x mean gap of the poor x (1 + Gini of gaps).

    The Gini is that of the gaps of everybody. The product equals the mean over people of their
    gap times twice the share of people better off, which is what is summed (Shorrocks 1995).
    """
    people, line = against(values, line, weights)
    incomes, persons, cumulative = _poor(people, line)
    better_off = 1.0 - (cumulative - persons / 2) / people.population
    return _mean_of_poor(people, persons, gaps(incomes, line) * 2.0 * better_off)


def _poor(people: Distribution, line: float) -> tuple[Floats, Floats, Floats]:
    """Incomes below the line from the lowest, negative ones as zero, persons and running sum."""
    incomes, persons, cumulative = people.ascending
    poor = slice(0, int(np.searchsorted(incomes, line, side="left")))
    return np.maximum(incomes[poor], 0.0), persons[poor], cumulative[poor]
