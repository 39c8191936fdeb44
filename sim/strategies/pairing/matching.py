"""Who is matched with whom, and what helpers are paid: households, villages and partners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.strategies.pairing.plan import Plan

RULES = ("near", "similar", "complementary", "random")
MATCHING = choice("near", RULES, "Which pairs are made: near, of similar or different land, by lot")
DAY_COST = number(80, "yuan/day", 20, 300, "assumption",
    "Declared wage of a day of a helper, leader or technician")
PAYMENTS = {
    "helper_wages": Payment("Pay for days that helpers, leaders and technicians give to others",
        "programme > households", counts_as="wage", title="pay for days as a helper"),
}

GOLDEN_SECTION = 0.618
"""Steps of this part of a circle spread partners evenly over it, however many there are."""


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


@dataclass
class Sides:
    """Two sides to be paired: where each stands, and the cost of a row with a partner.

    Of the rows on either side of a partner, the nearest free one is its cheapest. Where places are
    on a circle or the farthest are the cheapest, nearest means the next one round the ends.
    """

    rows: np.ndarray
    partners: np.ndarray
    cost: Callable[[int, int], Any]


def sides(rule: str, near: Sides, land: tuple[np.ndarray, np.ndarray], lot: np.ndarray) -> Sides:
    """The sides under a rule: as they are, by quality of land (of rows and partners), or by lot."""
    rows, partners = land
    shift = GOLDEN_SECTION * np.arange(len(partners))
    by_rule = {
        "near": near,
        "similar": Sides(rows, partners, lambda i, j: abs(rows[i] - partners[j])),
        "complementary": Sides(rows, np.full(len(partners), -np.inf),
                               lambda i, j: -abs(rows[i] - partners[j])),
        "random": Sides(lot, -shift % 1.0, lambda i, j: (lot[i] + shift[j]) % 1.0),
    }
    return by_rule[rule]


def pair_up(sides: Sides, most: int) -> np.ndarray:
    """The partner of each row, at most `most` rows a partner, so that no pair would part.

    The cheapest pair of all that are free is made first: neither side can do better, which is the
    one stable matching where a pair's cost is the same to both (Gale and Shapley 1962). Every row
    finds a partner if there are places for all.
    """
    places = Places(sides)
    left = [most] * len(sides.partners)
    offers = [places.cheapest(j) for j in range(len(left))]
    heapify(offers)
    partner = np.full(len(sides.rows), -1)
    while offers and places.free:
        _, row, j = heappop(offers)
        if partner[row] < 0:
            partner[row] = j
            left[j] -= 1
            places.take(row)
        if left[j] and places.free:
            heappush(offers, places.cheapest(j))
    return partner


class Places:
    """Rows in the order of where they stand; those taken are left out, both ways round."""

    def __init__(self, sides: Sides) -> None:
        order = np.argsort(sides.rows, kind="stable")
        self.order, self.cost, self.free = order.tolist(), sides.cost, len(order)
        self.place = np.argsort(order, kind="stable").tolist()
        self.starts = np.searchsorted(sides.rows[order], sides.partners).tolist()
        size = len(order)
        self.next = {+1: list(range(size)), -1: list(range(size))}

    def cheapest(self, j: int) -> tuple[float, int, int]:
        """Cost, row and partner of the cheapest pair that partner j can still make."""
        start = self.starts[j]
        return min(
            (self.cost(row, j), row, j)
            for row in (self.order[self.look(start, +1)], self.order[self.look(start - 1, -1)])
        )

    def look(self, place: int, step: int) -> int:
        """The first free place from here on."""
        onward, passed = self.next[step], []
        place %= len(onward)
        while onward[place] != place:
            passed.append(place)
            place = onward[place]
        for taken in passed:
            onward[taken] = place
        return place

    def take(self, row: int) -> None:
        """Leave a row out from now on."""
        place, self.free = self.place[row], self.free - 1
        for step, onward in self.next.items():
            onward[place] = (place + step) % len(onward)


def likeness(difference: np.ndarray) -> np.ndarray:
    """How much of what is taught on other land holds on this (0..1)."""
    return np.clip(1 - difference, 0.0, 1.0)
