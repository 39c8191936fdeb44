"""Support across provinces: a partner county's money, jobs away, and buyers for its villages."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.matching import Sides, likeness, pair_up, sides
from sim.strategies.pairing.plan import Plan

STREAMS = {
    "partner_lot": "each village once: its place where partners are drawn by lot",
}


class PairedProvinces(LocalModel):
    """Each village has a partner county with limited money, places and buyers.

    All of it is paid from the programme's purse, and the donors make that part of it good: their
    cost is booked, and an arm with donors has no more money than another. Distance makes
    a place dearer to fill; unlike land narrows what its buyers take. Fails where distance eats the
    money, or a village has neither idle adults nor anything to sell.
    """

    name = "paired_provinces"
    turn = 54
    suits = ("remoteness", "none")
    sponsor = "donors"
    failing = Failing({"matching": "complementary", "away_cost": 5000, "donor_spending": 0.5},
        "partners of other land, whose places are dear to fill")
    parameters = {
        "donor_spending": number(0.1, "share of the year's money", 0, 1, "assumption",
            "Money that comes as support of partner counties, at most"),
        "away_cost": number(400, "yuan/job", 50, 5000, "assumption",
            "Cost of a place away at no distance; the way doubles it at full distance"),
        "donor_inputs": number(500, "yuan/household", 50, 5000, "assumption",
            "Farm capital given to a served household"),
        "donor_premium": number(0.05, "share of sales", 0, 0.3, "assumption",
            "Premium that a partner's buyers pay"),
    }
    payments = {
        "donor_jobs": Payment("Places away, found and filled by partner counties",
            "programme > rest_of_world"),
        "donor_inputs": Payment("Farm capital from partner counties", "programme > rest_of_world"),
    }
    donor_spending: float
    away_cost: float
    donor_inputs: float
    donor_premium: float

    def act(self, plan: Plan) -> None:
        """Pair the villages once, then fill places, open the market and give inputs.

        All of it stays within the programme's share and what each partner can pay in a year.
        """
        county = plan.county
        v, p = county.villages, county.partners
        if (v.partner < 0).all():
            v.partner = self.pairs(plan)
        self.left = p.money.copy()
        with plan.capped(self.donor_spending):
            self.send_away(plan, way(v.direction, p.direction[v.partner], p.distance[v.partner]))
            self.open_market(plan)
            self.give(plan)

    def pairs(self, plan: Plan) -> np.ndarray:
        """The partner county of each village under the rule."""
        county = plan.county
        v, p = county.villages, county.partners
        near = Sides(v.direction, p.direction,
                     lambda i, j: way(v.direction[i], p.direction[j], p.distance[j]))
        land, lot = (v.land_quality, p.land_quality), county.uniform("partner_lot", v)
        return pair_up(sides(plan.strategy.matching, near, land, lot), -(-len(v) // len(p)))

    def send_away(self, plan: Plan, far: np.ndarray) -> None:
        """Places of the partner for its villages' idle adults, the most urgent first.

        They take half of what there is at most.
        """
        county = plan.county
        p, people = county.partners, plan.people
        rows = plan.who(people.adults - people.off_farm_workers >= 2)
        kept = plan.within_groups(rows, county.villages.partner, np.ones(len(rows)), p.jobs)
        rows = rows.compress(kept)
        costs = self.away_cost * (1 + far[county.households.village[rows]])
        with plan.purse.part(0.5, plan.purse.sponsor):
            rows = self.spend(plan, rows, costs, "donor_jobs")
        plan.give(rows, "jobs_away", 1.0)

    def open_market(self, plan: Plan) -> None:
        """A premium on what served households sell, as far as the partner's buyers go."""
        plan.aim(())
        county = plan.county
        h, v, p = county.households, county.villages, county.partners
        rows = plan.who(plan.people.activity_output > 0)
        sales = county.economy.activity_price[0] * h.activity_output[rows]
        bought = plan.within_groups(rows, v.partner, sales, p.market)
        rows, sales = rows.compress(bought), sales.compress(bought)
        alike = likeness(np.abs(v.land_quality - p.land_quality[v.partner]))[h.village[rows]]
        premiums = self.donor_premium * alike * sales
        met = self.affords(plan, rows, premiums)
        rates = np.zeros(len(h))
        rates[rows[met]] = self.donor_premium * alike[met]
        plan.purse.pledge("premium", float(premiums[met].sum()), rates)
        self.book(plan, rows[met], premiums[met])

    def give(self, plan: Plan) -> None:
        """Inputs for served households from what is left: they meet lack of funds or a lost harvest."""
        plan.aim(("funds", "disaster"))
        rows = self.spend(plan, plan.rows, np.full(len(plan.rows), self.donor_inputs), "donor_inputs")
        plan.give_goods(rows, "farm_capital_grant", self.donor_inputs)

    def spend(self, plan: Plan, rows: np.ndarray, costs: np.ndarray, kind: str) -> np.ndarray:
        """Pay the costs (yuan a row) that partner and programme can; returns the rows."""
        met = self.affords(plan, rows, costs)
        rows, costs = rows.compress(met), costs.compress(met)
        bought = plan.buy(rows, costs, kind)
        self.book(plan, rows[bought], costs[bought])
        return rows[bought]

    def affords(self, plan: Plan, rows: np.ndarray, costs: np.ndarray) -> np.ndarray:
        """The most urgent rows whose costs their partner can still pay this year: one bool a row."""
        return plan.within_groups(rows, plan.county.villages.partner, costs, self.left)

    def book(self, plan: Plan, rows: np.ndarray, costs: np.ndarray) -> None:
        """Take costs off what the partners can still pay."""
        partner = plan.county.villages.partner[plan.county.households.village[rows]]
        self.left = self.left - np.bincount(partner, costs, len(self.left))


def way(there: np.ndarray, direction: np.ndarray, distance: np.ndarray) -> np.ndarray:
    """Way between a village and a partner (0..1): how far out it is, and how far round."""
    apart = np.abs(there - direction)
    return 0.5 * distance + np.minimum(apart, 1 - apart)
