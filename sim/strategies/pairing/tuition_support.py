"""Tuition support: where the cost of schooling was seen as the cause, it is paid."""

from __future__ import annotations

import numpy as np

from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class TuitionSupport(LocalModel):
    """Pays a year's cost of schooling for the children of the household.

    Where schooling is not what the household lacks, a part keeps children at school and the rest is
    spent like any cash.
    """

    name = "tuition_support"
    turn = 42
    suits = ("schooling",)
    failing = Failing({"without": ["targeted_identification", "cadre_household"]},
        "by lottery, for a cause that nobody has come to see")

    payments = {
        "tuition_in_cash": Payment("Tuition support that does not fit, spent like any cash",
            "programme > households"),
    }

    def act(self, plan: Plan) -> None:
        """Pay the cost of the children's schools in full, household by household."""
        h, w = plan.county.households, plan.county.world
        a_child = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
        rows = plan.diagnosed("schooling")
        costs = a_child * h.children[rows]
        met = plan.reach(rows, costs)
        rows, costs = rows[met], costs[met]
        schooling, amounts = costs * plan.useful(rows), np.zeros(len(h))
        amounts[rows] = costs - schooling
        plan.purse.pay("rest_of_world", float(schooling.sum()), "tuition")
        plan.purse.pay(h, amounts, "tuition_in_cash")
        plan.give(rows, "tuition", 1.0)
