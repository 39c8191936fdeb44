"""Double push and four priorities: recruitment by recommendation; members hear first."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class DoublePush(LocalModel):
    """Posts are refilled by recommendation with abler people; party members hear of measures first.

    Others hear a year later and queue behind, so it fails where the money ends before the queue.
    """

    name = "double_push"
    turn = 25
    body = True
    failing = Failing({"recommendation_cost": 10000},
        "meetings that eat the money while only members have heard")
    parameters = {
        "recommendation_cost": number(1500, "yuan/village/year", 100, 10000, "assumption",
            "Meetings in which posts are refilled and measures are made known"),
    }
    payments = {
        "recommendation": Payment("Meetings in which posts are refilled and measures made known",
            "programme > rest_of_world"),
    }
    recommendation_cost: float

    def act(self, plan: Plan) -> None:
        """Pay for the meetings; where they are held, who has heard comes first."""
        county, h = plan.county, plan.county.households
        meets = plan.villages(self.recommendation_cost, "recommendation")
        county.channel("recommended").add(1.0 * meets[county.cadres.village])
        plan.prefer(~meets[h.village] | h.party_member | h.heard)
        h.heard |= plan.served & meets[h.village]
