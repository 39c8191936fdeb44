"""An association leader expands an industry: entry is cheaper, the price better, places limited."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen
from sim.processes.prospects import need_of, preferred
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.matching import engage
from sim.strategies.pairing.plan import Plan


class AssociationLeader(LocalModel):
    """The largest activity of a village leads an association of a few served households.

    Members learn the activity, buy its assets at a discount that the programme pays, and get a
    better price while the pledge lasts. Fails in villages where nobody runs the activity.
    """

    name = "association_leader"
    turn = 52
    suits = ("skill", "funds")
    failing = Failing({"association_places": 1, "leader_days": 120},
        "one member a village for half a year of its leader")
    parameters = {
        "association_places": number(6, "households/village", 1, 60, "assumption",
            "Members an association takes"),
        "leader_days": number(10, "days/village/year", 1, 120, "assumption",
            "Days that the leader gives to the association"),
        "entry_discount": number(0.15, "share of assets", 0, 0.5, "assumption",
            "Part of the missing assets that buying together saves; paid by the programme"),
        "association_premium": number(0.05, "share of sales", 0, 0.3, "assumption",
            "Premium of an association's buyers; paid by the programme"),
        "association_spending": number(0.1, "share of the year's money", 0, 1, "assumption",
            "Money for associations, at most"),
    }
    payments = {
        "association": Payment("Courses and discounted assets of members of an association",
            "programme > rest_of_world"),
    }
    association_places: float
    leader_days: float
    entry_discount: float
    association_premium: float
    association_spending: float

    def act(self, plan: Plan) -> None:
        """Pay the leaders; members are the most urgent able households of their villages."""
        with plan.capped(self.association_spending):
            leader, leads = plan.keepers(self.leader_days)
            held = plan.affordable(self.leader_days * plan.strategy.helper_day_cost, leads)
            engage(plan, leader[held], self.leader_days)
            places = np.zeros(len(leads))
            places[held] = self.association_places
            able = (plan.people.adults >= 2) & (plan.people.health >= 0.5)
            self.admit(plan, plan.first(plan.who(able), places))

    def admit(self, plan: Plan, members: np.ndarray) -> None:
        """Courses and the discount for members (rows) who run nothing, the premium for who does."""
        county = plan.county
        h, price = county.households, county.economy.asset_price[0]
        them = Chosen(h, members)
        saved = self.entry_discount * need_of(them, county, preferred(them, county)[0]) / price
        course = plan.strategy.start_up_course * ~h.knows_activity[members]
        joined = plan.buy(members, price * saved + course, "association")
        plan.give_goods(members[joined], "activity_grant", saved[joined])
        plan.give(members[joined], "training", 1.0 * (course[joined] > 0))
        sales = county.economy.activity_price[0] * h.activity_output[members]
        rates = np.zeros(len(h))
        rates[members] = self.association_premium * (sales > 0)
        plan.purse.pledge("premium", self.association_premium * float(sales.sum()), rates)
