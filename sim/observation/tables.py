"""What is recorded beside measures: distributions, moves in and out of poverty, payments, households."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from sim.record.seen import Seen


def distributions(seen: Seen) -> Iterator[tuple[Any, ...]]:
    """Hundred bins of income and consumption per head: year, variable, percentile, mean.

    Those of the first and the middle year, the last of support and the last.
    """
    scenario, year = seen.society.scenario, seen.year
    middle = scenario.start + scenario.years // 2
    if year in {scenario.start, middle, scenario.support_ends, scenario.end}:
        for variable in ("consumption", "income"):
            bins = seen.whole[variable].plain.bin_means(100)
            yield from ((year, variable, *row) for row in enumerate(bins.tolist(), 1))


class Poor:
    """Who was poor at the end of the year recorded last."""

    then: np.ndarray | None = None


def transitions(seen: Seen) -> Iterator[tuple[Any, ...]]:
    """Persons by being poor last year and now: from_year, to_year, from_state, to_state, persons."""
    last = seen.remembered(Poor)
    if last.then is not None:
        moves = 2 * last.then + seen.poor
        persons = np.bincount(moves, seen.society.households.persons, minlength=4)
        states = product(("not_poor", "poor"), repeat=2)
        for (was, now), number in zip(states, persons, strict=True):
            yield seen.year - 1, seen.year, was, now, float(number)
    last.then = seen.poor


def ledger(seen: Seen) -> Iterator[tuple[Any, ...]]:
    """Payments of the year: year, payer, payee, kind, yuan. The opening year has none."""
    year = seen.year
    yield from ((year, *entry) for entry in (() if seen.opening else seen.society.ledger.entries))


def households(seen: Seen) -> Iterator[tuple[Any, ...]]:
    """The chosen columns of households at equal steps over the rows, that is over villages."""
    h, plan = seen.society.households, seen.society.scenario.record
    rows = np.arange(plan.households) * len(h) // max(plan.households, 1)
    states = [h.arrays[name][rows].tolist() for name in plan.columns]
    yield from zip([seen.year] * len(rows), rows.tolist(), *states, strict=True)


TABLES = {"distributions": distributions, "transitions": transitions, "ledger": ledger,
          "households": households}  # fmt: skip
