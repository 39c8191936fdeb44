"""Interest on the year's debts: what is due, what programmes cover, what is paid or added."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, People, Rows
from sim.processes.spending import floor
from sim.society import Society, by_household

PAYMENTS = {
    "interest": Payment("Interest on loans of the bank", "households > bank; enterprises > bank"),
    "interest_subsidy": Payment("Interest on guaranteed loans that a programme pays",
        "programme > bank"),
    "informal_interest": Payment("Interest on loans among neighbours",
        "households > village_pools > households"),
}


@by_household
def compute_interest(h: Rows, society: Society) -> None:
    """Interest due on the year's debts."""
    w = society.world
    h.interest_due = w.bank_rate * (h.debt_bank + h.debt_guaranteed)
    h.interest_due += w.informal_rate * h.debt_informal


def cover_interest(society: Society) -> None:
    """Programmes pay the pledged share of interest on guaranteed loans to the bank."""
    h = society.households
    if not society.pledged("interest"):
        h.interest_cover = 0.0
        return
    h.interest_cover = society.commit("interest", society.world.bank_rate * h.debt_guaranteed)
    society.draw("interest", 1.0, "bank", "interest_subsidy")


@by_household
def pay_interest(h: Rows, society: Society) -> None:
    """Pay interest out of what exceeds half the floor; the rest is added to the debts."""
    w, ledger = society.world, society.ledger
    rows = np.flatnonzero(h.interest_due > 0)
    debtor = Chosen(h, rows)
    due = np.maximum(debtor.interest_due - debtor.interest_cover, 0.0)
    spare = np.maximum(debtor.cash - 0.5 * floor(debtor, society), 0.0)
    share = np.minimum(1.0, spare / np.maximum(due, TINY))
    informal = w.informal_rate * debtor.debt_informal
    bank = np.maximum(due - informal, 0.0)
    ledger.transfer(debtor, "bank", bank * share, "interest")
    ledger.transfer(debtor, "village_pools", informal * share, "informal_interest")
    h.debt_informal[rows] += informal * (1 - share)
    unpaid = bank * (1 - share)
    part = guaranteed_share(debtor)
    h.debt_guaranteed[rows] += unpaid * part
    h.debt_bank[rows] += unpaid * (1 - part)


def guaranteed_share(h: People) -> np.ndarray:
    """Share of the debt to the bank that is guaranteed, 0 without debt."""
    return h.debt_guaranteed / np.maximum(h.debt_bank + h.debt_guaranteed, TINY)
