"""Village, party and supervision committees: someone looks at lists and exits."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class ThreeCommittees(LocalModel):
    """Supervision lowers elite capture and finds paper exits, and takes days from visiting.

    Fails where capture is low already: then the days are lost to the households.
    """

    name = "three_committees"
    turn = 12
    body = True
    failing = Failing({"supervision_days": 60},
        "supervision that takes sixty of the cadres' days in each village")
    parameters = {
        "supervision_days": number(6, "cadre days/village/year", 1, 60, "assumption",
            "Days of the village's cadres that supervision takes"),
    }
    payments = {
        "supervision": Payment("Days of cadres who look at lists and exits",
            "programme > rest_of_world"),
    }
    supervision_days: float

    def act(self, plan: Plan) -> None:
        """Pay for the days, in the neediest villages first, and take them from the visits.

        A village whose cadres have fewer days than it takes holds no committee.
        """
        county, c = plan.county, plan.county.cadres
        size = len(county.villages)
        there = np.bincount(c.village, plan.days, size)
        cost = county.world.cadre_day_cost * self.supervision_days
        held = plan.villages(cost, "supervision", there >= self.supervision_days)
        county.channel("supervision").add(1.0, held)
        share = np.zeros(size)
        share[held] = self.supervision_days / there[held]
        plan.days = plan.days * (1 - share[c.village])
