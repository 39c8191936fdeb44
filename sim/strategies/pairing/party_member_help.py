"""A party member helps a poor party member: time, and company in a risk."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.matching import engage, matched
from sim.strategies.pairing.plan import Plan


class PartyMemberHelp(LocalModel):
    """Party members who are not served advise one served party member of their village each.

    Advice takes risk off a start-up. Fails for whoever is not a member, where nobody can start, and
    where members have no days to give.
    """

    name = "party_member_help"
    turn = 50
    suits = ("skill", "funds")
    failing = Failing({"member_days": 60},
        "sixty paid days of advice for each household")
    parameters = {
        "member_days": number(5, "days/year", 1, 60, "assumption", "Days a member gives"),
        "member_advice": number(0.3, "share", 0, 1, "assumption",
            "Risk of a start-up taken off by a member's advice"),
    }
    member_days: float
    member_advice: float

    def act(self, plan: Plan) -> None:
        """Match, pay the member for the days, and advise."""
        h = plan.county.households
        able = plan.with_days(np.flatnonzero(h.party_member & ~plan.served), self.member_days)
        rows, by = matched(plan, able, plan.who(plan.people.party_member), 1)
        met = plan.reach(rows, np.full(len(rows), self.member_days * plan.strategy.helper_day_cost))
        engage(plan, by[met], self.member_days)
        plan.give(rows[met], "advice", self.member_advice)
