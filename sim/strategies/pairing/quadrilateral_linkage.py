"""Quadrilateral linkage: government, bank, leading enterprise and farmers share a start-up's risk."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen
from sim.processes.hiring import by_village
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.credit_lines import open_lines
from sim.strategies.pairing.plan import Plan


class QuadrilateralLinkage(LocalModel):
    """Contracts between an enterprise of the village and served households with the activity.

    The government guarantees, the bank lends and is repaid at source, the enterprise pays a floor
    price and keeps a margin. Contracts are concluded anew each year, those of running activities
    first. Fails when the enterprise does: deliveries stay unpaid, and who cannot pay the instalment
    defaults at once.
    """

    name = "quadrilateral_linkage"
    turn = 49
    failing = Failing({"contract_slots": 100, "contract_cost": 2000},
        "dear contracts with more farmers than an enterprise can pay a floor to")
    parameters = {
        "contract_slots": number(10, "households/enterprise", 1, 100, "assumption",
            "Farmers an enterprise can hold under contract"),
        "contract_cost": number(200, "yuan/contract/year", 20, 2000, "assumption",
            "Cost of concluding a contract for a year"),
        "contract_advice": number(0.4, "share", 0, 1, "assumption",
            "Risk of a start-up taken off by a floor price"),
        "contract_uptake": number(0.3, "share of lines", 0, 1, "assumption",
            "Lines under contract expected to become loans"),
        "contract_leverage": number(7, "yuan of lines/yuan", 1, 15, "assumption",
            "Lines opened for a yuan of deposit"),
    }
    payments = {
        "contracts": Payment("Conclusion of delivery contracts", "programme > rest_of_world"),
    }
    contract_slots: float
    contract_cost: float
    contract_advice: float
    contract_uptake: float
    contract_leverage: float

    def act(self, plan: Plan) -> None:
        """Renew contracts, conclude new ones in order of urgency, open lines for who has to start."""
        county, h = plan.county, plan.county.households
        delivers = (h.contract >= 0) & plan.running
        held = self.conclude(plan, np.flatnonzero(delivers))
        places = self.contract_slots * (by_village(county) >= 0)
        taken = np.bincount(h.village[held], minlength=len(places))
        them = plan.people
        able = them.knows_activity & (them.adults >= 2) & (h.contract[plan.rows] < 0)
        new = self.conclude(plan, plan.first(plan.who(able), np.maximum(places - taken, 0)))
        county.channel("advice").add(self.contract_advice, new)
        starts = ~plan.running[new]
        starts &= county.given("guarantee", Chosen(h, new)) <= 0
        open_lines(plan, new[starts], self.contract_uptake, self.contract_leverage)

    def conclude(self, plan: Plan, rows: np.ndarray) -> np.ndarray:
        """Pay for contracts of these rows as far as the money goes; returns the rows."""
        rows = rows[plan.buy(rows, self.contract_cost, "contracts")]
        plan.county.channel("contract").add(1.0, rows)
        return rows
