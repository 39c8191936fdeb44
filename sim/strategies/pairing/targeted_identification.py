"""Targeted identification: the poorest come first, by the county's register or a list of one's own."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number, switch
from sim.ground.payments import Payment
from sim.measures.ordering import among_lowest
from sim.processes.identification import (
    compose_score,
    noted_score,
    own_income,
    standardise,
    visited_accuracy,
)
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class TargetedIdentification(LocalModel):
    """Serves in the order of the register's score instead of by lottery.

    A list of its own costs a survey, and its errors can be switched off one by one: noise of a
    single year's income, proxies, the village vote, the elite's hand. Part of the cadres' days
    then goes to households outside the list, so that the memory of visits, and with it the accuracy
    of the next list, grows for all. Fails where the survey costs more than the better order brings.
    """

    name = "targeted_identification"
    turn = 10
    failing = Failing({"identify_by": "own", "own_income": "observed", "own_list_cost": 60},
        "a dear survey of its own that sees one noisy year and is bent by the elite")
    parameters = {
        "identify_by": choice("register", ("register", "own", "true"),
            "The register's score, an own survey, or (as a bound) true income of several years"),
        "own_list_cost": number(10, "yuan/household/year", 1, 60, "assumption",
            "Cost of the own survey, for each household of the county"),
        "own_income": choice("permanent", ("permanent", "observed"),
            "Income the own survey sees: of several years, or last year's with its noise"),
        "own_proxies": switch(True, "Proxies of income err in the own survey"),
        "own_vote": number(0, "share", 0, 1, "assumption",
            "Weight of the village vote (how its households live) in the own survey"),
        "own_capture": switch(True, "The village elite bends the own list"),
        "survey_share": number(0.2, "share of cadre days", 0, 0.8, "assumption",
            "Days spent on households outside the list when the programme keeps its own list"),
        "survey_spending": number(0.05, "share of the year's money", 0, 0.3, "assumption",
            "Money for visits outside the list, at most"),
    }
    payments = {
        "own_list": Payment("Survey for a list of the programme's own", "programme > rest_of_world"),
        "survey_visits": Payment("Visits to households outside the list", "programme > rest_of_world"),
    }
    identify_by: str
    own_list_cost: float
    own_income: str
    own_proxies: bool
    own_vote: float
    own_capture: bool
    survey_share: float
    survey_spending: float

    def act(self, plan: Plan) -> None:
        """Rank the served by need; under an own list, pay for visits to the others."""
        county = plan.county
        plan.urgency = noted_score(county, plan.strategy)
        cost = self.own_list_cost * len(plan.urgency)
        if self.identify_by == "true":
            self.list_lowest(plan, standardise(county, own_income(county)), "true income")
        elif self.identify_by == "own" and plan.purse.left >= cost:
            plan.purse.pay("rest_of_world", cost, "own_list")
            self.list_lowest(plan, self.own_score(plan), "own list")
        if county.scenario.targeting == "own" or self.identify_by == "own":
            self.survey(plan)

    def own_score(self, plan: Plan) -> np.ndarray:
        """Score of the own survey, whose accuracy is that of the visits remembered."""
        county = plan.county
        return compose_score(county, visited_accuracy(county), self.own_income, self.own_proxies,
                             self.own_vote, self.own_capture)

    def list_lowest(self, plan: Plan, score: np.ndarray, link: str) -> None:
        """List as many households as the register did, the lowest scores first."""
        places = max(len(plan.rows), 1)
        plan.urgency = score
        plan.relist(among_lowest(score, places), link)

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
