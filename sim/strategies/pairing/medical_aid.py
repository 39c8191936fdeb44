"""Medical aid: where illness was seen as the cause, part of the year's bill is paid."""

from __future__ import annotations

from ...parameters import number
from .base import LocalModel, Plan


class MedicalAid(LocalModel):
    """Sets money aside for the bills of households in which illness was diagnosed."""

    name = "medical_aid"
    turn = 41
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
        rows = plan.reach(plan.diagnosed("illness"), self.medical_reserve)
        rates = 0.0 * plan.fit
        rates[rows] = self.medical_rate
        plan.purse.pledge("medical", self.medical_reserve * len(rows), rates)
