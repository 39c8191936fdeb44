"""Dynamic management: households enter and leave the file each year by what checks have seen."""

from __future__ import annotations

import numpy as np

from ...parameters import number
from ...processes.cadres import tempted_cadres
from ...processes.identification import change_list, note_link
from .base import LocalModel, Plan


class DynamicManagement(LocalModel):
    """A file with paid checks instead of a list drawn anew every year.

    A household leaves once it was seen above the line two years running and its home lacks
    neither safety nor water; it enters unless it was seen above the line in both years. Who
    leaves the file does not leave the programme for some years of grace. A tempted cadre reports
    exits that are not, and a deadline empties the file whoever is still poor.
    """

    name = "dynamic_management"
    turn = 20
    parameters = {
        "check_cost": number(30, "yuan/household", 5, 150, "assumption",
            "Cost of checking the income of a household on the file or about to enter it"),
        "grace": number(2, "years", 0, 5, "assumption",
            "Years in which support goes on after leaving the file"),
        "stable_years": number(2, "years", 1, 8, "assumption",
            "Years in a row above the line that count as a stable exit"),
        "deadline": number(0, "years", 0, 9, "assumption",
            "Years on the file after which a household is taken off it; 0, never"),
        "paper_share": number(0.1, "share", 0, 1, "assumption",
            "Households on the file that a tempted cadre reports above the line though they are not"),
        "paper_found": number(0.5, "chance", 0, 1, "assumption",
            "A paper exit is found by the third party's check"),
    }
    check_cost: float
    grace: float
    stable_years: float
    deadline: float
    paper_share: float
    paper_found: float

    def act(self, plan: Plan) -> None:
        """Check the file and the candidates, then serve those on it and those in grace."""
        h = plan.county.households
        above = (h.poor_history & ((1 << int(self.stable_years)) - 1)) == 0
        ready = above & ~h.unsafe_house & ~h.unsafe_water
        reported = self.reported(plan) & ~ready
        ready |= reported
        file, others = np.flatnonzero(h.on_file), np.flatnonzero(~h.on_file)
        leaves = self.check(plan, file, ready)
        places = len(plan.rows) - (len(file) - len(leaves))
        enters = self.check(plan, self.candidates(plan, others, above, places), ~above)
        h.grace_left = np.maximum(h.grace_left - 1, 0)
        h.grace_left[leaves] = int(self.grace)
        h.grace_left[enters] = 0
        h.on_file[enters] = True
        note_link(plan.county, "file", h.on_file)
        h.on_file[leaves] = False
        h.years_on_file = np.where(h.on_file, h.years_on_file + 1, 0)
        h.paper_exit = False
        h.paper_exit[leaves] = ~above[leaves]
        plan.county.facts["file"] = enters, leaves
        change_list(plan.county, plan.strategy, h.on_file.copy(), "exits")
        plan.serve(h.on_file | (h.grace_left > 0))

    def reported(self, plan: Plan) -> np.ndarray:
        """Who is reported out though not ready: by tempted cadres, unless found, or by deadline."""
        county, h = plan.county, plan.county.households
        late = h.on_file & (h.years_on_file >= self.deadline) & (self.deadline > 0)
        linked = h.cadre >= 0
        tempted = linked & tempted_cadres(county)[np.maximum(h.cadre, 0)]
        supervised = county.villages.supervision[h.village]
        found = 1 - (1 - self.paper_found) * (1 - county.world.supervision_effect * supervised)
        drawn = county.uniform("paper_exit", h)
        return late | (h.on_file & tempted & (drawn < self.paper_share * (1 - found)))

    def check(self, plan: Plan, rows: np.ndarray, change: np.ndarray) -> np.ndarray:
        """Pay for checks of rows; returns those checked whose place on the file is to change."""
        checked = rows[plan.buy(rows, self.check_cost, "checks")]
        return checked[change[checked]]

    def candidates(
        self, plan: Plan, others: np.ndarray, above: np.ndarray, places: int
    ) -> np.ndarray:
        """Rows considered for the free places, the poorest by score first.

        Who was seen above the line is refused, so the next in order is considered as well.
        """
        if places <= 0:
            return others[:0]
        urgency = plan.urgency[others]
        eligible = urgency[~above[others]]
        if len(eligible) <= places:
            return others
        return others[urgency < np.partition(eligible, places)[places]]
