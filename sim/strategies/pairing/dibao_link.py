"""The link with the minimum living guarantee (dibao): who cannot work gets its payment."""

from __future__ import annotations

import numpy as np

from .base import LocalModel, Plan


class DibaoLink(LocalModel):
    """Pays the guarantee's amount to served households without labour that do not draw it yet.

    Paid from the programme's purse, year by year: what the programme adds is charged to it and
    ends with it. Also given where a cadre took lack of labour for the cause.
    """

    name = "dibao_link"
    turn = 40

    def act(self, plan: Plan) -> None:
        """Pay the households in need of it in full, the most urgent first."""
        h, w = plan.county.households, plan.county.world
        unable = plan.served & ((h.adults == 0) | (h.health < 0.5))
        rows = np.flatnonzero((unable | plan.diagnosed("labour")) & ~h.dibao)
        costs = w.dibao_payment * h.persons[rows]
        amounts = np.zeros(len(h))
        amounts[rows] = costs * plan.reach(rows, costs)
        plan.purse.pay(h, amounts, "dibao_link")
