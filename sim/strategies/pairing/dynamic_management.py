"""Dynamic management: households enter and leave the file each year by what checks have seen."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from ...processes.identification import change_list, quota
from .base import LocalModel, Plan

TWO_YEARS = 3


class DynamicManagement(LocalModel):
    """A file with paid checks instead of a list drawn anew every year.

    A household leaves once it was seen above the line two years running and its home lacks
    neither safety nor water; it enters unless it was seen above the line in both years. Who
    leaves the file does not leave the programme for some years of grace.
    """

    name = "dynamic_management"
    turn = 20
    parameters = {
        "check_cost": number(30, "yuan/household", 5, 150, "assumption",
            "Cost of checking the income of a household on the file or about to enter it"),
        "grace": number(2, "years", 0, 5, "assumption",
            "Years in which support goes on after leaving the file"),
    }
    check_cost: float
    grace: float

    def act(self, plan: Plan) -> None:
        """Check the file and the candidates, then serve those on it and those in grace."""
        h = plan.county.households
        above = (h.poor_history & TWO_YEARS) == 0
        leaves = self.check(plan, h.on_file) & above & ~h.unsafe_house & ~h.unsafe_water
        stays = h.on_file & ~leaves
        enters = self.admit(plan, stays | leaves, above, quota(plan.county) - int(stays.sum()))
        h.grace_left = np.maximum(h.grace_left - 1, 0)
        h.grace_left[leaves] = int(self.grace)
        h.on_file = stays | enters
        h.grace_left[h.on_file] = 0
        change_list(plan.county, plan.strategy, h.on_file)
        plan.served = h.on_file | (h.grace_left > 0)

    def check(self, plan: Plan, households: np.ndarray) -> np.ndarray:
        """Pay for checks of households; returns which were checked."""
        checked = np.zeros(len(households), bool)
        checked[plan.buy(households, self.check_cost, "checks")] = True
        return checked

    def admit(
        self, plan: Plan, known: np.ndarray, above: np.ndarray, places: int
    ) -> np.ndarray:
        """Fill the free places from the poorest by score, refusing who was seen above the line."""
        enters = np.zeros(len(known), bool)
        order = plan.queue(~known)
        considered = order[np.cumsum(~above[order]) <= places]
        candidates = np.zeros(len(known), bool)
        candidates[considered] = places > 0
        enters[self.check(plan, candidates)] = True
        return enters & ~above
