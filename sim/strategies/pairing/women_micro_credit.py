"""Women's micro-credit: small guaranteed loans without interest for work at home."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.processes.village_funds import wanted_loan
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.credit_lines import (
    deposit,
    deposit_rate,
    pay_running_interest,
    pledge_interest,
)
from sim.strategies.pairing.plan import Plan


class WomenMicroCredit(LocalModel):
    """Offers credit for farm capital to served households in which a woman works at home.

    The household borrows what pays. Fails where land and hands are too few for more capital.
    """

    name = "women_micro_credit"
    turn = 57
    failing = Failing({"micro_handling": 1000, "micro_leverage": 1, "micro_spending": 0.5},
        "dear handling and a full deposit for every small loan")
    parameters = {
        "micro_handling": number(150, "yuan/loan", 0, 1000, "assumption",
            "Cost of handling a small loan, paid for the bank"),
        "micro_leverage": number(7, "yuan of lines/yuan", 1, 15, "assumption",
            "Credit for a yuan of deposit"),
        "micro_spending": number(0.05, "share of the year's money", 0, 1, "assumption",
            "Money for handling, deposits and interest of new loans, at most"),
    }
    payments = {
        "loan_handling": Payment("Handling of small loans, paid for the bank",
            "programme > rest_of_world"),
    }
    micro_handling: float
    micro_leverage: float
    micro_spending: float

    def act(self, plan: Plan) -> None:
        """Offer what is worth borrowing without interest, and pay for handling and deposit."""
        county, w = plan.county, plan.county.world
        pay_running_interest(plan)
        rows = plan.rows[plan.people.woman_at_home & (plan.people.debt_guaranteed <= 0)]
        line = wanted_loan(county, rows, 0.0, w.micro_loan)
        rate = deposit_rate(plan, self.micro_leverage) + w.bank_rate
        costs = (self.micro_handling + line * rate) * (line > 0)
        offered = plan.reach(rows, costs, self.micro_spending, counts=False)
        rows, line = rows[offered], line[offered]
        plan.purse.pay("rest_of_world", self.micro_handling * len(rows), "loan_handling")
        deposit(plan, rows, line, self.micro_leverage)
        pledge_interest(plan, rows, line)
        county.channel("women_credit").add(line, rows)
