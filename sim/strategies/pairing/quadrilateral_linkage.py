"""Quadrilateral linkage: government, bank, leading enterprise and farmer share a start-up's risk."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from .base import LocalModel, Plan
from .credit_lines import open_lines


class QuadrilateralLinkage(LocalModel):
    """Contracts between an enterprise of the village and served households with the activity.

    The government guarantees, the bank lends and is repaid at source, the enterprise pays a floor
    price and keeps a margin. Fails when the enterprise does: deliveries stay unpaid, loans follow.
    """

    name = "quadrilateral_linkage"
    turn = 49
    parameters = {
        "contract_slots": number(10, "households/enterprise", 1, 100, "assumption",
            "Farmers an enterprise can hold under contract"),
        "contract_cost": number(200, "yuan/contract", 20, 2000, "assumption",
            "Cost of concluding a contract"),
        "contract_advice": number(0.4, "share", 0, 1, "assumption",
            "Risk of a start-up taken off by a floor price"),
        "contract_leverage": number(7, "yuan of lines/yuan", 1, 15, "assumption",
            "Lines opened for a yuan of deposit"),
    }
    contract_slots: float
    contract_cost: float
    contract_advice: float
    contract_leverage: float

    def act(self, plan: Plan) -> None:
        """Contract the most urgent able households, and open lines for those yet to start."""
        county, w = plan.county, plan.county.world
        h, e = county.households, county.enterprises
        buyer = np.full(len(county.villages), -1)
        buyer[e.village[e.open]] = np.flatnonzero(e.open)
        held = np.bincount(h.village[h.contract >= 0], minlength=len(buyer))
        places = np.where(buyer >= 0, np.maximum(self.contract_slots - held, 0), 0)
        rows = plan.rows
        able = h.knows_activity[rows] & (h.adults[rows] >= 2) & (h.contract[rows] < 0)
        rows = plan.first(rows[able], places)
        rows = rows[plan.buy(rows, self.contract_cost, "contracts")]
        h.contract[rows] = buyer[h.village[rows]]
        county.channel("advice").add(self.contract_advice, rows)
        starts = rows[(h.activity_capital[rows] < w.activity_minimum)
                      & (county.given("guarantee", h) * np.ones(len(h)) <= 0)[rows]]
        open_lines(plan, starts, 0.3, self.contract_leverage)
