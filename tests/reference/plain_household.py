"""A household as a plain Mesa agent: one Python object, plain floats, one method a process."""

from __future__ import annotations

from collections import defaultdict

import mesa
from plain_activities import Activities
from plain_money import Money
from plain_plans import Plans
from plain_slow_states import SlowStates
from plain_work import Work


class Household(mesa.Agent, Plans, Activities, Work, Money, SlowStates):
    """A row of the household table that lives its own year."""

    def __init__(self, model, row, state):
        super().__init__(model)
        self.row = row
        self.__dict__.update(state)


def make_households(model, table):
    """One agent a row, with the values of its columns as plain Python numbers."""
    names = list(table.arrays)
    columns = zip(*(table.arrays[name].tolist() for name in names), strict=True)
    return [
        Household(model, row, dict(zip(names, state, strict=True)))
        for row, state in enumerate(columns)
    ]


def by_village(households):
    """The households of each village, in the order of their rows."""
    villages = defaultdict(list)
    for household in households:
        villages[household.village].append(household)
    return villages
