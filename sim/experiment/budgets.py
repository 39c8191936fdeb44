"""How the counties of a province share its budget, and the survey that tells their gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.catalogue import PARAMETERS
from sim.ground.parameters import Paths
from sim.ground.streams import Streams
from sim.measures import Distribution, fgt
from sim.population.draws import Draws
from sim.population.households import draw_sizes
from sim.scenario import Scenario
from sim.scenario.in_world import in_world
from sim.simulate import open_society, seed_of

EQUAL, POVERTY_GAP = "equal", "poverty_gap"


def surveyed_gap(county: Scenario, households: int) -> float:
    """Poverty gap of a county before any policy, yuan a head and year at the national line.

    A survey asks so many households of a county like it, or all where it has fewer; it is made once,
    not in every replication.
    """
    households = min(households, county.households)
    villages = max(2, round(county.villages * households / county.households))
    asked = replace(county, households=households, villages=min(villages, households))
    society = open_society(asked, 1)
    h, line = society.households, society.world.poverty_line
    incomes = Distribution(np.maximum(h.income / h.persons, 0.0), h.persons)
    return line * fgt(incomes, line, alpha=1)


def persons(county: Scenario, replication: int) -> float:
    """Persons of a county in a replication; nobody is born into it or leaves it."""
    streams = Streams(seed_of(county.seed, replication))
    world = Paths(PARAMETERS, in_world(county, replication).world).at(county.start)
    drawn, _ = draw_sizes(Draws(streams, county.households), world)
    return float(drawn.sum())


def shares_by_gap(gaps: Mapping[str, float], people: Mapping[str, float]) -> dict[str, float]:
    """What the budget a head of each county is of the province's: as its gap is of the mean gap.

    Over all people these average to 1, so that the total is that of equal budgets. Where no
    county has a gap, all are equal.
    """
    whole = sum(people.values())
    mean = sum(gaps[name] * people[name] for name in people) / whole
    return {name: gaps[name] / mean if mean > 0 else 1.0 for name in people}


def times(budget: Any, share: float) -> Any:
    """A budget, or each of a map from year, times a share."""
    if isinstance(budget, Mapping):
        return {year: value * share for year, value in budget.items()}
    return budget * share
