"""The vectorised year equals the year lived by plain households, for every strategy."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from plain_county import PlainCounty, Year
from plain_household import Household
from plain_markets import PROCESSES as MARKETS
from plain_pairing import PROCESSES
from small_county import purse_in

from sim import strategies
from sim.cycle import CYCLE
from sim.ground.channels import CHANNELS
from sim.ground.parameters import number
from sim.processes.applications import credit_limit
from sim.processes.audit import audit
from sim.processes.labour_market import fill_reserved_jobs
from sim.scenario import load
from sim.simulate import enter_arm, open_society
from sim.strategies.base import Strategy
from sim.strategies.pairing import MODELS

TOLERANCE = 1e-9
HOUSEHOLDS, YEARS = 500, 3
PAIRING, PAIRING_YEARS = "village_household_pairing", 5
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
    county = open_society(load("quick_look", baseline="none", **given | changes), 1)
    county.ledger.keep_rows = True
    return county


@pytest.fixture(scope="module")
def strategies_opened():
    return open_arms({name: {name: {}} for name in strategies.find()})


@pytest.fixture(scope="module")
def opened():
    """A sickly county of cautious neighbours, so that distress and hopeless debts occur."""
    world = {"illness_chance": 0.12, "reimbursement": 0.2, "pooling_share": 0.001,
             "informal_willingness": 0.002, "informal_limit": 0.5, "forgiven_debt": 0.2}
    return open_arms({"tested": [EveryChannel]}, world=world)


@pytest.fixture(scope="module")
def pairing_opened():
    """Much money for every local model, and costs that close enterprises from 2013 on.

    Neighbours are cautious and living is dear from 2014 on, so that borrowers of a fund default.
    """
    values = {"grant_spending": 0.2, "seed_spending": 1, "micro_spending": 1, "captain_spending": 1,
              "donor_spending": 0.5, "association_spending": 1, "kept_places": 1,
              "contract_slots": 100, "micro_leverage": 15}
    world = {"enterprises_per_village": 0.6, "enterprise_fixed_cost": {2013: 50000},
             "founding_capital": 50000, "illness_chance": 0.12, "reimbursement": 0.2,
             "chronic_bill": 8000, "pooling_share": 0.001, "informal_willingness": 0.002,
             "informal_limit": 0.5, "consumption_floor_share": {2014: 0.7}}
    arms = {"on": {PAIRING: values}, "off": {PAIRING: {"without": list(MODELS)}}}
    return open_arms(arms, villages=10, years=PAIRING_YEARS, budget=1500, world=world)


def unsettled(seed):
    """A process that throws the county into a state in which the rules of pairing bind somewhere."""

    def unsettle(society):
        draw = np.random.default_rng(seed)
        h, v, e = society.households, society.villages, society.enterprises

        def some(table, share, low=1.0, high=1.0):
            return draw.uniform(low, high, len(table)) * (draw.random(len(table)) < share)

        h.cash, h.bill_due = draw.lognormal(8, 1.5, len(h)) - 500, some(h, 0.2, 0, 3000)
        h.debt_mutual, h.fund_stake = some(h, 0.3, 500, 5000), some(h, 0.4, 100, 500)
        h.fund_excluded, h.arrears = some(h, 0.1), some(h, 0.2)
        h.debt_guaranteed, h.credit_score = some(h, 0.1, 0, 9000), draw.uniform(0.3, 1, len(h))
        h.contract = draw.integers(-1, len(e), len(h))
        h.employer, h.deposit_rate = draw.integers(-1, len(e), len(h)), some(h, 0.2, 0.05, 0.5)
        h.off_farm_workers = draw.integers(0, 3, len(h))
        h.activity_capital = some(h, 0.6, 5000, 40000)
        h.activity_kind = draw.integers(0, 3, len(h))
        h.activity_output = some(h, 0.6, 0, 9000)
        h.permanent_income, h.off_farm_wage = some(h, 1, 3000, 60000), some(h, 1, 0, 20000)
        h.farm_labour, h.farm_potential = draw.uniform(0.2, 3, len(h)), some(h, 1, 0, 90000)
        v.fund, v.captain = some(v, 0.7, 500, 30000), some(v, 0.3)
        v.vacancies = draw.uniform(0, 9, len(v))
        e.cash, e.open = draw.uniform(-20000, 60000, len(e)), some(e, 0.6)
        e.loss_years = draw.integers(0, 2, len(e))
        society.ledger.balances["guarantee_pool"] = 100000.0
        society.channel("small_credit").add(some(h, 0.5, 500, 40000))
        society.channel("reserved_jobs").add(some(h, 0.3))
        society.channel("kept_jobs").add(some(h, 0.3))
        society.channel("contract").add(some(h, 0.5))
        society.channel("jobs_away").add(some(h, 0.3))
        society.channel("founding").add(some(v, 0.6))
        purse = purse_in(society, 1e6)
        for money in (5e5, 1e4):
            purse.pledge("premium", money, some(h, 0.7, 0, 0.9))

    return unsettle


def live(county, years=YEARS, check=None):
    for _ in range(years):
        county.society.year += 1
        county.live_a_year(check=check or compare)
        compare(county, (audit,), county.society.households.arrays)


def compare(county, processes, changed):
    """Every column that a run of processes changed, or should have, agrees to the tolerance."""
    society = county.society
    when = f"in {society.year} after {', '.join(process.__name__ for process in processes)}"
    for name in changed:
        agree(name, "households", county.column(name), society.households.arrays[name], when)
    for kind, columns in county.told.items():
        table = society.tables[kind]
        for name, plain in columns.items():
            agree(name, table.kind, np.array(plain), table.arrays[name], when)


def agree(name, kind, plain, column, when):
    """The plain values of a column are those of the table, row by row."""
    plain, column = plain.astype(float), column.astype(float)
    scale = np.maximum(np.maximum(np.abs(plain), np.abs(column)), 1.0)
    wrong = np.flatnonzero(~(np.abs(plain - column) <= TOLERANCE * scale))
    if wrong.size:
        row = wrong[0]
        raise AssertionError(f"{name} of {wrong.size} {kind} {when}: "
                             f"row {row}: plain {plain[row]!r}, columns {column[row]!r}")


def live_and_see(county):
    """Live and compare; what each process of pairing changed, who paid whom, what places filled."""
    columns, payments, places = defaultdict(set), set(), set()

    def check(county, processes, changed):
        compare(county, processes, changed)
        h = county.society.households
        for name, old in changed.items():
            if np.abs(h.arrays[name].astype(float) - old).max() > 0.01:
                columns[processes[0].__name__].add(name)
        if processes == (fill_reserved_jobs,):
            hired = h.off_farm_workers > changed.get("off_farm_workers", h.off_farm_workers)
            places.update(name for name in ("kept_jobs", "jobs_away")
                          if (hired & (county.society.given(name) > 0)).any())

    for _ in range(PAIRING_YEARS):
        live(county, 1, check)
        flows = county.society.ledger.flows
        payments.update(key[2] for key in flows if flows[key].sum() > 1)
    return {name: columns[name] for name in PROCESSES}, payments, places


@pytest.mark.parametrize("name", sorted(strategies.find()))
def test_each_strategy(name, strategies_opened):
    live(PlainCounty(enter_arm(strategies_opened, name)))


def test_every_channel_at_once(opened):
    live(PlainCounty(enter_arm(opened, "tested")))


def test_local_money_and_other_rules():
    world = {"job_finding": "queue", "activity_minimum": 1500}
    arms = {"tested": {"universal_transfer": {}}}
    opened = open_arms(arms, finance="local", budget=600, world=world)
    live(PlainCounty(enter_arm(opened, "tested")))


def test_pairing_with_every_local_model_on(pairing_opened):
    columns, payments, places = live_and_see(PlainCounty(enter_arm(pairing_opened, "on")))
    assert {name: expected - columns[name] for name, expected in {
        "found_enterprises": {"cash"},
        "conclude_contracts": {"contract"},
        "withdraw_jobs": {"employer", "off_farm_workers"},
        "lend_small_loans": {"farm_capital", "activity_capital", "debt_guaranteed"},
        "fill_reserved_jobs": {"off_farm_workers", "job_weight"},
        "pay_premiums": {"cash", "activity_income"},
        "settle_contracts": {"cash", "activity_income"},
        "break_contracts": {"cash", "activity_income", "contract"},
        "repay_funds": {"cash", "debt_mutual", "fund_excluded"},
        "lend_from_funds": {"cash", "debt_mutual", "fund_stake", "farm_capital"},
    }.items()} == dict.fromkeys(PROCESSES, set())
    assert payments >= {
        "founding", "market_premium", "contract_margin", "floor_price", "unpaid_deliveries",
        "fund_seed", "fund_stakes", "fund_loans", "fund_repayments", "group_liability",
    }
    assert places == {"kept_jobs", "jobs_away"}


def test_pairing_with_every_local_model_off(pairing_opened):
    columns, payments, places = live_and_see(PlainCounty(enter_arm(pairing_opened, "off")))
    assert columns == dict.fromkeys(PROCESSES, set()) and not places
    assert "administration" in payments


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", PROCESSES)
def test_pairing_in_any_state(name, seed, pairing_opened):
    process = next(process for process in CYCLE if process.__name__ == name)
    society = enter_arm(pairing_opened, "on")
    live(PlainCounty(society, cycle=(unsettled(seed), process)), 1)


def test_what_is_owed_to_a_fund_lowers_what_the_bank_lends(pairing_opened):
    county = PlainCounty(enter_arm(pairing_opened, "on"))
    live(county, 1)
    society, h, year = county.society, county.society.households, Year(county.society)
    year.look(society)
    plain = np.array([household.credit_limit(year) for household in county.households])
    agree("credit_limit", "households", plain, credit_limit(h, society), "at the close")
    assert ((plain > 0) & (h.debt_mutual > 0)).any()


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


@pytest.mark.parametrize("name", PROCESSES)
def test_leaving_a_process_of_pairing_out_is_noticed(name, pairing_opened, monkeypatch):
    monkeypatch.setitem(PROCESSES, name, lambda households, year: None)
    with pytest.raises(AssertionError, match=f" households in .* after {name}"):
        live(PlainCounty(enter_arm(pairing_opened, "on")), PAIRING_YEARS)


@pytest.mark.parametrize("name", MARKETS)
def test_leaving_a_market_out_is_noticed(name, pairing_opened, monkeypatch):
    def leave_as_it_was(households, year):
        return {"village": vars(year.village), "enterprise": vars(year.enterprise)}

    monkeypatch.setitem(MARKETS, name, leave_as_it_was)
    with pytest.raises(AssertionError, match=f" in .* after {name}"):
        live(PlainCounty(enter_arm(pairing_opened, "on")), PAIRING_YEARS)


def test_a_slightly_different_number_is_noticed(opened, monkeypatch):
    county = PlainCounty(enter_arm(opened, "tested"))
    look = Year.look

    def drink(year, society):
        look(year, society)
        year.economy.farm_price *= 1 + 1e-7

    monkeypatch.setattr(Year, "look", drink)
    with pytest.raises(AssertionError, match=" households in "):
        live(county)
