"""An industrial rich household supports poor farm households: know-how, inputs, a job."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number, whole
from sim.ground.payments import Payment
from sim.processes.farm import output_at
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.matching import engage, matched
from sim.strategies.pairing.plan import Plan

STREAMS = {
    "helper_stays": "each helper a year: whether it stays without gain",
}


class RichHouseholdHelp(LocalModel):
    """Rich households that run the activity teach neighbours, and hire one if it pays them.

    The helper is paid for its days and loses them on its own farm. Who gains nothing stays with
    a chance that organisation raises. Fails in villages where no rich household runs the activity, or
    where a helper's own day is worth more than the declared wage and organisation is weak.
    """

    name = "rich_household_help"
    turn = 51
    suits = ("skill", "funds")
    failing = Failing({"rich_days": 60, "rich_inputs": 3000},
        "sixty days and dear inputs for each neighbour")
    parameters = {
        "proteges": whole(2, "households", 1, 5, "assumption", "Households a helper takes on"),
        "rich_days": number(5, "days/household/year", 1, 60, "assumption", "Days for each"),
        "rich_inputs": number(300, "yuan/household", 0, 3000, "assumption",
            "Inputs passed on to each household"),
        "rich_advice": number(0.3, "share", 0, 1, "assumption",
            "Risk of a start-up taken off by a helper in the same trade"),
    }
    payments = {
        "helper_inputs": Payment("Inputs that helpers pass on", "programme > rest_of_world"),
    }
    proteges: float
    rich_days: float
    rich_inputs: float
    rich_advice: float

    def act(self, plan: Plan) -> None:
        """Match, pay days and inputs, teach; a job where labour is worth more than its wage."""
        county = plan.county
        h, cost = county.households, self.rich_days * plan.strategy.helper_day_cost
        helpers, hires = self.helpers(plan)
        wanted = plan.who((plan.people.adults > 0) & ~plan.people.rich)
        rows, by = matched(plan, helpers, wanted, int(self.proteges))
        met = plan.reach(rows, np.full(len(rows), cost + self.rich_inputs))
        rows, by = rows[met], by[met]
        engage(plan, by, self.rich_days)
        plan.purse.pay("rest_of_world", self.rich_inputs * len(rows), "helper_inputs")
        h.helper = -1
        h.helper[rows] = by
        plan.give(rows, "training", 1.0)
        plan.give(rows, "advice", self.rich_advice)
        plan.give_goods(rows, "farm_capital_grant", self.rich_inputs)
        first = np.unique(by, return_index=True)[1]
        county.channel("reserved_jobs").add(1.0, rows[first[hires[by[first]]]])

    def helpers(self, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
        """Rows of those who help this year, and who would gain by a worker (one bool a household).

        A day of one's own is worth what an adult of the household earns in it.
        """
        county = plan.county
        h, v, w = county.households, county.villages, county.world
        able = h.rich & plan.running & ~plan.served
        rows = plan.with_days(np.flatnonzero(able), self.proteges * self.rich_days)
        hires = np.zeros(len(h), bool)
        labour = np.maximum(h.farm_labour[rows], w.labour_without_adults)
        gain = h.farm_potential[rows] * (output_at(1 + 1 / labour, county) - 1)
        hires[rows] = gain > v.mean_wage[h.village[rows]]
        own_day = h.permanent_income[rows] / h.adults[rows] / w.worker_days
        gains = hires[rows] | (plan.strategy.helper_day_cost > own_day)
        chance = w.helper_stays + (1 - w.helper_stays) * v.organisation[h.village[rows]]
        stays = county.uniform("helper_stays", h)[rows] < chance
        return rows[gains | stays], hires
