"""Graded responsibility: province, prefecture, county, township and village answer for the money."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan

LINKS = ("province", "prefecture", "county", "township", "village")


class GradedResponsibility(LocalModel):
    """The money passes five links; each keeps a little, passes a part too late, and answers for it.

    Who answers pays more attention: cadres become more aware of need. Fails where links leak.
    """

    name = "graded_responsibility"
    turn = 5
    failing = Failing({"link_leakage": 0.05, "link_delay": 0.03},
        "links that leak and are late: a third of the money never arrives")
    parameters = {
        "link_leakage": number(0.01, "share/link", 0, 0.2, "assumption",
            "Money lost at each of the five links"),
        "link_delay": number(0.01, "share/link", 0, 0.2, "assumption",
            "Money that each link passes on too late for the year; it lapses"),
        "answerable": number(0.5, "0..1", 0, 1, "assumption",
            "Reward and blame that reach a cadre, as a share of a full incentive"),
    }
    payments = {
        f"leak_{link}": Payment(f"Money lost at the {link}", "programme > rest_of_world")
        for link in LINKS
    }
    link_leakage: float
    link_delay: float
    answerable: float

    def act(self, plan: Plan) -> None:
        """Pass the money down link by link; what comes late is held back and lapses."""
        for link in LINKS:
            late = plan.purse.left * self.link_delay
            plan.purse.pay("rest_of_world", plan.purse.left * self.link_leakage, f"leak_{link}")
            plan.purse.hold(late)
        plan.money = plan.purse.left
        if plan.strategy.overhead + self.link_leakage + self.link_delay > 0:
            # nobody asks who answers where passing the money on costs nothing
            plan.county.channel("incentive").add(self.answerable * (plan.county.cadres.load > 0))
