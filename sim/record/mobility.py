"""Mobility: who leaves poverty from one year to the next, and who comes back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from sim.ground.measured import BY_DEFAULT, NATIONAL, Measured
from sim.record.seen import Seen

_rate = partial(Measured, unit="share", lines=NATIONAL, recorded=BY_DEFAULT)
MEASURES = (
    _rate(name="exit_rate", title="exit rate", formula="left poverty / poor last year",
          other_names=("escape rate",),
          meaning="Persons who left poverty this year as a share of those poor last year."),
    _rate(name="return_rate", title="return rate", formula="poor again / left poverty last year",
          other_names=("relapse rate", "re-entry rate"),
          meaning="Persons poor this year as a share of those who left poverty last year."),
)  # fmt: skip


class LastYear:
    """Who was poor at its end, and who had left poverty in it."""

    poor: np.ndarray | None = None
    exited: np.ndarray | None = None


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Exits and returns at the national line."""
    before, persons = seen.remembered(LastYear), seen.society.households.persons
    exited = np.zeros(len(persons), bool)
    if before.poor is not None:
        exited = before.poor & ~seen.poor
        yield "exit_rate", "national", "all", share(persons, before.poor, exited)
    if before.exited is not None and seen.year > seen.society.scenario.start + 1:
        yield "return_rate", "national", "all", share(persons, before.exited,
                                                      before.exited & seen.poor)  # fmt: skip
    before.poor, before.exited = seen.poor, exited


def share(persons: np.ndarray, among: np.ndarray, hit: np.ndarray) -> float:
    """Persons hit as a share of those among; NaN if there are none."""
    whole_sum = float((persons * among).sum())
    return float((persons * hit).sum()) / whole_sum if whole_sum > 0 else float("nan")
