"""One strategy let act on a small opened county, and what it paid for what."""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
from small_county import begin

from sim.catalogue import PARAMETERS
from sim.cycle import YEAR, live_a_year
from sim.ground.parameters import Paths
from sim.processes.budget import open_purses, run_strategies
from sim.processes.identification import keep_register
from sim.scenario import load
from sim.simulate import open_society, simulate
from sim.strategies import find

SMALL = {"households": 2000, "villages": 10, "years": 3, "after": 1, "replications": 1}


@cache
def opened():
    county = open_society(load("seven_strategies", **SMALL, arms={"none": {}}), 1)
    county.ledger.keep_rows = True
    return county


def county_with(name, budget=150.0, finance="outside", world=None, **values):
    """A copy of the opened county in which the strategy will act next year."""
    county = opened().copy()
    county.scenario = replace(county.scenario, budget=budget, finance=finance)
    if world:
        county.paths = Paths(PARAMETERS, {**county.scenario.world, **world})
    use = SimpleNamespace(name=name, share=1.0, from_year=0, until=9999)
    begin(county, find()[name](**values), use=use)
    county.year += 1
    return county


def act(name, budget=150.0, prepare=None, **values):
    """The county just after the strategy acted, before anything is delivered."""
    county = county_with(name, budget, **values)
    county.open_year()
    for process in YEAR["paths"]:
        run(process, county)
    if prepare:
        prepare(county)
    for process in (open_purses, keep_register, run_strategies):
        run(process, county)
    return county


def run(process, county):
    by_household = getattr(process, "by_household", False)
    process(*((county.households, county) if by_household else (county,)))


def live(name, years=1, **values):
    """The county some whole years later."""
    county = county_with(name, **values)
    for _ in range(years):
        live_a_year(county)
        county.year += 1
    return county


def live_without(years=1):
    county = opened().copy()
    for _ in range(years):
        county.year += 1
        live_a_year(county)
    return county


def purse(county):
    (only,) = county.purses
    return only


def paid(county):
    """Yuan by kind: payments, and money set aside for bills as `pledge KIND`."""
    total = {}
    for _, amounts, kind in purse(county).pending:
        total[kind] = total.get(kind, 0.0) + float(np.sum(amounts))
    for pledge in purse(county).pledges:
        total[f"pledge {pledge.kind}"] = pledge.left
    return total


def moved(county):
    """The channels that some household, village or the county feels."""
    return {name for name in county.channels if np.any(county.given(name) != 0)}


def budget_of(county, budget=150.0):
    return budget * county.population


def spends_within(county, budget=150.0):
    """Nothing beyond the purse, and the purse knows what is left."""
    spent = sum(paid(county).values())
    whole = budget_of(county, budget)
    return 0 < spent <= whole * (1 + 1e-12) and np.isclose(purse(county).left, whole - spent)


def outcomes(scenario, arm):
    return {row[:4]: row[4] for row in simulate(scenario, arm, 1).outcomes}


def money_adds_up(name):
    """What was spent and what came back make the budget in every year of action, and none after."""
    it = outcomes(load("seven_strategies", **SMALL, arms={"none": {}, "it": {name: {}}}), "it")
    _, *years, after = sorted({key[0] for key in it})
    parts = [it[year, "cost_total", "", "all"] + it[year, "budget_unspent", "", "all"]
             for year in years]
    nothing = it[after, "cost_total", "", "all"] == 0 and (after, "budget_unspent", "", "all") not in it
    return len(years) == 3 and np.allclose(parts, budget_of(opened()), rtol=1e-9) and nothing
