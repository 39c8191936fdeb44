"""Job brokering: adults with no work at hand are helped to a job elsewhere."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class JobBrokering(LocalModel):
    """Pays for help in the search where remoteness, or nothing but idle hands, was diagnosed.

    Who is helped is hired before others where jobs in the county are few, and meets more openings away.
    """

    name = "job_brokering"
    turn = 44
    suits = ("remoteness", "none")
    failing = Failing({"brokering_cost": 1000},
        "help in the search at seven times its price, so that it reaches a seventh as many")
    parameters = {
        "brokering_cost": number(150, "yuan/household", 50, 1000, "assumption",
            "Cost of brokering for a household in a year"),
    }
    payments = {
        "job_brokering": Payment("Help in the search for a job", "programme > rest_of_world"),
    }
    brokering_cost: float

    def act(self, plan: Plan) -> None:
        """Broker for households with two or more adults at home."""
        h, rows = plan.county.households, plan.diagnosed(*self.suits)
        idle = h.adults[rows] - h.off_farm_workers[rows] >= 2
        rows = rows[idle]
        bought = plan.buy(rows, self.brokering_cost, "job_brokering")
        plan.give(rows[bought], "job_brokering", 1.0)
