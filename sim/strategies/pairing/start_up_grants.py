"""Start-up grants: the assets of the lumpy activity, in kind, for those able to run it."""

from __future__ import annotations

import numpy as np

from ...parameters import number
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
        missing = np.maximum(1.05 * w.activity_minimum - h.activity_capital, 0.0)
        grant = self.grant_share * missing
        course = self.start_up_course * ~h.knows_activity
        pays = start_value(h, county, price * (missing - grant)) > w.hurdle * w.activity_minimum
        able = (h.activity_capital < w.activity_minimum) & (h.adults >= 2) & (h.health >= 0.5)
        wanted = plan.served & able & (pays | ~plan.known())
        for group in (plan.diagnosed("funds"), ~plan.diagnosed("funds")):
            rows = plan.reach(wanted & group, price * grant + course)
            plan.purse.pay("rest_of_world", price * float(grant[rows].sum()), "activity_assets")
            plan.purse.pay("rest_of_world", float(course[rows].sum()), "training")
            county.channel("activity_grant").add(grant[rows], rows)
            county.channel("training").add(1.0 * ~h.knows_activity[rows], rows)
