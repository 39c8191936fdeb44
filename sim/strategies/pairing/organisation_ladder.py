"""The ladder of organisation: service committee, characteristic branch, industrial group."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan

STEPS = ("committee", "branch", "group")


class OrganisationLadder(LocalModel):
    """Villages climb one step at a time, each step costs each year, and steps share the money.

    A committee strengthens organisation, which lowers elite capture; a branch makes its cadres
    more aware; an industrial group shares the risk of starting the activity. Fails where the
    village is strong already, or nobody served could start anything.
    """

    name = "organisation_ladder"
    turn = 22
    body = True
    failing = Failing({
        "committee_cost": 20000, "branch_cost": 20000, "group_cost": 30000, "group_threshold": 1
    }, "steps that cost more than they carry, in villages too weak for the last")
    parameters = {
        "committee_cost": number(4000, "yuan/village/year", 500, 20000, "assumption",
            "Coordination by a service-oriented committee"),
        "branch_cost": number(4000, "yuan/village/year", 500, 20000, "assumption",
            "Coordination by a branch with a task of its own"),
        "group_cost": number(6000, "yuan/village/year", 500, 30000, "assumption",
            "Coordination by an industrial group"),
        "group_advice": number(0.3, "share", 0, 1, "assumption",
            "Risk taken off a start-up by the members of a group"),
        "branch_threshold": number(0.4, "0..1", 0, 1, "assumption",
            "Organisation from which a village can carry a branch"),
        "group_threshold": number(0.55, "0..1", 0, 1, "assumption",
            "Organisation from which a village can carry a group"),
    }
    payments = {
        "committees": Payment("Coordination by service committees", "programme > rest_of_world"),
        "branches": Payment("Coordination by branches with a task of their own",
            "programme > rest_of_world"),
        "industrial_groups": Payment("Coordination by industrial groups", "programme > rest_of_world"),
    }
    committee_cost: float
    branch_cost: float
    group_cost: float
    group_advice: float
    branch_threshold: float
    group_threshold: float

    def act(self, plan: Plan) -> None:
        """Pay for the step that each village can carry, the neediest villages first.

        Without parts a short purse would go into committees alone, and no village could climb.
        """
        county, strength = plan.county, plan.county.villages.organisation
        with plan.purse.part(1 / len(STEPS)):
            committees = plan.villages(self.committee_cost, "committees")
        county.channel("organisation").add(1.0, committees)
        able = committees & (strength >= self.branch_threshold)
        with plan.purse.part(0.5):
            branches = plan.villages(self.branch_cost, "branches", able)
        county.channel("incentive").add(1.0 * branches[county.cadres.village])
        able = branches & (strength >= self.group_threshold)
        groups = plan.villages(self.group_cost, "industrial_groups", able)
        county.channel("advice").add(self.group_advice, plan.who(groups[plan.people.village]))
