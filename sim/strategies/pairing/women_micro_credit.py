"""Women's micro-credit: small guaranteed loans without interest, for whatever pays."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.credit_lines import open_small_lines
from sim.strategies.pairing.plan import Plan


class WomenMicroCredit(LocalModel):
    """Offers small credit to served households in which a woman works at home.

    The household borrows what pays over the term of the loan, for farm or activity.
    Fails where land and hands are too few for more capital.
    """

    name = "women_micro_credit"
    turn = 57
    failing = Failing({"micro_handling": 1000, "micro_leverage": 1, "micro_spending": 0.5},
        "dear handling and a full deposit for every small loan")
    parameters = {
        "micro_handling": number(150, "yuan/loan", 0, 1000, "assumption",
            "What the bank is paid for handling a small loan"),
        "micro_leverage": number(7, "yuan of lines/yuan", 1, 15, "assumption",
            "Credit for a yuan of deposit"),
        "micro_spending": number(0.05, "share of the year's money", 0, 1, "assumption",
            "Money for handling, deposits and interest of new loans, at most"),
    }
    payments = {
        "loan_handling": Payment("Handling of small loans by the bank", "programme > bank"),
    }
    micro_handling: float
    micro_leverage: float
    micro_spending: float

    def act(self, plan: Plan) -> None:
        """Offer what is worth borrowing without interest, and pay for handling and deposit."""
        rows = plan.who(plan.people.woman_at_home & (plan.people.debt_guaranteed <= 0))
        offered = open_small_lines(plan, rows, plan.county.world.micro_loan, self.micro_leverage,
                                   self.micro_handling, self.micro_spending)
        plan.purse.pay("bank", self.micro_handling * offered, "loan_handling")
