"""Production: the harvest, the lumpy activity and its market, the enterprises' year."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, Rows
from sim.processes.farm import output_at, seed_gain
from sim.processes.hands import farm_labour
from sim.processes.hiring import value_of_labour
from sim.processes.menu import runs
from sim.processes.organisation import leave_posts
from sim.processes.prospects import skilled, yield_of
from sim.processes.shocks import lasting_capacity, lost_to_illness, work_capacity
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
    "farm_noise": number(0.28, "sd of log", 0.15, 0.5, "calibrated",
        "True noise of farm income: of .40 in surveys, the part that is eaten"),
    "measurement_noise": number(0.26, "sd of log", 0, 0.4, "calibrated",
        "Noise of farm income as surveys, the register and the floor see it"),
    "activity_market": choice("open", ("open", "county"),
        "Who sets the prices of activities: markets beyond the county, or its own supply and purchases "
        "by programmes, as where the same is done everywhere"
        ).certain("a county is small beside its markets; `county` is for a national programme"),
    "activity_price_response": number(0.30, "elasticity", 0, 0.6, "assumption",
        "Fall of the activity's price with its supply, in a market of the county"),
    "asset_price_response": number(0.2, "elasticity", 0, 0.5, "assumption",
        "Rise of the price of the activity's assets with purchases by programmes, in a market of the "
        "county"),
}
PAYMENTS = {
    "farm_sales": Payment("Harvest, at its price", "rest_of_world > households"),
    "seed": Payment("Improved seed and what goes with it", "households > rest_of_world"),
    "activity_sales": Payment("Product of the lumpy activity, at its price",
        "rest_of_world > households"),
    "market_premium": Payment("Premium on sales of the lumpy activity, counted with its income",
        "programme > households", counts_as="transfer", title="premium on sales"),
    "enterprise_sales": Payment("Revenue of enterprises", "rest_of_world > enterprises"),
    "enterprise_costs": Payment("Fixed cost and wear of enterprises", "enterprises > rest_of_world"),
    "enterprise_loans": Payment("Loans of the bank to enterprises", "bank > enterprises"),
    "owner_capital": Payment("Losses that owners outside the county make good",
        "rest_of_world > enterprises"),
    "profits": Payment("Surplus of enterprises, paid to founders or the rich",
        "enterprises > village_pools > households"),
    "liquidation": Payment("What is left in an enterprise that closes", "enterprises > rest_of_world"),
    "new_owner": Payment("Money with which an owner from outside takes an enterprise over",
        "rest_of_world > enterprises"),
}
STREAMS = {
    "farm": "each household a year: its harvest",
    "activity": "each household a year: the output of its activity",
    "enterprise": "each enterprise a year: its revenue",
    "entry": "each enterprise a year: whether a new owner takes it over",
}


@by_household
def harvest(h: Rows, society: Society) -> None:
    """Realised farm output: labour after jobs and illness, seed, drought, village and own luck."""
    w = society.world
    labour, lasting = farm_labour(h, society) + h.workers_hired, lasting_capacity(h, society)
    planned = h.farm_labour * lasting
    actual = labour * (lasting * (1 - lost_to_illness(h, society))) / np.maximum(planned, TINY)
    unplanned = np.flatnonzero(actual != 1.0)
    actual[unplanned] = output_at(actual[unplanned], society)
    noise = w.farm_noise * society.normal("farm", h) - 0.5 * w.farm_noise**2
    luck = society.at_home(society.villages.yield_noise, h) * np.exp(noise)
    luck *= society.economy.weather_norm[0]
    h.farm_output = h.farm_potential * actual * (1 - h.drought_loss) * luck
    h.farm_output *= np.where(h.improved_seed, seed_gain(h, society), 1.0)


@by_household
def run_activity(h: Rows, society: Society) -> None:
    """Output of the lumpy activity for those above the minimum of its kind, and capital lost."""
    w = society.world
    h.activity_output = 0.0
    rows = np.flatnonzero(runs(h, society))
    runner = Chosen(h, rows)
    output = yield_of(runner.activity_kind, runner.activity_capital, society)
    output *= runner.ability * skilled(runner, society) * work_capacity(runner, society)
    noise = w.activity_noise * society.normal("activity", h, rows) - 0.5 * w.activity_noise**2
    v = society.villages
    weather = v.yield_noise * (1 - w.drought_loss_activity * v.drought)
    output *= np.exp(noise) * weather[h.village[rows]]
    h.activity_output[rows] = output * (1 - w.failed_output * h.activity_failed[rows])
    h.activity_capital *= 1 - w.activity_failure_loss * h.activity_failed


def price_activity(society: Society) -> None:
    """In a market of the county, supply of the activity's product lowers its price; investors see it."""
    economy, supply = society.economy, society.total(society.households.activity_output)
    technique = float(economy.activity_index[0])
    opening = float(economy.opening_activity_output[0])
    if society.burning_in:
        economy.opening_activity_output = supply / technique
        economy.activity_price = 1.0
    elif supply > 0 and opening > 0 and society.world.activity_market == "county":
        relative = supply / (opening * technique)
        economy.activity_price = relative**-society.world.activity_price_response


def price_assets(society: Society) -> None:
    """In a market of the county, dealers raise next year's price of assets with what programmes bought.

    (purchases / baseline purchases)^.2, the baseline being what households bought at the opening.
    """
    economy = society.economy
    if society.burning_in:
        bought = society.ledger.flows.get(("households", "rest_of_world", "activity_assets"))
        economy.opening_asset_purchases = 0.0 if bought is None else bought.sum()
    if society.world.activity_market == "open":
        return
    granted = float(np.sum(society.given("activity_grant")))
    relative = 1 + granted / max(float(economy.opening_asset_purchases[0]), 1.0)
    economy.asset_price = relative**society.world.asset_price_response


