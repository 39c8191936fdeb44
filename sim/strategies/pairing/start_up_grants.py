"""Start-up grants: the assets of the lumpy activity, in kind, for those able to run it."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import Chosen
from sim.processes.causes import CAUSES
from sim.processes.menu import minimum_of, on_menu
from sim.processes.prospects import carried, smallest_paying
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class StartUpGrants(LocalModel):
    """Animals or a greenhouse, with a course if needed, from its own part and from what is left.

    Those diagnosed with lack of funds come first. Where visits have seen the household, a grant
    that would not pay there is not made; elsewhere it is, and part of it may be sold. With its course
    a grant meets lack of skill and of funds; who lacks something else uses a part of it.
    """

    name = "start_up_grants"
    turn = 48
    suits = ("skill", "funds")
    failing = Failing({"grant_share": 0.2, "start_up_course": 2000},
        "a fifth of what a start needs, each with a dear course: what starts nothing is sold in part")
    parameters = {
        "grant_spending": number(0.4, "share of the year's money", 0, 1, "assumption",
            "Money for grants before the helpers, pairs and homes are served; the rest comes after"),
        "grant_share": number(1.0, "share of need", 0.2, 1, "assumption",
            "Share of the activity's minimum assets that is granted"),
    }
    grant_spending: float
    grant_share: float

    def act(self, plan: Plan) -> None:
        """Choose whom a start would pay, and grant from the own part of the money."""
        self.rows, kinds = self.choose(plan)
        with plan.capped(self.grant_spending):
            self.grant(plan, kinds)

    def finish(self, plan: Plan) -> None:
        """Grants from what all others left."""
        if plan.purse.left > plan.strategy.start_up_course:
            self.grant(plan, self.kinds(plan, self.people(plan)))

    def people(self, plan: Plan) -> Chosen:
        """Those chosen this year; not kept, since a strategy outlives the county it acts in."""
        return Chosen(plan.county.households, self.rows)

    def choose(self, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
        """Rows of the able who run nothing yet and take what is offered, and the kind each would start.

        Less those in whom visits see that it would not pay.
        """
        them = plan.people
        able = ~plan.running[plan.rows] & (them.adults >= 2) & (them.health >= 0.5)
        rows = plan.who_accept(plan.who(able))
        kinds = self.kinds(plan, Chosen(them, plan.place_of(rows)))
        chosen = (kinds >= 0) | ~plan.known(rows)
        return rows.compress(chosen), kinds.compress(chosen)

    def kinds(self, plan: Plan, them: Chosen) -> np.ndarray:
        """The smallest kind of activity that these would start with the grant, -1 if there is none."""
        return smallest_paying(them, plan.county, own=1 - self.grant_share, courses=1.0)

    def missing(self, plan: Plan, kinds: np.ndarray) -> np.ndarray:
        """Yuan at opening prices that the start meant lacks: of the smallest that pays, or any."""
        county, them = plan.county, self.people(plan)
        kinds = np.where(kinds < 0, on_menu(county.world)[0], kinds)
        size = county.world.start_size * minimum_of(kinds, county.world)
        return np.maximum(size - carried(them, county, kinds), 0.0)

    def grant(self, plan: Plan, kinds: np.ndarray) -> None:
        """Grants to the chosen, those who lack funds first, as far as the money goes."""
        rows, granted = self.rows, plan.had(self.rows, "activity_grant")
        due = np.maximum(self.grant_share * self.missing(plan, kinds) - granted, 0.0)
        first = plan.cause[rows] == CAUSES.index("funds")
        unknown = ~plan.county.households.knows_activity[rows]
        for some in (first, ~first):
            self.give(plan, rows.compress(some), due.compress(some), unknown.compress(some))

    def give(self, plan: Plan, rows: np.ndarray, grant: np.ndarray, unknown: np.ndarray) -> None:
        """Grants (yuan a row at opening prices), with a course where the activity is unknown."""
        price = plan.county.economy.asset_price[0]
        taught = unknown & (plan.had(rows, "training") < 1)
        costs = (price * grant + plan.strategy.start_up_course * taught) * (grant > 0)
        met = plan.reach(rows, costs)
        rows, grant, taught = rows[met], grant[met], taught[met]
        plan.purse.pay("rest_of_world", price * float(grant.sum()), "activity_assets")
        plan.purse.pay("rest_of_world", plan.strategy.start_up_course * float(taught.sum()), "training")
        plan.give_goods(rows, "activity_grant", grant)
        plan.give(rows, "training", 1.0 * taught)
