"""Marginal redistribution: part of what growth adds to the better-off goes to the poor."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.measures.ordering import from_lowest
from sim.society import Society
from sim.strategies.base import Strategy
from sim.strategies.parts import listed_by_need, serve

INVESTMENTS = ("capital", "schooling", "capital and schooling", "none")


class MarginalRedistribution(Strategy):
    """Redistribution with growth: a share of the increment of income, never of its level.

    A household above the median owes tau_eff x max(0, 1 - opening mean / mean) x permanent
    income, with tau_eff = tau (1 - resistance x mean capture): elites that hold villages keep part
    of it. The means are those of income before programme aid. The sum is paid from the purse, as
    far as the purse carries it, half as cash by head to the listed, half as farm capital or paid
    schooling (Chenery and others 1974).
    """

    title = "Marginal redistribution"
    falls_short = ("Without growth there is nothing to share, what is shared is eaten, and it ends with "
                   "the payments.")
    targeted = True
    parameters = {
        "overhead": number(0.10, "share", 0, 0.4, "assumption", "Leak and cost of paying out"),
        "rate": number(0.25, "share of increment", 0, 0.6, "assumption",
            "tau: part of the increment of the better-off that is redistributed"),
        "resistance": number(0.6, "per capture", 0, 1, "assumption",
            "How far mean elite capture lowers the rate that is really applied"),
        "cash_share": number(0.5, "share", 0, 1, "assumption",
            "Part of the sum paid as cash; the rest is invested in the poor"),
        "most_cash": number(1200, "yuan/person/year", 100, 3000, "assumption",
            "Largest cash transfer"),
        "investment": choice("capital", INVESTMENTS,
            "What the part not paid in cash buys; `none` pays all of it as cash"),
        "capital_grant": number(1500, "yuan/household", 300, 6000, "assumption",
            "Tools, animals and small stock given to a household at a time"),
        "tuition_share": number(0.8, "share", 0, 1, "assumption",
            "Share of a child's schooling cost that is paid"),
    }
    payments = {
        "cash_transfer": Payment("Cash by head to the listed",
            "programme > households", counts_as="transfer", title="transfer to the listed"),
    }
    overhead: float
    rate: float
    resistance: float
    cash_share: float
    most_cash: float
    investment: str
    capital_grant: float
    tuition_share: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Pay out the increment's share, cash first, then investment in the order of need."""
        money = min(self.increment_share(county), purse.left)
        if money <= 0:
            return
        purse.pay("rest_of_world", self.overhead * money, "administration")
        money *= 1 - self.overhead
        cash = money if self.investment == "none" else self.cash_share * money
        self.pay_cash(county, purse, cash)
        self.invest(county, purse, money - cash)

    def increment_share(self, county: Society) -> float:
        """The part of growth's increment that is owed by the better-off, yuan."""
        h, economy = county.households, county.economy
        income = max(float(economy.mean_income_before_aid[0]), 1.0)
        grown = 1 - float(economy.opening_mean_income[0]) / income
        head = h.permanent_income / h.persons
        better_off = head > np.median(head)
        capture = float(np.mean(county.villages.capture))
        rate = self.rate * (1 - self.resistance * capture)
        return rate * max(0.0, grown) * county.total(h.permanent_income * better_off)

    def pay_cash(self, county: Society, purse: Purse, money: float) -> None:
        """The same sum for every person of a listed household, up to the largest transfer."""
        h = county.households
        persons = h.persons * self.listed(county)
        each = min(money / max(county.total(persons), 1.0), self.most_cash)
        purse.pay(h, each * persons, "cash_transfer")

    def invest(self, county: Society, purse: Purse, money: float) -> None:
        """Farm capital, paid schooling or both for listed households, each served in full."""
        order = listed_by_need(county, self)
        kinds = [kind for kind in ("capital", "schooling") if kind in self.investment]
        for kind in kinds:
            give = self.give_capital if kind == "capital" else self.give_schooling
            give(county, purse, money / len(kinds), order)

    def give_capital(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """Tools and stock for those with hands to use them, the worst equipped first."""
        h = county.households
        able = order[h.adults[order] > 0]
        able = able[from_lowest(h.farm_capital[able])]
        costs = np.full(len(h), float(self.capital_grant))
        rows = serve(purse, money, costs, able, "farm_capital")
        county.channel("farm_capital_grant").add(self.capital_grant, rows)

    def give_schooling(
        self, county: Society, purse: Purse, money: float, order: np.ndarray
    ) -> None:
        """The supported share of schooling cost of all children of a household."""
        h, w = county.households, county.world
        child = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
        costs = self.tuition_share * child * h.children
        rows = serve(purse, money, costs, order[h.children[order] > 0], "tuition")
        county.channel("tuition").add(self.tuition_share, rows)
