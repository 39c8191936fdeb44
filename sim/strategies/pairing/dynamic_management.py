"""Dynamic management: households enter and leave the file each year by what checks have seen."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number, whole
from sim.ground.payments import Payment
from sim.ground.tables import Table
from sim.measures.ordering import nth_lowest
from sim.processes.cadres import tempted_cadres
from sim.processes.identification import change_list, note_link
from sim.programme import Moves
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan

STREAMS = {
    "paper_exit": "each household a year: whether it is reported out though still poor",
}


def seen_above(h: Table, years: float) -> np.ndarray:
    """Whether a household was seen above the line in each of the last years: one bool a household."""
    return np.asarray((h.poor_history & ((1 << int(years)) - 1)) == 0)


class DynamicManagement(LocalModel):
    """A file with paid checks instead of a list drawn anew every year.

    A household leaves once it was seen above the line two years running and its home lacks
    neither safety nor water, or after more years above the line whatever its home: a home that
    nobody repairs keeps nobody on the file for ever. It enters unless it was seen above the line
    in both years. Who
    leaves the file does not leave the programme for some years of grace; whom records strike leaves
    both. A tempted cadre reports exits that are not, and a deadline takes off whoever is still poor
    and lets nobody of them return for some years.
    """

    name = "dynamic_management"
    turn = 20
    failing = Failing({"deadline": 1, "grace": 0, "check_cost": 150},
        "a deadline that takes everybody off the file after a year, without grace")
    parameters = {
        "check_cost": number(30, "yuan/household", 5, 150, "assumption",
            "Cost of checking the income of a household on the file or about to enter it"),
        "grace": whole(2, "years", 0, 5, "assumption",
            "Years in which support goes on after leaving the file"),
        "stable_years": whole(2, "years", 1, 8, "assumption",
            "Years in a row above the line that count as a stable exit"),
        "income_years": whole(4, "years", 1, 8,
            "assumption; the published exit asks for food, clothing, school, care and a safe home",
            "Years in a row above the line after which an exit does not wait for repair of the home"),
        "deadline": whole(0, "years", 0, 9, "assumption",
            "Years on the file after which a household is taken off it; 0, never"),
        "deadline_bar": whole(3, "years", 0, 9, "assumption",
            "Years for which who was taken off by the deadline is not taken back"),
        "paper_share": number(0.1, "share", 0, 1, "assumption",
            "Households on the file that a tempted cadre reports above the line though they are not"),
        "paper_found": number(0.5, "chance", 0, 1, "assumption",
            "A paper exit is found by the third party's check"),
    }
    payments = {
        "checks": Payment("Checks of income at entry into the file and exit from it",
            "programme > rest_of_world"),
    }
    check_cost: float
    grace: float
    stable_years: float
    income_years: float
    deadline: float
    deadline_bar: float
    paper_share: float
    paper_found: float

    def act(self, plan: Plan) -> None:
        """Check the file and the candidates, then serve those on it and those in grace."""
        h = plan.county.households
        above = seen_above(h, self.stable_years)
        repaired = ~h.unsafe_house & ~h.unsafe_water
        ready = above & (repaired | seen_above(h, self.income_years))
        late = h.on_file & (h.years_on_file >= self.deadline) & (self.deadline > 0)
        leaves_if_checked = ready | late | self.reported(plan)
        h.barred = np.maximum(h.barred - 1, 0)
        outside = ~h.on_file & ~plan.struck & (h.barred == 0)
        struck = np.flatnonzero(h.on_file & plan.struck)
        file = np.flatnonzero(h.on_file & ~plan.struck)
        checked = self.check(plan, file, leaves_if_checked)
        leaves = np.concatenate([checked, struck])
        places = len(plan.rows) - (len(file) - len(checked))
        candidates = self.candidates(plan, np.flatnonzero(outside), above, places)
        enters = self.check(plan, candidates, ~above)
        by_deadline = checked[late[checked] & ~ready[checked]]
        h.barred[by_deadline] = int(self.deadline_bar)
        self.keep_file(plan, enters, leaves)
        plan.programme.moves = Moves(enters, leaves, by_deadline, struck)
        h.grace_left[checked] = int(self.grace)
        h.paper_exit = False
        h.paper_exit[checked] = ~above[checked]
        plan.serve(h.on_file | (h.grace_left > 0))

    def keep_file(self, plan: Plan, enters: np.ndarray, leaves: np.ndarray) -> None:
        """Write entries and exits (rows) into the file and put it in place of the list."""
        h = plan.county.households
        h.on_file[enters] = True
        note_link(plan.county, plan.programme, "file", h.on_file)
        h.on_file[leaves] = False
        h.years_on_file = np.where(h.on_file, h.years_on_file + 1, 0)
        h.grace_left = np.maximum(h.grace_left - 1, 0)
        h.grace_left[enters] = 0
        change_list(plan.county, plan.programme, h.on_file.copy(), "exits")

    def reported(self, plan: Plan) -> np.ndarray:
        """Whom tempted cadres report out though they are not ready, unless it is found."""
        county, h = plan.county, plan.county.households
        linked = h.cadre >= 0
        tempted = linked & tempted_cadres(county)[np.maximum(h.cadre, 0)]
        supervised = county.villages.supervision[h.village]
        found = 1 - (1 - self.paper_found) * (1 - county.world.supervision_effect * supervised)
        drawn = county.uniform("paper_exit", h)
        return h.on_file & tempted & (drawn < self.paper_share * (1 - found))

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
        return others[urgency < nth_lowest(eligible, places)]
