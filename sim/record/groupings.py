"""Groups of households by which measures can be taken: by fifth, by remoteness, by cause."""

from __future__ import annotations

import numpy as np

from sim.ground.measured import Grouping
from sim.processes.causes import CAUSES, true_cause
from sim.society import Society


def remoteness(society: Society) -> np.ndarray:
    """Quarter of the villages by remoteness in which each household lives, from 1."""
    return society.villages.remoteness_quartile[society.households.village]


GROUPINGS = (
    Grouping(
        name="quintile", codes=lambda society: society.households.opening_quintile,
        meaning="Fifths of persons by income per head in the opening year, 1 the poorest to 5.",
    ),
    Grouping(
        name="remoteness", codes=remoteness,
        meaning="Quarters of villages by remoteness, 1 the nearest to 4 the farthest.",
    ),
    Grouping(
        name="cause", codes=true_cause, labels=CAUSES,
        meaning="The main cause that keeps a household poor this year, as it truly is.",
    ),
)  # fmt: skip


def mark_quintiles(society: Society) -> None:
    """Quintile of income per head, person-weighted, at the opening."""
    h = society.households
    head = h.income / h.persons
    order = np.argsort(head, kind="stable")
    below = np.cumsum(h.persons[order]) - 0.5 * h.persons[order]
    h.opening_quintile[order] = 1 + np.minimum(5 * below // society.population, 4).astype(np.int64)
