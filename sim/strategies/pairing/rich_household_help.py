"""An industrial rich household supports poor farm households: know-how, inputs, a job."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from ...processes.planning import output_at
from .base import LocalModel, Plan
from .matching import matched


class RichHouseholdHelp(LocalModel):
    """Rich households that run the activity teach neighbours, and hire one if it pays them.

    Who gains nothing stays with chance .6 + .4 organisation. Fails in villages where no rich
    household runs the activity, or where organisation is weak and labour not worth its wage.
    """

    name = "rich_household_help"
    turn = 51
    parameters = {
        "proteges": number(2, "households", 1, 5, "assumption", "Households a helper takes on"),
        "rich_days": number(5, "days/household/year", 1, 60, "assumption", "Days for each"),
        "rich_inputs": number(300, "yuan/household", 0, 3000, "assumption",
            "Inputs passed on to each household"),
        "rich_advice": number(0.3, "share", 0, 1, "assumption",
            "Risk of a start-up taken off by a helper in the same trade"),
    }
    proteges: float
    rich_days: float
    rich_inputs: float
    rich_advice: float

    def act(self, plan: Plan) -> None:
        """Match, pay days and inputs, teach; a job where labour is worth more than its wage."""
        county = plan.county
        h, rate = county.households, plan.strategy.helper_day_cost
        helpers, hires = self.helpers(plan)
        rows, by = matched(plan, helpers, plan.served & (h.adults > 0) & ~h.rich, int(self.proteges))
        paid = plan.buy(rows, self.rich_days * rate + self.rich_inputs, "helper_days")
        rows, by = rows[paid], by[paid]
        h.helper = -1
        h.helper[rows] = by
        county.channel("training").add(1.0, rows)
        county.channel("advice").add(self.rich_advice, rows)
        county.channel("farm_capital_grant").add(self.rich_inputs, rows)
        first = np.unique(by, return_index=True)[1]
        county.channel("reserved_jobs").add(1.0, rows[first[hires[by[first]]]])

    def helpers(self, plan: Plan) -> tuple[np.ndarray, np.ndarray]:
        """Who helps this year, and who would gain by a worker: one bool a household each."""
        county = plan.county
        h, v = county.households, county.villages
        able = h.rich & (h.activity_capital >= county.world.activity_minimum) & ~plan.served
        labour = np.maximum(h.farm_labour, 0.25)
        gain = h.farm_potential * (output_at(1 + 1 / labour) - 1)
        hires = able & (gain > v.mean_wage[h.village])
        stays = county.uniform("helper_stays", h) < 0.6 + 0.4 * v.organisation[h.village]
        return able & (hires | stays), hires
