"""Driven by capable persons: who can run a business enters the village team and founds one."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class CapablePerson(LocalModel):
    """Offers a paid post to the richest household of a village, which founds an enterprise.

    The founder puts in own money and a loan, opens places for workers and owns the surplus; half of
    the places replace others. A founder who is not honest bends the list. Fails where nobody has the
    money, the loan, or the ability.
    """

    name = "capable_person"
    turn = 70
    failing = Failing({"post_cost": 40000, "captain_spending": 0.5},
        "dear posts for people who find no money to found with")
    parameters = {
        "post_cost": number(6000, "yuan/village", 1000, 40000, "assumption",
            "Recruitment and training of a capable person, paid with the offer"),
        "captain_spending": number(0.05, "share of the year's money", 0, 1, "assumption",
            "Money for posts, at most"),
    }
    payments = {
        "village_posts": Payment("Recruitment and training of capable persons",
            "programme > rest_of_world"),
    }
    post_cost: float
    captain_spending: float

    def act(self, plan: Plan) -> None:
        """Offer posts in villages without a capable person, the neediest first."""
        v = plan.county.villages
        most = int(min(plan.purse.left, self.captain_spending * plan.money) // self.post_cost)
        offered = plan.villages(self.post_cost, "village_posts", ~v.captain, most)
        plan.county.channel("founding").add(1.0, offered)
