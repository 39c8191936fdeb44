"""The information network: the list is compared with records, some old and some wrong."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number, whole
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan
from sim.strategies.pairing.turns import lowest

STREAMS = {
    "audit": "each household a year: whether it is compared with its record",
    "record": "each household a year: whether its record is right",
}


class InformationNetwork(LocalModel):
    """Audits listed households against last years' records and strikes who was above the line.

    A record is as old as the lag and right with the quality of the data: a wrong or old one
    strikes a household that is poor. Places that become free go to the next in order.
    """

    name = "information_network"
    turn = 14
    failing = Failing({"record_lag": 6, "data_quality": 0.5, "audit_share": 1, "record_cost": 60},
        "old records, wrong in half of the cases, dear to keep, strike the poor")
    parameters = {
        "record_cost": number(8, "yuan/household", 1, 60, "assumption",
            "Keeping and comparing the record of a listed household"),
        "record_lag": whole(1, "years", 1, 6, "assumption", "Age of the records"),
        "data_quality": number(0.9, "chance", 0.5, 1, "assumption", "A record is right"),
        "audit_share": number(0.5, "share", 0, 1, "assumption", "Listed households compared"),
    }
    payments = {
        "records": Payment("Comparison of the list with records", "programme > rest_of_world"),
    }
    record_cost: float
    record_lag: float
    data_quality: float
    audit_share: float

    def act(self, plan: Plan) -> None:
        """Compare, strike, and fill the free places by the order of need."""
        county, h = plan.county, plan.county.households
        drawn = county.uniform("audit", h)
        rows = plan.who(drawn[plan.rows] < self.audit_share)
        rows = rows[plan.buy(rows, self.record_cost, "records")]
        above = (h.poor_history[rows] & (1 << int(self.record_lag - 1))) == 0
        right = county.uniform("record", h)[rows] < self.data_quality
        struck = rows[above == right]
        listed = plan.served.copy()
        listed[struck] = False
        plan.struck[struck] = True
        listed[lowest(plan.urgency, np.flatnonzero(~plan.served), len(struck))] = True
        plan.relist(listed, "records")
