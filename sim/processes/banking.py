"""The bank's year: money for new loans, defaults, and its books at the end."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.society import Society

PARAMETERS = {
    "score_fall": number(0.4, "0..1", 0, 1, "assumption", "Score lost by a write-off"),
}
PAYMENTS = {
    "refinancing": Payment("Money from outside that the bank lends on", "rest_of_world > bank"),
    "guarantee": Payment("The guarantee pool pays for guaranteed loans in default",
        "guarantee_pool > bank"),
    "bank_costs": Payment("What the bank pays for its funds and for handling loans",
        "bank > rest_of_world"),
    "refinancing_repaid": Payment("Money from outside that the bank pays back", "bank > rest_of_world"),
}


def refinance(society: Society) -> None:
    """The bank borrows outside what the year's new loans need beyond its cash."""
    society.bank.new_loans = society.total(society.households.loan_wanted)
    needed = float(society.bank.new_loans[0]) - society.ledger.balance("bank")
    borrow(society, max(needed, 0.0))


def borrow(society: Society, amount: float) -> None:
    """Refinancing of the bank by the rest of the world."""
    society.ledger.transfer("rest_of_world", "bank", amount, "refinancing")
    society.bank.refinancing += amount


def write_off(society: Society) -> None:
    """Two years of arrears end a loan: the pool pays its share while it lasts, the bank the rest."""
    h, w, bank = society.households, society.world, society.bank
    bank.losses, bank.pool_losses = bank.enterprise_write_offs, 0.0
    bad = h.arrears >= 2
    if bad.any():
        guaranteed = society.total(np.where(bad, h.debt_guaranteed, 0.0))
        whole = guaranteed + society.total(np.where(bad, h.debt_bank, 0.0))
        paid = min(society.ledger.balance("guarantee_pool"), w.guarantee_share * guaranteed)
        society.ledger.transfer("guarantee_pool", "bank", max(paid, 0.0), "guarantee")
        bank.losses += whole - max(paid, 0.0)
        bank.pool_losses = max(paid, 0.0)
        h.credit_score[bad] = np.maximum(h.credit_score[bad] - w.score_fall, 0.0)
        for debts in (h.debt_bank, h.debt_guaranteed, h.arrears):
            debts[bad] = 0


def close_bank(society: Society) -> None:
    """The bank pays for its funds and its loans' costs; equity is what remains."""
    h, w, bank, ledger = society.households, society.world, society.bank, society.ledger
    costs = w.funding_rate * float(bank.refinancing[0])
    loans_made = np.count_nonzero(h.loan_wanted > 0) + np.count_nonzero(h.small_loan > 0)
    costs += w.loan_cost * loans_made
    borrow(society, max(costs - ledger.balance("bank"), 0.0))
    ledger.transfer("bank", "rest_of_world", costs, "bank_costs")
    back = min(float(bank.refinancing[0]), max(ledger.balance("bank"), 0.0))
    ledger.transfer("bank", "rest_of_world", back, "refinancing_repaid")
    bank.refinancing -= back
    loans = society.total(h.debt_bank + h.debt_guaranteed) + float(society.enterprises.debt.sum())
    bank.equity = ledger.balance("bank") + loans - bank.refinancing
    bank.pool = ledger.balance("guarantee_pool")
