"""Village mutual-aid funds: seed money, members' stakes, small loans that the group answers for."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class MutualAidFunds(LocalModel):
    """Gives villages seed money once; from then on the fund lives by stakes, fees and repayment.

    Fails where a drought makes many default at once: the fund shrinks and those are left out.
    """

    name = "mutual_aid_funds"
    turn = 56
    failing = Failing({"seed_grant": 300000, "seed_spending": 1},
        "seed money ten times what a village borrows")
    parameters = {
        "seed_grant": number(30000, "yuan/village", 5000, 300000, "assumption",
            "Seed money of a fund"),
        "seed_spending": number(0.1, "share of the year's money", 0, 1, "assumption",
            "Money for seed grants, at most"),
    }
    payments = {
        "fund_seed": Payment("Seed money of mutual-aid funds", "programme > mutual_funds"),
    }
    seed_grant: float
    seed_spending: float

    def act(self, plan: Plan) -> None:
        """Seed the funds of villages that have none, the neediest first."""
        county = plan.county
        most = int(min(plan.purse.left, self.seed_spending * plan.money) // self.seed_grant)
        rows = plan.affordable(self.seed_grant, county.villages.fund <= 0, most)
        plan.purse.pay("mutual_funds", self.seed_grant * len(rows), "fund_seed")
        county.channel("fund_seed").add(self.seed_grant, rows)
