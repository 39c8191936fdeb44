"""What programmes paid a household, and what it has without it."""

from __future__ import annotations

import numpy as np

from sim.society import Society


def received(society: Society) -> np.ndarray:
    """Yuan of aid that programmes paid each household this year.

    Neither pay for a helper's days nor the price of land given up is aid.
    """
    total = np.zeros(len(society.households))
    for (payer, payee, kind), flow in society.ledger.rows.items():
        programme = payer.startswith("programme:") and payee == "households"
        if programme and society.payment(kind).aid:
            total += flow
    return total


def income_before_aid(society: Society) -> np.ndarray:
    """The year's income of each household without what programmes paid it, yuan.

    A list is judged by it: counted after aid, every success of a programme would be an error of
    its list.
    """
    return society.households.income - received(society)
