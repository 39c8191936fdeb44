"""Consumption, saving, maintenance of assets and investment in divisible capital."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, Rows
from sim.processes.spending import floor, planned_consumption, savings_target
from sim.society import Society, by_household

PARAMETERS = {
    "pass_through_low": number(0.09, "share", 0.02, 0.4, "calibrated",
        "psi of a household with ample savings"),
    "pass_through_high": number(0.70, "share", 0.5, 0.9, "calibrated",
        "psi of a household without savings"),
    "pass_through_scale": number(0.40, "years of consumption", 0.05, 1, "calibrated",
        "Savings over which psi falls"),
    "school_cost_compulsory": number(400, "yuan/child/year", 0, 1500, "assumption",
        "Cost of schooling up to grade nine"),
    "school_cost_higher": number(3000, "yuan/child/year", 500, 8000, "assumption",
        "Cost of schooling beyond grade nine"),
    "children_beyond_nine": number(0.15, "share", 0, 0.5, "assumption",
        "Share of children in schools beyond grade nine"),
}
PAYMENTS = {
    "schooling": Payment("Cost of schooling after what programmes support",
        "households > rest_of_world"),
    "consumption": Payment("What is eaten and used", "households > rest_of_world"),
    "asset_sales": Payment("Assets of the lumpy activity that are given up or sold off",
        "rest_of_world > households"),
    "farm_assets": Payment("Tools and small stock for the farm", "households > rest_of_world"),
}


@by_household
def pay_school(h: Rows, society: Society) -> None:
    """School costs of children still in school, less what programmes pay."""
    w = society.world
    cost = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
    cost = cost * h.children * ~h.dropped_out * (1 - society.given("tuition", h))
    h.school_cost = np.minimum(cost, np.maximum(h.cash - 0.6 * floor(h, society), 0.0))
    society.ledger.transfer(h, "rest_of_world", h.school_cost, "schooling")


@by_household
def consume(h: Rows, society: Society) -> None:
    """C = Cb + psi (X - Cb - M*), between floor and means; psi falls with savings.

    Savings are those before the year's income; permanent income is that of earlier years, so a
    shock passes through by psi alone (Jalan and Ravallion 1999).
    """
    w, least = society.world, floor(h, society)
    base, target = planned_consumption(h, society), savings_target(h, society)
    spread = w.pass_through_high - w.pass_through_low
    psi = w.pass_through_low + spread * np.exp(-h.opening_cash / (w.pass_through_scale * base))
    means = np.maximum(h.cash, 0.0)
    wanted = base + psi * (means - base - target)
    h.consumption = np.clip(wanted, np.minimum(least, means), means)
    society.ledger.transfer(h, "rest_of_world", h.consumption, "consumption")
    h.undernourished = h.consumption < 0.95 * least * (1 - 0.5 * society.given("school_meals", h))


@by_household
def keep_activity(h: Rows, society: Society) -> None:
    """Wear, maintenance and growth of the lumpy activity; too small a rest is sold."""
    w, ledger, price = society.world, society.ledger, society.index.asset_price
    smallest = w.activity_minimum
    owner = Chosen(h, np.flatnonzero(h.activity_capital > 0))
    before = owner.activity_capital
    spare = np.maximum(owner.cash - 0.25 * savings_target(owner, society), 0.0)
    worn = before * (1 - w.activity_wear)
    missing = np.where(before >= 0.8 * smallest, np.maximum(smallest, before) - worn, 0.0)
    restored = np.minimum(missing, spare / price)
    kept = worn + restored
    ledger.transfer(h, "rest_of_world", owner.spread(restored * price), "activity_assets")
    sold = np.where(kept < 0.8 * smallest, kept, 0.0)
    ledger.transfer("rest_of_world", h, owner.spread(w.fire_sale_price * sold), "asset_sales")
    h.activity_capital[owner.places] = kept - sold
    grow_activity(h, society)


def grow_activity(h: Rows, society: Society) -> None:
    """A running activity with a marginal return above wear and 12% takes half the spare cash."""
    w = society.world
    rows = np.flatnonzero(h.activity_capital >= 0.9 * w.activity_minimum)
    owner = Chosen(h, rows)
    yields = w.activity_exponent * society.index.activity_price * owner.activity_output
    worth = yields > (w.activity_wear + 0.12) * owner.activity_capital
    added = worth * 0.5 * np.maximum(owner.cash - savings_target(owner, society), 0.0)
    society.ledger.transfer(h, "rest_of_world", owner.spread(added), "activity_assets")
    h.activity_capital[rows] += added / society.index.asset_price


@by_household
def keep_farm(h: Rows, society: Society) -> None:
    """Divisible capital wears by 8%; it is replaced above a return of 11%, increased above 18%."""
    w = society.world
    target = savings_target(h, society)
    spare = 0.5 * np.maximum(h.cash - 0.5 * target, 0.0)
    returns = 0.20 * h.farm_potential / (h.farm_capital + w.farm_capital_base)
    wear = w.farm_wear * h.farm_capital
    wanted = np.where(returns > w.farm_wear + 0.03, wear, 0.0)
    wanted = np.where(returns > w.farm_wear + 0.10, 0.25 * h.farm_capital + 400.0, wanted)
    bought = np.minimum(wanted, spare)
    society.ledger.transfer(h, "rest_of_world", bought, "farm_assets")
    h.farm_capital += bought - wear
