"""Targeted identification: the poorest come first, and visits make an own list more accurate."""

from __future__ import annotations

import numpy as np

from ...parameters import choice, number
from ...processes.identification import noted_score, own_income, standardise
from .base import LocalModel, Plan


class TargetedIdentification(LocalModel):
    """Serves in the order of the register's score instead of by lottery.

    With `targeting: own`, part of the cadres' days goes to households that are not on the list,
    so that the memory of visits, and with it the accuracy of the next list, grows for all.
    """

    name = "targeted_identification"
    turn = 10
    parameters = {
        "survey_share": number(0.2, "share of cadre days", 0, 0.8, "assumption",
            "Days spent on households outside the list when the programme keeps its own list"),
        "survey_spending": number(0.05, "share of the year's money", 0, 0.3, "assumption",
            "Money for visits outside the list, at most"),
        "known_income": choice("register", ("register", "true"),
            "Rank by the register's score, or (as a bound) by true income of several years"),
    }
    survey_share: float
    survey_spending: float
    known_income: str

    def act(self, plan: Plan) -> None:
        """Rank the served by need; under an own list, pay for visits to the others."""
        plan.urgency = noted_score(plan.county, plan.strategy)
        if self.known_income == "true":
            plan.urgency = standardise(plan.county, own_income(plan.county))
            places = max(len(plan.rows), 1)
            plan.relist(plan.urgency <= np.partition(plan.urgency, places - 1)[places - 1],
                        "true income")
        if plan.county.scenario.targeting == "own":
            self.survey(plan)

    def survey(self, plan: Plan) -> None:
        """Visits to households outside the list, equally many for each in a village."""
        county, w = plan.county, plan.county.world
        h, v, c = county.households, county.villages, county.cadres
        others = np.flatnonzero(~plan.served)
        days = np.bincount(c.village, self.survey_share * plan.days, len(v))
        each = days / np.maximum(county.village_sum(~plan.served), 1) / w.visit_days
        visits = np.minimum(each, 1.0)[h.village[others]]
        cost = w.cadre_day_cost * w.visit_days * visits
        visits *= plan.buy(others, cost, "survey_visits", self.survey_spending)
        county.channel("visits").add(visits, others)
        plan.days *= 1 - self.survey_share
