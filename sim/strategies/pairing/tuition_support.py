"""Tuition support: where the cost of schooling was seen as the cause, it is paid."""

from __future__ import annotations

from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class TuitionSupport(LocalModel):
    """Pays a year's cost of schooling for the children of the household.

    Where schooling is not what the household lacks, a part of what is paid for is of use.
    """

    name = "tuition_support"
    turn = 42
    suits = ("schooling",)
    failing = Failing({"without": ["targeted_identification", "cadre_household"]},
        "by lottery, for a cause that nobody has come to see")

    def act(self, plan: Plan) -> None:
        """Pay the cost of the children's schools in full, household by household."""
        h, w = plan.county.households, plan.county.world
        a_child = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
        rows = plan.diagnosed("schooling")
        rows = rows[plan.buy(rows, a_child * h.children[rows], "tuition")]
        plan.give(rows, "tuition", 1.0)
