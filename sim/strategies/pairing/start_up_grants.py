"""Start-up grants: the assets of the lumpy activity, in kind, for those able to run it."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from ...processes.chosen import Chosen
from ...processes.planning import start_value
from .base import LocalModel, Plan


class StartUpGrants(LocalModel):
    """Spends what the other measures leave on animals or a greenhouse, with a course if needed.

    Those diagnosed with lack of funds come first. Where visits have seen the household, a grant
    that would not pay there is not made; elsewhere it is, and part of it may be sold.
    """

    name = "start_up_grants"
    turn = 90
    parameters = {
        "grant_share": number(1.0, "share of need", 0.2, 1, "assumption",
            "Share of the activity's minimum assets that is granted"),
        "start_up_course": number(600, "yuan/course", 200, 2000, "assumption",
            "Course for a household that does not know the activity"),
    }
    grant_share: float
    start_up_course: float

    def act(self, plan: Plan) -> None:
        """Grants in list order to able households that run nothing yet."""
        county, w = plan.county, plan.county.world
        h, price = county.households, county.index.asset_price
        able = (h.activity_capital < w.activity_minimum) & (h.adults >= 2) & (h.health >= 0.5)
        rows = np.flatnonzero(plan.served & able)
        missing = 1.05 * w.activity_minimum - h.activity_capital[rows]
        grant = self.grant_share * missing
        wanted = ~plan.known(rows)
        seen = np.flatnonzero(~wanted)
        own = price * (missing - grant)[seen]
        worth = start_value(Chosen(h, rows[seen]), county, own)
        wanted[seen] = worth > w.hurdle * w.activity_minimum
        first = plan.diagnosed("funds")[rows]
        for group in (wanted & first, wanted & ~first):
            self.give(plan, rows[group], grant[group])

    def give(self, plan: Plan, rows: np.ndarray, grant: np.ndarray) -> None:
        """Grants (yuan a row at opening prices), with a course where the activity is unknown."""
        county, price = plan.county, plan.county.index.asset_price
        taught = ~county.households.knows_activity[rows]
        given = plan.reach(rows, price * grant + self.start_up_course * taught)
        rows, grant, taught = rows[given], grant[given], taught[given]
        plan.purse.pay("rest_of_world", price * float(grant.sum()), "activity_assets")
        plan.purse.pay("rest_of_world", self.start_up_course * float(taught.sum()), "training")
        county.channel("activity_grant").add(grant, rows)
        county.channel("training").add(1.0 * taught, rows)
