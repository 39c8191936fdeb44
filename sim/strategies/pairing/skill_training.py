"""Skill training: where lack of skill was seen as the cause, an adult takes a course."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class SkillTraining(LocalModel):
    """Buys a course that raises skill and makes the activity known.

    Who lacks something else learns a part of it.
    """

    name = "skill_training"
    turn = 43
    suits = ("skill",)
    failing = Failing({"course_cost": 2000, "start_up_course": 2000},
        "courses at more than three times their price")
    parameters = {
        "course_cost": number(600, "yuan/course", 200, 2000, "assumption", "Cost of a course"),
    }
    course_cost: float

    def act(self, plan: Plan) -> None:
        """One course for each household diagnosed that has an adult to send."""
        rows = plan.diagnosed("skill")
        able = plan.county.households.adults[rows] > 0
        rows = rows[able]
        plan.give(rows[plan.buy(rows, self.course_cost, "training")], "training", 1.0)
