"""The vectorised year equals the year lived by plain households, for every strategy."""

from __future__ import annotations

import numpy as np
import pytest
from plain_county import PlainCounty, Year
from plain_household import Household

from sim import strategies
from sim.channels import CHANNELS
from sim.cycle import CYCLE
from sim.parameters import number
from sim.processes.audit import audit
from sim.scenario import load
from sim.simulate import enter_arm, open_society
from sim.strategies.base import Strategy

TOLERANCE = 1e-9
HOUSEHOLDS, YEARS = 500, 3
BY_HOUSEHOLD = [process.__name__ for process in CYCLE if hasattr(process, "by_household")]


class EveryChannel(Strategy):
    """Fills every channel and pledges to every kind of bill, so that each path is lived."""

    parameters = {"dose": number(0.5, "share", 0, 1, "assumption", "Share of households reached")}
    units = {"yuan": 9000.0, "mu": 20.0, "visits": 2.0, "courses": 1.5}

    def act(self, county, purse, year):
        """Reach other households by each channel each year."""
        rows = np.arange(len(county.households))
        helped = rows < 0.6 * len(rows)
        for position, (name, column) in enumerate(CHANNELS.items()):
            if column.level == "households" and name != "land_change":
                reached = ((rows * 7 + position * 3 + year) % 10 < 10 * self.dose) & helped
                size = 1.0 + 0.1 * (rows % 3)
                county.channel(name).add(self.units.get(column.unit, 0.7) * size * reached)
        swap = np.where(rows % 2, 0.5, -0.5)
        county.channel("land_change").add(np.where(rows < len(rows) // 2 * 2, swap, 0.0))
        purse.pay("guarantee_pool", 0.3 * purse.left, "guarantee_deposit")
        purse.pay(county.households, 510.0 * helped, "cash")  # above the cost of a job search: no tie
        for kind in ("medical", "seed", "interest", "floor"):
            purse.pledge(kind, 0.2 * purse.left, 0.4 * helped)


def open_arms(arms, **changes):
    """The opened county of a scenario with these arms beside the baseline."""
    given = {"households": HOUSEHOLDS, "years": YEARS, "arms": {"none": {}} | arms}
    return open_society(load("quick_look", baseline="none", **given | changes), 1)


@pytest.fixture(scope="module")
def strategies_opened():
    return open_arms({name: {name: {}} for name in strategies.find()})


@pytest.fixture(scope="module")
def opened():
    """A sickly county of cautious neighbours, so that distress and hopeless debts occur."""
    world = {"illness_chance": 0.12, "reimbursement": 0.2, "pooling_share": 0.001,
             "informal_willingness": 0.002, "informal_limit": 0.5, "forgiven_debt": 0.2}
    return open_arms({"tested": [EveryChannel]}, world=world)


def live(county, years=YEARS):
    for _ in range(years):
        county.society.year += 1
        county.live_a_year(check=compare)
        compare(county, (audit,), county.society.households.arrays)


def compare(county, processes, changed):
    """Every column of every household that a run of processes changed agrees to the tolerance."""
    for name in changed:
        column = county.society.households.arrays[name]
        plain, column = county.column(name).astype(float), column.astype(float)
        scale = np.maximum(np.maximum(np.abs(plain), np.abs(column)), 1.0)
        wrong = np.flatnonzero(~(np.abs(plain - column) <= TOLERANCE * scale))
        if wrong.size:
            names = ", ".join(process.__name__ for process in processes)
            raise AssertionError(
                f"{name} of {wrong.size} households in {county.society.year} after {names}: "
                f"row {wrong[0]}: plain {plain[wrong[0]]!r}, columns {column[wrong[0]]!r}"
            )


@pytest.mark.parametrize("name", sorted(strategies.find()))
def test_each_strategy(name, strategies_opened):
    live(PlainCounty(enter_arm(strategies_opened, name)))


def test_every_channel_at_once(opened):
    live(PlainCounty(enter_arm(opened, "tested")))


def test_local_money_and_other_rules():
    world = {"matching": "logit", "activity_minimum": 1500}
    arms = {"tested": {"universal_transfer": {}}}
    opened = open_arms(arms, finance="local", budget=600, world=world)
    live(PlainCounty(enter_arm(opened, "tested")))


def test_every_process_by_household_is_lived():
    missing = [name for name in BY_HOUSEHOLD if not hasattr(Household, name)]
    assert not missing


def test_agents_hold_no_numpy_numbers(opened):
    county = PlainCounty(enter_arm(opened, "tested"))
    live(county, 1)
    for household in county.households:
        kinds = {type(value) for key, value in vars(household).items() if key in
                 county.society.households.arrays}
        assert kinds <= {float, int, bool}


@pytest.mark.parametrize("name", BY_HOUSEHOLD)
def test_leaving_a_process_out_is_noticed(name, opened, monkeypatch):
    monkeypatch.setattr(Household, name, lambda household, year: None)
    with pytest.raises(AssertionError, match=" households in "):
        live(PlainCounty(enter_arm(opened, "tested")))


def test_a_slightly_different_number_is_noticed(opened, monkeypatch):
    county = PlainCounty(enter_arm(opened, "tested"))
    look = Year.look

    def drink(year, society):
        look(year, society)
        year.index.price *= 1 + 1e-7

    monkeypatch.setattr(Year, "look", drink)
    with pytest.raises(AssertionError, match=" households in "):
        live(county)
