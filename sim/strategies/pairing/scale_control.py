"""Scale control: how many are listed, and whether places are given to the county or its villages."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan
from sim.strategies.pairing.turns import lowest

SURVEYED = 1 << 2
"""The bit of a household's history that says whether it was seen poor three years ago."""


class ScaleControl(LocalModel):
    """Cuts the register to a quota that may exceed or fall short of the poor.

    Places of a village are those of a survey some years old, rounded: a village whose poverty has
    moved lists too many or too few. The county as unit shares them by need alone.
    """

    name = "scale_control"
    turn = 11
    body = True
    failing = Failing({"scale_factor": 0.3, "scale_cost": 5000},
        "places for less than a third of the poor that surveys see, at a dear control")
    parameters = {
        "scale_factor": number(1.0, "places/listed household", 0.3, 2, "assumption",
            "Places given, per household that the register would list"),
        "unit": choice("county", ("county", "village"), "Who holds the places"),
        "scale_cost": number(500, "yuan/village/year", 50, 5000, "assumption",
            "Negotiation and control of a village's places"),
    }
    payments = {
        "scale_control": Payment("Negotiation and control of places on the list",
            "programme > rest_of_world"),
    }
    scale_factor: float
    unit: str
    scale_cost: float

    def act(self, plan: Plan) -> None:
        """Pay for control; then list by rank in the county, or in each village to its places."""
        county = plan.county
        cost = self.scale_cost * len(county.villages)
        if plan.purse.left < cost or (self.scale_factor == 1.0 and self.unit == "county"):
            return
        plan.purse.pay("rest_of_world", cost, "scale_control")
        places = self.scale_factor * len(plan.rows)
        plan.prefer(plan.served)
        listed = self.by_county(plan, places) if self.unit == "county" else (
            self.by_village(plan, places))
        plan.relist(listed, "quota")

    def by_county(self, plan: Plan, places: float) -> np.ndarray:
        """The most urgent of the county, as many as there are places."""
        listed = np.zeros(len(plan.urgency), bool)
        listed[lowest(plan.urgency, np.arange(len(listed)), int(round(places)))] = True
        return listed

    def by_village(self, plan: Plan, places: float) -> np.ndarray:
        """The most urgent of each village, whose places follow the poverty seen three years ago."""
        county, h = plan.county, plan.county.households
        seen = county.village_sum((h.poor_history & SURVEYED) > 0)
        each = np.rint(places * seen / max(seen.sum(), 1.0))
        rank = np.argsort(np.argsort(county.by_village(plan.urgency), axis=1), axis=1)
        return county.from_villages(rank) < each[h.village]
