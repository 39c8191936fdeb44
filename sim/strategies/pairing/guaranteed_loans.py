"""Guaranteed loans: a deposit in the guarantee pool opens credit, and interest is paid."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from ...processes.chosen import Chosen
from ...processes.credit import room_guaranteed
from ...processes.planning import start_need
from .base import LocalModel, Plan


class GuaranteedLoans(LocalModel):
    """Opens credit lines to those who know the activity and are seen to lack funds for it.

    The bank still decides on each loan. A line needs a deposit of one over the multiple (a
    seventh), unless the pool has room left from earlier years; it counts when it is made.
    """

    name = "guaranteed_loans"
    turn = 46
    parameters = {
        "expected_uptake": number(0.1, "share of lines", 0, 1, "assumption",
            "Lines expected to become loans, for which interest is set aside"),
    }
    expected_uptake: float

    def act(self, plan: Plan) -> None:
        """Set interest aside for running loans, then open lines and deposit what they need."""
        county, w = plan.county, plan.county.world
        h = county.households
        running = plan.reach(plan.rows, w.bank_rate * h.debt_guaranteed[plan.rows])
        running = plan.rows[running]
        self.pledge_interest(plan, running, h.debt_guaranteed[running])
        apply = h.knows_activity & (h.activity_capital < w.activity_minimum) & (h.adults >= 2)
        rows = np.flatnonzero(plan.diagnosed("funds") & apply)
        line = np.minimum(start_need(Chosen(h, rows), county), w.loan_ceiling)
        costs = line * (1 / w.guarantee_multiple + w.bank_rate * self.expected_uptake)
        opened = plan.reach(rows, costs)
        self.open_lines(plan, rows[opened], line[opened])

    def open_lines(self, plan: Plan, rows: np.ndarray, line: np.ndarray) -> None:
        """Deposit what the lines (yuan a row) need beyond the pool's room, and open them."""
        county, w = plan.county, plan.county.world
        if rows.size:
            lacking = float(line.sum()) - max(room_guaranteed(county), 0.0)
            plan.purse.pay("guarantee_pool", lacking / w.guarantee_multiple, "guarantee_deposit")
            county.channel("guarantee").add(line, rows)
            self.pledge_interest(plan, rows, self.expected_uptake * line)

    def pledge_interest(self, plan: Plan, rows: np.ndarray, loans: np.ndarray) -> None:
        """Set aside a year's interest on loans (yuan) of the households in rows."""
        rates = np.zeros(len(plan.served))
        rates[rows] = 1.0
        plan.purse.pledge("interest", plan.county.world.bank_rate * float(loans.sum()), rates)
