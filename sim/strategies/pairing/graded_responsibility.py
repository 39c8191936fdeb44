"""Graded responsibility: province, prefecture and county answer for the money that they pass on."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class GradedResponsibility(LocalModel):
    """The money passes province, prefecture and county, which answer for the share that arrives.

    Who answers pays more attention: cadres become more aware of need. Fails where the links keep
    much of it.
    """

    name = "graded_responsibility"
    turn = 5
    failing = Failing({"reaching_county": 0.7},
        "links that keep: three tenths of the money never arrive")
    parameters = {
        "reaching_county": number(0.9, "share", 0.7, 1, "assumption",
            "Money that reaches the county; the rest is lost at the links above it"),
        "answerable": number(0.5, "0..1", 0, 1, "assumption",
            "Reward and blame that reach a cadre, as a share of a full incentive"),
    }
    payments = {
        "lost_on_the_way": Payment("Money lost before it reaches the county",
            "programme > rest_of_world"),
    }
    reaching_county: float
    answerable: float

    def act(self, plan: Plan) -> None:
        """Pass the money down; who passes it on answers for it."""
        lost = (1 - self.reaching_county) * plan.purse.left
        plan.purse.pay("rest_of_world", lost, "lost_on_the_way")
        if plan.strategy.overhead > 0 or lost > 0:
            # nobody asks who answers where passing the money on costs nothing
            plan.county.channel("incentive").add(self.answerable * (plan.county.cadres.load > 0))
