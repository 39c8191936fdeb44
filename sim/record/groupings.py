"""Groups of households by which measures can be taken: by fifth, by remoteness, by cause."""

from __future__ import annotations

import numpy as np

from sim.ground.measured import USUAL, Grouping
from sim.measures.ordering import from_lowest
from sim.processes.causes import CAUSES, true_cause
from sim.record.income_sources import SOURCES
from sim.society import Society


def remoteness(society: Society) -> np.ndarray:
    """Quarter of the villages by remoteness in which each household lives, from 1."""
    return society.villages.remoteness_quartile[society.households.village]


FIFTHS = 5


def fifths(society: Society, values: np.ndarray) -> np.ndarray:
    """Fifth of persons in which each household lies by a value, counted from nought."""
    persons = society.households.persons
    order = from_lowest(values)
    below = np.cumsum(persons[order]) - 0.5 * persons[order]
    found = np.empty(len(values), dtype=np.int64)
    found[order] = np.minimum(FIFTHS * below // society.population, FIFTHS - 1).astype(np.int64)
    return found


def land(society: Society) -> np.ndarray:
    """Fifth of persons by land a head, from 1."""
    h = society.households
    return 1 + fifths(society, h.land / h.persons)


GROUPINGS = (
    Grouping(
        name="quintile", codes=lambda society: society.households.opening_quintile,
        meaning="Fifths of persons by income per head in the opening year, 1 the poorest to 5.",
        stands_for=(*USUAL, *SOURCES),
    ),
    Grouping(
        name="remoteness", codes=remoteness,
        meaning="Quarters of villages by remoteness, 1 the nearest to 4 the farthest.",
    ),
    Grouping(
        name="cause", codes=true_cause, labels=CAUSES,
        meaning="The main cause that keeps a household poor this year, as it truly is.",
    ),
    Grouping(
        name="land", codes=land,
        meaning="Fifths of persons by land a head this year, 1 the least to 5.",
    ),
    Grouping(
        name="poor", labels=("no", "yes"),
        codes=lambda society: society.households.opening_poor.astype(np.int64),
        meaning="Persons whose income per head was below the national line in the opening year, and "
                "the others: the same people in every arm.",
        stands_for=SOURCES,
    ),
)  # fmt: skip


def mark_opening(society: Society) -> None:
    """Quintile of income per head, person-weighted, and who is poor, at the opening."""
    h = society.households
    head = h.income / h.persons
    h.opening_quintile[:] = 1 + fifths(society, head)
    h.opening_poor[:] = head < society.world.poverty_line
