"""Consumption, saving, maintenance of assets and investment in divisible capital."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, Rows
from sim.processes.menu import minimum_of
from sim.processes.spending import floor, planned_consumption, savings_target
from sim.society import Society, by_household

PARAMETERS = {
    "pass_through_low": number(0.09, "share", 0.02, 0.4, "calibrated",
        "psi of a household with ample savings"),
    "pass_through_high": number(0.82, "share", 0.5, 0.9, "calibrated",
        "psi of a household without savings"),
    "pass_through_scale": number(0.2, "years of consumption", 0.05, 1, "calibrated",
        "Savings over which psi falls"),
    "school_cost_compulsory": number(400, "yuan/child/year", 0, 1500, "assumption",
        "Cost of schooling up to grade nine"),
    "school_cost_higher": number(3000, "yuan/child/year", 500, 8000, "assumption",
        "Cost of schooling beyond grade nine"),
    "children_beyond_nine": number(0.15, "share", 0, 0.5, "assumption",
        "Share of children in schools beyond grade nine"),
    "floor_kept": number(0.6, "share of floor", 0.2, 1, "assumption",
        "Cash that a household keeps before it pays for school and care"),
    "enough_food": number(0.95, "share of floor", 0.7, 1, "assumption",
        "Consumption below which a household is undernourished"),
    "upkeep_savings": number(0.25, "share of target", 0, 1, "assumption",
        "Target savings kept before the activity is maintained"),
    "closing_size": number(0.8, "times its minimum", 0.5, 1, "assumption",
        "Size below which an activity is not maintained but sold"),
    "growing_size": number(0.9, "times its minimum", 0.5, 1.5, "assumption",
        "Size from which an activity may grow out of spare cash"),
    "growing_return": number(0.12, "share/year", 0.03, 0.3, "assumption",
        "Net marginal return from which an activity grows"),
    "replacing_return": number(0.03, "share/year", 0, 0.1, "assumption",
        "Net marginal return from which worn farm capital is replaced"),
    "investing_return": number(0.10, "share/year", 0.03, 0.3, "assumption",
        "Net marginal return from which farm capital is increased"),
    "investment_share": number(0.25, "share of capital", 0.05, 0.6, "assumption",
        "Farm capital bought in a year by who increases it"),
    "investment_least": number(400, "yuan/year", 0, 2000, "assumption",
        "Farm capital bought besides by who increases it, if there is hardly any"),
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
    h.school_cost = np.minimum(cost, np.maximum(h.cash - w.floor_kept * floor(h, society), 0.0))
    society.ledger.transfer(h, "rest_of_world", h.school_cost, "schooling")


@by_household
def consume(h: Rows, society: Society) -> None:
    """Consume what the rule of saving leaves of the means, down to the floor if they reach it.

    With a constant share C = Cb: the share is saved out of permanent income above subsistence,
    however much there is already.
    """
    w, least = society.world, floor(h, society)
    means = np.maximum(h.cash, 0.0)
    wanted = planned_consumption(h, society)
    if w.saving_rule == "buffer_stock":
        wanted = wanted + drawn_from_buffer(h, society, means, wanted)
    h.consumption = np.clip(wanted, np.minimum(least, means), means)
    society.ledger.transfer(h, "rest_of_world", h.consumption, "consumption")
    enough = w.enough_food * least * (1 - 0.5 * society.given("school_meals", h))
    h.undernourished = h.consumption < enough


def drawn_from_buffer(
    h: Rows, society: Society, means: np.ndarray, base: np.ndarray
) -> np.ndarray:
    """psi (X - Cb - M*), yuan: a part of what means exceed plan and target; psi falls with savings.

    Savings are those before the year's income; permanent income is that of earlier years, so a
    shock passes through by psi alone (Jalan and Ravallion 1999).
    """
    w = society.world
    spread = w.pass_through_high - w.pass_through_low
    psi = w.pass_through_low + spread * np.exp(-h.opening_cash / (w.pass_through_scale * base))
    return psi * (means - base - savings_target(h, society))


@by_household
def keep_activity(h: Rows, society: Society) -> None:
    """Wear, maintenance and growth of the lumpy activity; too small a rest is sold."""
    w, ledger, price = society.world, society.ledger, society.economy.asset_price[0]
    owner = Chosen(h, np.flatnonzero(h.activity_capital > 0))
    smallest = minimum_of(owner.activity_kind, society.world)
    closing = w.closing_size * smallest
    before = owner.activity_capital
    spare = np.maximum(owner.cash - w.upkeep_savings * savings_target(owner, society), 0.0)
    worn = before * (1 - w.activity_wear)
    missing = np.where(before >= closing, np.maximum(smallest, before) - worn, 0.0)
    restored = np.minimum(missing, spare / price)
    kept = worn + restored
    ledger.transfer(owner, "rest_of_world", restored * price, "activity_assets")
    sold = np.where(kept < closing, kept, 0.0)
    ledger.transfer("rest_of_world", owner, w.fire_sale_price * sold, "asset_sales")
    left = kept - sold
    h.activity_capital[owner.places] = left
    grow_activity(h, owner.places[left >= w.growing_size * smallest], society)


def grow_activity(h: Rows, rows: np.ndarray, society: Society) -> None:
    """A running activity whose marginal return is high enough takes half the spare cash."""
    w, owner = society.world, Chosen(h, rows)
    yields = w.activity_exponent * society.economy.activity_price[0] * owner.activity_output
    worth = yields > (w.activity_wear + w.growing_return) * owner.activity_capital
    added = worth * 0.5 * np.maximum(owner.cash - savings_target(owner, society), 0.0)
    society.ledger.transfer(owner, "rest_of_world", added, "activity_assets")
    h.activity_capital[rows] += added / society.economy.asset_price[0]


@by_household
def keep_farm(h: Rows, society: Society) -> None:
    """Divisible capital wears; it is replaced above one net return and increased above another."""
    w = society.world
    target = savings_target(h, society)
    spare = 0.5 * np.maximum(h.cash - 0.5 * target, 0.0)
    returns = w.farm_capital_exponent * h.farm_potential / (h.farm_capital + w.farm_capital_base)
    wear = w.farm_wear * h.farm_capital
    wanted = wear * (returns > w.farm_wear + w.replacing_return)
    more = w.investment_share * h.farm_capital + w.investment_least
    wanted = np.where(returns > w.farm_wear + w.investing_return, more, wanted)
    bought = np.minimum(wanted, spare)
    society.ledger.transfer(h, "rest_of_world", bought, "farm_assets")
    h.farm_capital += bought - wear
