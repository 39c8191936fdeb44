"""A party member helps a poor party member: time, and company in a risk."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from .base import LocalModel, Plan
from .matching import DAY_COST, matched


class PartyMemberHelp(LocalModel):
    """Party members who are not served advise one served party member of their village each.

    Advice takes risk off a start-up. Fails for whoever is not a member, and where nobody can start.
    """

    name = "party_member_help"
    turn = 50
    parameters = {
        "helper_day_cost": DAY_COST,
        "member_days": number(5, "days/year", 1, 60, "assumption", "Days a member gives"),
        "member_advice": number(0.3, "share", 0, 1, "assumption",
            "Risk of a start-up taken off by a member's advice"),
    }
    helper_day_cost: float
    member_days: float
    member_advice: float

    def act(self, plan: Plan) -> None:
        """Match, pay for the days of work forgone, and advise."""
        members = plan.county.households.party_member
        rows, _ = matched(plan, members & ~plan.served, members & plan.served, 1)
        rows = rows[plan.buy(rows, self.member_days * self.helper_day_cost, "helper_days")]
        plan.county.channel("advice").add(self.member_advice, np.sort(rows))
