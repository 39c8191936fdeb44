"""Medical aid: where illness was seen as the cause, part of the year's bill is paid."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class MedicalAid(LocalModel):
    """Sets money aside for the bills of households in which illness was diagnosed."""

    name = "medical_aid"
    turn = 41
    failing = Failing({"medical_reserve": 1500},
        "a reserve several times the bills it meets: what no bill draws lapses")
    parameters = {
        "medical_rate": number(0.35, "share of bill", 0, 0.55, "assumption",
            "Part of a medical bill paid beside the standing insurance"),
        "medical_reserve": number(200, "yuan/household/year", 20, 1500, "assumption",
            "Money set aside for each covered household"),
    }
    medical_rate: float
    medical_reserve: float

    def act(self, plan: Plan) -> None:
        """Pledge a reserve for each covered household; what no bill draws lapses."""
        rows = plan.diagnosed("illness")
        covered = rows[plan.reach(rows, np.full(len(rows), self.medical_reserve))]
        rates = np.zeros(len(plan.served))
        rates[covered] = self.medical_rate
        plan.purse.pledge("medical", self.medical_reserve * len(covered), rates)
