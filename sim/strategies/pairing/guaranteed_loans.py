"""Guaranteed loans: fiscal money in the guarantee pool levers bank credit."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.credit_lines import open_lines
from sim.strategies.pairing.plan import Plan


class GuaranteedLoans(LocalModel):
    """Opens credit lines to those who know the activity and are seen to lack funds for it.

    The bank still decides on each loan. A line needs a deposit of one over the leverage (a
    seventh), unless the pool has room left from earlier years. Fails where few who lack funds can
    start, and where defaults of one bad year run the pool dry.
    """

    name = "guaranteed_loans"
    turn = 46
    failing = Failing({"expected_uptake": 1, "leverage": 1},
        "interest set aside for loans that nobody takes, a full deposit for each line")
    parameters = {
        "leverage": number(7, "yuan of lines/yuan", 1, 15, "assumption",
            "Lines opened for a yuan of deposit; the bank lends up to its own multiple"),
        "expected_uptake": number(0.1, "share of lines", 0, 1, "assumption",
            "Lines expected to become loans, for which interest is set aside"),
    }
    leverage: float
    expected_uptake: float

    def act(self, plan: Plan) -> None:
        """Open lines for those diagnosed who can run the activity and do not yet."""
        h, rows = plan.county.households, plan.diagnosed("funds")
        apply = h.knows_activity[rows] & ~plan.running[rows]
        open_lines(plan, rows[apply & (h.adults[rows] >= 2)], self.expected_uptake, self.leverage)
