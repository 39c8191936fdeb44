"""The link with the minimum living guarantee (dibao): who cannot work gets its payment."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.payments import Payment
from sim.processes.causes import CAUSES
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class DibaoLink(LocalModel):
    """Pays the guarantee's amount to served households without labour that do not draw it yet.

    Nobody is paid twice: who draws the guarantee gets the top-up alone, where there is one.

    Paid from the programme's purse, year by year: what the programme adds is charged to it and
    ends with it. Also given where a cadre took lack of labour for the cause.
    """

    name = "dibao_link"
    turn = 40
    failing = Failing({"dibao_lists": "merged", "dibao_top_up": 2300},
        "a payment beside the guarantee to everybody on it, poor or not")
    parameters = {
        "dibao_lists": choice("separate", ("separate", "merged"),
            "Whether households on the guarantee are served with those on the list"),
        "dibao_top_up": number(0, "yuan/person/year", 0, 2300, "assumption",
            "Paid beside the guarantee to served households that draw it"),
    }
    payments = {
        "dibao_link": Payment("Minimum living payment where nobody can work",
            "programme > households", counts_as="transfer", title="minimum living payment"),
    }
    dibao_lists: str
    dibao_top_up: float

    def act(self, plan: Plan) -> None:
        """Pay the households in need of it in full, the most urgent first."""
        h, w = plan.county.households, plan.county.world
        if self.dibao_lists == "merged":
            plan.serve(plan.served | h.dibao)
        unable = (plan.people.adults == 0) | (plan.people.health < 0.5)
        rows = plan.who(unable | (plan.cause[plan.rows] == CAUSES.index("labour")))
        rate = w.dibao_payment * plan.county.economy.transfer_index[0]
        each = np.where(h.dibao[rows], self.dibao_top_up, rate)
        costs = each * h.persons[rows]
        amounts = np.zeros(len(h))
        amounts[rows] = costs * plan.reach(rows, costs)
        plan.purse.pay(h, amounts, "dibao_link")
