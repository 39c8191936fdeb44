"""Disaster recovery: where a lost harvest was seen as the cause, stock and tools are replaced."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class DisasterRecovery(LocalModel):
    """Gives farm capital in kind, so that a drought need not end in a smaller farm."""

    name = "disaster_recovery"
    turn = 45
    suits = ("disaster",)
    failing = Failing({"recovery_kit": 100},
        "a token: a tenth of what a drought has cost")
    parameters = {
        "recovery_kit": number(1000, "yuan/household", 100, 5000, "assumption",
            "Stock, seed and tools given to a household after a disaster"),
    }
    recovery_kit: float

    def act(self, plan: Plan) -> None:
        """Buy a kit for each household diagnosed."""
        rows = plan.diagnosed("disaster")
        rows = rows[plan.buy(rows, self.recovery_kit, "farm_capital")]
        plan.give_goods(rows, "farm_capital_grant", self.recovery_kit)
