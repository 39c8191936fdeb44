"""Who is matched with whom: helpers and households of a village, villages and partners."""

from __future__ import annotations

import numpy as np

from ...parameters import choice, number
from .base import Plan

RULES = ("near", "similar", "complementary", "random")
MATCHING = choice("near", RULES, "Which pairs are made: near, of similar or different land, by lot")
DAY_COST = number(80, "yuan/day", 20, 300, "assumption",
    "Cost of a day of a helper or technician")


def matched(
    plan: Plan, helpers: np.ndarray, wanted: np.ndarray, capacity: int
) -> tuple[np.ndarray, np.ndarray]:
    """Wanted rows that find a helper in their village, the most urgent first, and their helpers.

    `helpers` and `wanted` are one bool a household; a helper has `capacity` households at most.
    """
    village, able = plan.county.households.village, np.flatnonzero(helpers)
    number_able = np.bincount(village[able], minlength=len(plan.county.villages))
    rows = plan.first(np.flatnonzero(wanted), capacity * number_able)
    there = village[rows]
    place = np.arange(len(rows)) - np.searchsorted(there, np.arange(len(number_able)))[there]
    first = np.cumsum(number_able) - number_able
    return rows, able[first[there] + place // capacity]


def pair_up(cost: np.ndarray, most: int) -> np.ndarray:
    """The partner (column) of each row at least total cost, with at most `most` rows a partner."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(np.repeat(cost, most, axis=1))
    partner = np.full(len(cost), -1)
    partner[rows] = columns // most
    return partner


def pairing_cost(
    rule: str, distance: np.ndarray, difference: np.ndarray, lot: np.ndarray
) -> np.ndarray:
    """What a pair counts as cost under a rule; all arrays are rows x partners."""
    by_rule = {"near": distance, "similar": difference, "complementary": -difference, "random": lot}
    return by_rule[rule]


def likeness(difference: np.ndarray) -> np.ndarray:
    """How much of what is taught on other land holds on this (0..1)."""
    return np.clip(1 - difference, 0.0, 1.0)
