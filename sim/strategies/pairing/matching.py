"""Who is matched with whom, and what helpers are paid: households, villages and partners."""

from __future__ import annotations

import numpy as np

from ...parameters import choice, number
from .base import Plan

RULES = ("near", "similar", "complementary", "random")
MATCHING = choice("near", RULES, "Which pairs are made: near, of similar or different land, by lot")
DAY_COST = number(80, "yuan/day", 20, 300, "assumption",
    "Declared wage of a day of a helper, leader or technician")


def matched(
    plan: Plan, helpers: np.ndarray, wanted: np.ndarray, capacity: int
) -> tuple[np.ndarray, np.ndarray]:
    """Wanted rows that find a helper in their village, the most urgent first, and their helpers.

    A helper (rows, sorted) has `capacity` households at most.
    """
    village = plan.county.households.village
    number_able = np.bincount(village[helpers], minlength=len(plan.county.villages))
    rows = plan.first(wanted, capacity * number_able)
    there = village[rows]
    place = np.arange(len(rows)) - np.searchsorted(there, np.arange(len(number_able)))[there]
    first = np.cumsum(number_able) - number_able
    return rows, helpers[first[there] + place // capacity]


def engage(plan: Plan, helpers: np.ndarray, days: np.ndarray | float) -> None:
    """Pay households (rows, one may stand twice) for days that their own farms then miss."""
    county = plan.county
    h = county.households
    given = np.bincount(helpers, np.broadcast_to(days, helpers.shape), len(h))
    county.channel("helper_days").add(given)
    plan.purse.pay(h, plan.strategy.helper_day_cost * given, "helper_wages")


def pair_up(cost: np.ndarray, most: int) -> np.ndarray:
    """The partner (column) of each row, at most `most` rows a partner, so that no pair would part.

    Rows ask partners from the cheapest on; a partner keeps the cheapest who asked and refuses the
    others, who ask on (deferred acceptance, Gale and Shapley 1962). Every row finds one if there
    are places for all.
    """
    wishes = np.argsort(cost, axis=1, kind="stable")
    asked = np.zeros(len(cost), np.int64)
    while True:
        partner = wishes[np.arange(len(cost)), asked]
        order = np.lexsort((cost[np.arange(len(cost)), partner], partner))
        there = partner[order]
        rank = np.arange(len(cost)) - np.searchsorted(there, np.arange(cost.shape[1]))[there]
        refused = order[rank >= most]
        if not refused.size:
            return partner
        asked[refused] += 1


def pairing_cost(
    rule: str, distance: np.ndarray, difference: np.ndarray, lot: np.ndarray
) -> np.ndarray:
    """What a pair counts as cost under a rule; all arrays are rows x partners."""
    by_rule = {"near": distance, "similar": difference, "complementary": -difference, "random": lot}
    return by_rule[rule]


def likeness(difference: np.ndarray) -> np.ndarray:
    """How much of what is taught on other land holds on this (0..1)."""
    return np.clip(1 - difference, 0.0, 1.0)
