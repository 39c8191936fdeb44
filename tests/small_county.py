"""Small counties for tests: opened once, lived often, whole or in single processes."""

from __future__ import annotations

from copy import copy
from types import SimpleNamespace

import numpy as np

from sim import strategies
from sim.catalogue import PARAMETERS, all_payments
from sim.cycle import CYCLE, live_a_year
from sim.ground.parameters import Paths
from sim.ground.purse import Purse
from sim.population.draw import draw_society
from sim.programme import Programme
from sim.scenario import load
from sim.simulate import enter_arm, open_society
from sim.strategies.base import Strategy

OURS = {name: {name: {}} for name in sorted(strategies.find())}
_OPENED = {}


def plan(arms=None, **changes):
    """A scenario of 1,000 households and three years, with these arms beside the baseline."""
    given = {"households": 1000, "villages": 5, "years": 3, "baseline": "none"}
    return load("quick_look", arms={"none": {}} | (arms or {}), **given | changes)


def opened(scenario, replication=1):
    """The county of a scenario after its burn-in, the same object for the same question."""
    key = scenario.hash, replication
    if key not in _OPENED:
        _OPENED[key] = open_society(scenario, replication)
        _OPENED[key].ledger.keep_rows = True
    return _OPENED[key]


def lived(county, arm="none", years=1, cycle=CYCLE, tiled=True, watch=None):
    """A copy of an opened county after some years in an arm; `watch` sees the end of each."""
    society = enter_arm(county, arm)
    for _ in range(years):
        society.year += 1
        live_a_year(society, cycle, tiled)
        if watch:
            watch(society)
    return society


def unchecked(scenario, **values):
    """A scenario with some values changed, whatever they are."""
    twin = copy(scenario)
    for name, value in values.items():
        object.__setattr__(twin, name, value)
    return twin


def bare(households, villages=1, seed=1, **world):
    """People just drawn, before any year: for processes that are looked at alone.

    Size and world values are taken as they are, also outside the range that users may set.
    """
    scenario = unchecked(plan(), households=households, villages=villages)
    society = draw_society(scenario, seed, Paths(PARAMETERS, world))
    society.payments = all_payments()
    society.ledger.keep_rows = True
    return society


def pass_years(society, cycle, years=1):
    """Let only these processes pass over a bare county."""
    for _ in range(years):
        society.year += 1
        live_a_year(society, tuple(cycle))


def columns(society):
    """A copy of every column of every kind of agent."""
    return {
        (kind, name): column.copy()
        for kind, table in society.tables.items()
        for name, column in table.items()
    }


def begin(society, strategy, money=None, use=None):
    """This year's programme of a strategy in a county, with a purse if it has money (yuan)."""
    account = f"programme:{strategy.name}"
    purse = None if money is None else Purse(account, money, society.ledger, society.households)
    society.programmes[strategy.name] = Programme(strategy, use, purse=purse)
    return society.programmes[strategy.name]


def purse_in(society, money=1000.0, name="test"):
    """A purse (yuan) of a programme that does nothing of its own."""
    return begin(society, SimpleNamespace(name=name, targeted=False), money).purse


def different(left, right):
    """Names of the columns that are not equal to the bit."""
    return [key for key in left if left[key].tobytes() != right[key].tobytes()]


class Dreamer(Strategy):
    """Draws from its own streams and from those of others, and spends nothing."""

    def act(self, county, purse, year):
        """Draw as much as it can."""
        for name in ("dream", "illness", "job", "farm"):
            county.uniform(name, county.households)
            county.normal(name, county.villages)
        np.random.random(7)


class Greedy(Strategy):
    """Asks for the budget twice over, then pledges what it does not have."""

    def act(self, county, purse, year):
        """Ask again and again."""
        people = county.households
        for _ in range(2):
            purse.pay(people, 2 * purse.left * people.persons / county.population, "cash")
            purse.pledge("medical", 1e12, 0.5)
