"""Village, party and supervision committees: someone looks at lists and exits."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from .base import LocalModel, Plan


class ThreeCommittees(LocalModel):
    """Supervision lowers elite capture and finds paper exits, and takes days from visiting.

    Fails where capture is low already: then the days are lost to the households.
    """

    name = "three_committees"
    turn = 12
    parameters = {
        "supervision_days": number(6, "cadre days/village/year", 1, 60, "assumption",
            "Days of the village's cadres that supervision takes"),
    }
    supervision_days: float

    def act(self, plan: Plan) -> None:
        """Pay for the days, in the neediest villages first, and take them from the visits."""
        county, c = plan.county, plan.county.cadres
        cost = county.world.cadre_day_cost * self.supervision_days
        held = plan.villages(cost, "supervision")
        county.channel("supervision").add(1.0, held)
        number_of_cadres = np.maximum(np.bincount(c.village, minlength=len(county.villages)), 1)
        taken = np.isin(c.village, held) * self.supervision_days / number_of_cadres[c.village]
        plan.days = np.maximum(plan.days - taken, 0.0)
