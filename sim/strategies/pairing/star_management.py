"""Star management: cadres are rated and rewarded, and answer to what the rating counts."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class StarManagement(LocalModel):
    """A yearly reward raises effort; what is rated decides where the effort goes.

    Rated by exits, more cadres go to easy cases and report exits that are not; rated by visits,
    half the effort serves the count; rated by the depth of poverty, no easy case is worth it.
    """

    name = "star_management"
    turn = 15
    body = True
    failing = Failing({
        "scoring": "exits", "star_bonus": 2000, "star_full": 2000, "paper_share": 0.6,
        "paper_found": 0.1
    }, "a dear reward for exits: easy cases first, exits on paper")
    parameters = {
        "star_bonus": number(200, "yuan/cadre/year", 20, 2000, "assumption",
            "Reward and rating of a cadre with linked households"),
        "star_full": number(400, "yuan/cadre/year", 50, 5000, "assumption",
            "Reward at which a cadre's effort follows the rating in full"),
        "scoring": choice("exits", ("exits", "visits", "depth"),
            "What a cadre's rating counts: exits, visits, or the poverty of those visited"),
    }
    payments = {
        "star_bonus": Payment("Rewards of rated cadres", "programme > rest_of_world"),
    }
    star_bonus: float
    star_full: float
    scoring: str

    def act(self, plan: Plan) -> None:
        """Pay the reward of cadres who had households last year, and set what it rewards."""
        c = plan.county.cadres
        rated = np.flatnonzero(c.load > 0)
        rated = rated[: plan.purse.affords(self.star_bonus)]
        plan.purse.pay("rest_of_world", self.star_bonus * len(rated), "star_bonus")
        dose = min(self.star_bonus / self.star_full, 1.0)
        plan.county.channel("incentive").add(dose * (0.5 if self.scoring == "visits" else 1.0), rated)
        if self.scoring == "exits":
            plan.county.channel("gaming").add(1.0, rated)
        plan.easy_first = self.scoring != "depth"
