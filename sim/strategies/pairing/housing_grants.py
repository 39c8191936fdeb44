"""Housing grants: an unsafe house is repaired, unsafe water replaced by a safe supply."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class HousingGrants(LocalModel):
    """Removes the first deprivation of the home; a household may then leave the file."""

    name = "housing_grants"
    turn = 45
    failing = Failing({"house_cost": 40000, "housing_spending": 1},
        "dear houses with all of their part of the money: homes are rebuilt, and incomes stay")
    parameters = {
        "house_cost": number(12000, "yuan/house", 4000, 40000, "assumption",
            "Grant for the repair of an unsafe house"),
        "water_cost": number(1500, "yuan/household", 300, 6000, "assumption",
            "Connection of a household to safe water"),
        "housing_spending": number(0.05, "share of the year's money", 0, 1, "assumption",
            "Money for homes, at most"),
    }
    house_cost: float
    water_cost: float
    housing_spending: float

    def act(self, plan: Plan) -> None:
        """Repair houses and connect water, the most urgent households first."""
        h = plan.county.households
        rows = plan.who(plan.people.unsafe_house | plan.people.unsafe_water)
        costs = np.where(h.unsafe_house[rows], self.house_cost, self.water_cost)
        rows = rows[plan.buy(rows, costs, "housing", self.housing_spending)]
        plan.county.channel("housing").add(1.0, rows)