@by_household
def sell_harvest(h: Rows, society: Society) -> None:
    """Sell what is not eaten; only the marketed surplus meets the price; pay for the seed.

    The trader waits for the harvest, and for ever for what neither it nor savings can pay.
    """
    w, economy, ledger = society.world, society.economy, society.ledger
    price, food = economy.farm_price[0], floor(h, society)
    value = np.maximum(price * h.farm_output + (1 - price) * food, 0.0)
    ledger.transfer("rest_of_world", h, value, "farm_sales")
    seed = np.minimum(h.seed_cost, np.maximum(h.cash, 0.0))
    ledger.transfer(h, "rest_of_world", seed, "seed")
    h.farm_income = value - seed - w.farm_wear * h.farm_capital
    sales = economy.activity_price[0] * h.activity_output
    ledger.transfer("rest_of_world", h, sales, "activity_sales")
    h.activity_income = sales - w.activity_wear * h.activity_capital


def pay_premiums(society: Society) -> None:
    """Buyers brought by a programme pay more for the activity's product, as far as it is pledged."""
    h = society.households
    if society.pledged("premium"):
        paid = society.commit("premium", society.economy.activity_price[0] * h.activity_output)
        society.draw("premium", 1.0, h, "market_premium")
        h.activity_income += paid


def run_enterprises(society: Society) -> None:
    """Revenue, fixed cost and interest; two years of loss close an enterprise."""
    e, w, ledger = society.enterprises, society.world, society.ledger
    noise = w.enterprise_noise * society.normal("enterprise", e) - 0.5 * w.enterprise_noise**2
    revenue = value_of_labour(society) * e.workers**w.enterprise_labour_exponent * np.exp(noise)
    e.revenue = np.where(e.open, revenue, 0.0)
    ledger.transfer("rest_of_world", e, e.revenue, "enterprise_sales")
    costs = np.where(e.open, w.enterprise_fixed_cost + w.enterprise_wear * e.capital, 0.0)
    ledger.transfer(e, "rest_of_world", costs, "enterprise_costs")
    interest = w.bank_rate * e.debt
    ledger.transfer(e, "bank", interest, "interest")
    e.profit = e.revenue - costs - interest


def settle_enterprises(society: Society) -> None:
    """Wages paid, losses are borrowed, repaid from profit, and the surplus goes to its owners.

    They are the founder, or the rich of the village.

    The bank lends against collateral; what it does not lend, owners outside put in.
    """
    h, v, e, ledger = society.households, society.villages, society.enterprises, society.ledger
    w = society.world
    e.profit -= society.ledger.flows["enterprises", "village_pools", "wages"]
    lacking = np.maximum(-e.cash, 0.0)
    lent = np.minimum(lacking, np.maximum(w.collateral_share * e.capital - e.debt, 0.0))
    ledger.transfer("bank", e, lent, "enterprise_loans")
    ledger.transfer("rest_of_world", e, lacking - lent, "owner_capital")
    e.debt += lent
    back = np.minimum(e.debt, np.maximum(e.cash - w.indebted_cash * e.capital, 0.0))
    ledger.transfer(e, "bank", back, "principal")
    e.debt -= back
    surplus = np.where(e.open, np.maximum(e.cash - w.working_cash * e.capital, 0.0), 0.0)
    ledger.transfer(e, "village_pools", surplus, "profits")
    owners = np.maximum(society.village_sum(h.rich), 1.0)
    founded = e.owner >= 0
    v.dividend = np.bincount(e.village, surplus * ~founded, len(v)) / owners
    received = society.at_home(v.dividend) * h.rich
    received += np.bincount(e.owner[founded], surplus[founded], len(h))
    ledger.transfer("village_pools", h, received, "profits")
    h.property_income += received
    close_enterprises(society)


def close_enterprises(society: Society) -> None:
    """Two loss years end an enterprise, its jobs and its loan; a new owner may take an idle one over."""
    v, e = society.villages, society.enterprises
    e.loss_years = np.where(e.open & (e.profit < 0), e.loss_years + 1, 0)
    fails, idle = e.open & (e.loss_years >= 2), ~e.open & ~e.local_founder
    v.closed_jobs = np.bincount(e.village, e.workers * fails, len(v))
    society.bank.enterprise_write_offs = 0.0
    if fails.any():
        wind_up(society, fails)
    if idle.any():
        take_over(society, idle)


def wind_up(society: Society, fails: np.ndarray) -> None:
    """Cash of those that fail (one bool each) repays the bank, which loses the rest of its loan."""
    e, ledger = society.enterprises, society.ledger
    repaid = np.where(fails, np.minimum(e.cash, e.debt), 0.0)
    ledger.transfer(e, "bank", repaid, "principal")
    ledger.transfer(e, "rest_of_world", np.where(fails, e.cash, 0.0), "liquidation")
    society.bank.enterprise_write_offs = np.where(fails, e.debt - repaid, 0.0).sum()
    e.debt[fails] = 0.0
    e.loss_years[fails] = 0
    e.open &= ~fails
    leave_posts(society, fails)


def take_over(society: Society, idle: np.ndarray) -> None:
    """An owner from outside may open an idle enterprise (one bool each) with the cash to work with."""
    e, w = society.enterprises, society.world
    entered = idle & (society.uniform("entry", e) < w.enterprise_entry)
    brought = np.where(entered, w.working_cash * e.capital, 0.0)
    society.ledger.transfer("rest_of_world", e, brought, "new_owner")
    e.open |= entered
