"""Support within the province: technicians of a richer village teach a poorer one."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.matching import Sides, engage, likeness, pair_up, sides
from sim.strategies.pairing.plan import Plan

STREAMS = {
    "village_lot": "each village once: its place where villages are paired by lot",
}


class PairedVillages(LocalModel):
    """Poorer villages are paired with richer ones, whose technicians teach the activity.

    The technician of a village is the household with its largest activity, paid for days that its
    own farm misses, with a limited number of pupils; neighbours learn by looking. What is taught
    holds as far as the land is alike, and fades when the technicians leave. Fails where the land
    differs or the pupils have neither hands nor money to start.
    """

    name = "paired_villages"
    turn = 55
    suits = ("skill",)
    failing = Failing({"matching": "complementary", "technician_days": 300, "technician_spending": 0.5},
        "a year of technicians from unlike land for each village")
    parameters = {
        "technician_days": number(60, "days/village/year", 5, 300, "assumption",
            "Days of technicians in a village"),
        "pupils": number(10, "households/village", 1, 60, "assumption",
            "Households that the technicians of a village teach"),
        "technician_spending": number(0.1, "share of the year's money", 0, 1, "assumption",
            "Money for technicians, at most"),
    }
    technician_days: float
    pupils: float
    technician_spending: float

    def act(self, plan: Plan) -> None:
        """Pair once, pay the technicians, teach the most urgent pupils and the village."""
        county = plan.county
        v, h = county.villages, county.households
        if (v.paired_village < 0).all():
            self.pair(plan)
        cost = self.technician_days * plan.strategy.helper_day_cost
        most = int(min(plan.purse.left, self.technician_spending * plan.money) // cost)
        technician, can_teach = plan.keepers(self.technician_days)
        taught = plan.affordable(cost, (v.paired_village >= 0) & can_teach[v.paired_village], most)
        sender = v.paired_village[taught]
        engage(plan, technician[sender], self.technician_days)
        alike = np.zeros(len(v))
        alike[taught] = likeness(np.abs(v.land_quality[taught] - v.land_quality[sender]))
        county.channel("technicians").add(alike)
        rows = plan.who(plan.people.adults > 0)
        rows = plan.first(rows, self.pupils * (alike > 0))
        plan.give(rows, "training", alike[h.village[rows]])

    def pair(self, plan: Plan) -> None:
        """The poorer half of villages gets one of the richer half each."""
        county = plan.county
        v, h = county.villages, county.households
        income = county.village_sum(h.permanent_income) / county.village_sum(h.persons)
        order = np.argsort(income, kind="stable")
        poor, rich = np.sort(order[: len(v) // 2]), np.sort(order[len(v) - len(v) // 2 :])
        here, there = v.remoteness[poor], v.remoteness[rich]
        near = Sides(here, there, lambda i, j: abs(here[i] - there[j]))
        land = v.land_quality[poor], v.land_quality[rich]
        lot = county.uniform("village_lot", v)[poor]
        v.paired_village[poor] = rich[pair_up(sides(plan.strategy.matching, near, land, lot), 1)]
