"""Shuanglian loans: interest paid by the state, and a cadre who speaks for the household."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.credit_lines import open_lines, open_small_lines
from sim.strategies.pairing.plan import Plan


class ShuanglianLoans(LocalModel):
    """Lines for served households whose visits have shown that they can run the activity.

    Known households that do not start it get small credit for what else pays.

    The cadre's word raises the chance of approval; the bank screens all the same. Fails where
    cadres know few households, or those they know have neither skill nor score.
    """

    name = "shuanglian_loans"
    turn = 47
    failing = Failing({"recommended_leverage": 1, "recommended_uptake": 1},
        "a full deposit for each line, and interest set aside as if all were used")
    parameters = {
        "recommended_uptake": number(0.3, "share of lines", 0, 1, "assumption",
            "Recommended lines expected to become loans"),
        "recommended_leverage": number(7, "yuan of lines/yuan", 1, 15, "assumption",
            "Lines opened for a yuan of deposit"),
    }
    recommended_uptake: float
    recommended_leverage: float

    def act(self, plan: Plan) -> None:
        """Recommend known households that know the activity and have no line yet."""
        county = plan.county
        h, them = county.households, plan.people
        able = them.knows_activity & ~plan.running[plan.rows]
        able &= (them.adults >= 2) & (county.given("guarantee", them) <= 0)
        known = plan.known(plan.rows)
        rows, others = plan.who(able & known), plan.who(~able & known)
        rows = open_lines(plan, rows, self.recommended_uptake, self.recommended_leverage)
        county.channel("recommendation").add(1.0, rows)
        others = others[h.debt_guaranteed[others] <= 0]
        open_small_lines(plan, others, county.world.loan_ceiling, self.recommended_leverage)
