"""Cadres and households: who is visited by whom, how often, and how well it gets known."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.processes.cadres import assign_cadres, insight, offer_visits, relink, travel
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class CadreHousehold(LocalModel):
    """Links served households to cadres, whose paid days limit the visits.

    Contact, ability, awareness and trust add to the log-odds that the cause is seen rightly;
    visits also show whether a start-up would pay and keep grants to their purpose. Tempted
    cadres visit easy cases: those seen above the line last year.
    """

    name = "cadre_household"
    turn = 30
    failing = Failing({"cadre_ratio": 0.005},
        "one cadre for two hundred households: paid, and nobody is known")
    parameters = {
        "cadre_ratio": number(0.097, "cadres/household", 0.005, 0.12,
            "408,000 cadres, 670,000 of 4.2 million households, Gansu press 28 Dec 2015",
            "Cadres sent per household; not more than the county has (world.cadre_ratio)").certain(
            "policy decides how many are sent"),
        "visits_wanted": number(3, "visits/household/year", 0.5, 12, "assumption",
            "Visits a year that make contact full"),
        "linking": choice("nearest", ("nearest", "random", "need"),
            "Cadres of the village in turn, of the county by lot, or the ablest for the neediest"),
        "visit_spending": number(0.2, "share of the year's money", 0, 1, "assumption",
            "Money for cadres' days, at most"),
    }
    payments = {
        "cadre_days": Payment("Days of cadres who visit linked households", "programme > rest_of_world"),
    }
    cadre_ratio: float
    visits_wanted: float
    linking: str
    visit_spending: float

    def act(self, plan: Plan) -> None:
        """Assign, pay for days, visit, and note how well each household is known."""
        county, w = plan.county, plan.county.world
        h, rows = county.households, plan.rows
        assign_cadres(county, rows, self.cadre_ratio)
        if self.linking != "nearest":
            relink(county, rows, plan.urgency[rows], self.linking)
        seen_poor = (h.poor_history[rows] & 1) == 1
        easy = ~seen_poor if plan.easy_first else seen_poor
        visits = offer_visits(county, rows, easy, self.visits_wanted, plan.days)
        costs = w.cadre_day_cost * travel(county, rows) * visits
        visits *= plan.buy(rows, costs, "cadre_days", self.visit_spending)
        plan.visits = np.zeros(len(h))
        plan.visits[rows] = visits
        county.channel("visits").add(visits, rows)
        plan.insight = np.zeros(len(h))
        plan.insight[rows] = insight(county, rows, np.minimum(visits / self.visits_wanted, 1.0))
