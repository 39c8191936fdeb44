"""The guarantee pool: what lies in it for each loan, what is free, and what returns.

Each guaranteed loan keeps its own deposit for a yuan of debt: one lender's caution is not another's.
"""

from __future__ import annotations

import numpy as np

from sim.ground.payments import Payment
from sim.ground.tables import Chosen, People, Rows
from sim.society import Society

PAYMENTS = {
    "guarantee_returned": Payment("Deposits that no guaranteed loan needs any more",
        "guarantee_pool > treasury"),
}


def guaranteed_part(h: People, society: Society) -> np.ndarray:
    """Part of each wanted loan that the guarantee line covers, yuan."""
    line = np.minimum(society.given("guarantee", h), society.world.loan_ceiling)
    return np.minimum(h.loan_wanted, line)


def free_deposit(society: Society) -> float:
    """Money of the guarantee pool that no running loan needs, yuan."""
    h = society.households
    needed = society.total(deposit_needed(h, society)) if h.debt_guaranteed.any() else 0.0
    return society.ledger.balance("guarantee_pool") - needed


def deposit_needed(h: People, society: Society) -> np.ndarray:
    """Deposit that the guaranteed debt of each household needs, yuan."""
    return h.debt_guaranteed * np.maximum(h.deposit_rate, 1 / society.world.guarantee_multiple)


def offered_rate(h: People, society: Society) -> np.ndarray:
    """Deposit for a yuan of new guaranteed loans: what the programme keeps, or the bank asks."""
    least = 1 / society.world.guarantee_multiple
    return np.maximum(np.maximum(society.given("deposit_rate", h), h.deposit_rate), least)


def note_deposit(h: Rows, society: Society, rows: np.ndarray) -> None:
    """Keep what is to lie in the pool for a yuan of the guaranteed debt of rows."""
    h.deposit_rate[rows] = offered_rate(Chosen(h, rows), society)


def release_guarantees(society: Society) -> None:
    """Deposits beyond what outstanding guaranteed loans need return to the treasury."""
    h = society.households
    h.deposit_rate *= h.debt_guaranteed > 0
    free = max(free_deposit(society), 0.0)
    society.ledger.transfer("guarantee_pool", "treasury", free, "guarantee_returned")
    society.government.budget_returned = free
