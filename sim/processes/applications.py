"""Applications for loans: what a household may borrow, and which loans the bank grants."""

from __future__ import annotations

import numpy as np

from sim.ground.tables import Chosen, People
from sim.processes.guarantees import free_deposit, guaranteed_part, offered_rate
from sim.processes.spending import floor
from sim.society import Society

CENT = 0.01  # yuan
STREAMS = {
    "approval": "each household a year: whether the bank approves its loan",
    "loan_queue": "each household a year: its turn where guarantees are short",
}


def credit_limit(h: People, society: Society) -> np.ndarray:
    """Unguaranteed limit: collateral and income above the floor, less debts (no poverty line)."""
    w = society.world
    collateral = w.collateral_share * (h.farm_capital + h.activity_capital)
    earning = w.income_multiple * (h.permanent_income - floor(h, society))
    debts = h.debt_bank + h.debt_guaranteed + h.debt_informal + h.debt_mutual
    served = (h.credit_score >= w.minimum_score) & (h.arrears == 0)
    return np.where(served, np.maximum(collateral + np.maximum(earning, 0.0) - debts, 0.0), 0.0)


def decide_loans(society: Society) -> None:
    """The bank approves profitable, credible applications within its capacity; the rest fail."""
    h = society.households
    asked = np.flatnonzero(h.loan_wanted > 0)
    if not asked.size:
        return
    applicants = Chosen(h, asked)
    guaranteed = guaranteed_part(applicants, society)
    granted = credible(applicants, society, guaranteed)
    rest = applicants.loan_wanted - guaranteed
    granted &= within(room_unguaranteed(society), rest * granted, applicants, society)
    deposits = offered_rate(applicants, society) * guaranteed
    granted &= within(free_deposit(society), deposits * granted, applicants, society)
    refused = asked[~granted]
    h.starts_activity[refused] = False
    h.loan_wanted[refused] = 0.0


def credible(h: People, society: Society, guaranteed: np.ndarray) -> np.ndarray:
    """Approval by score, guarantee and limit, of loans that cover their fixed cost."""
    w, loan = society.world, h.loan_wanted
    limit = credit_limit(h, society) + guaranteed
    odds = w.approval_intercept + w.approval_score * (h.credit_score - 0.5)
    odds += w.approval_recommendation * society.given("recommendation", h)
    room = np.log(np.maximum(limit, 1.0) / loan)
    odds += w.approval_guarantee * (guaranteed > 0) + w.approval_limit * room
    approved = society.uniform("approval", h) < 1 / (1 + np.exp(-odds))
    return approved & (loan * (w.bank_rate - w.funding_rate) > w.loan_cost)


def within(room: float, loans: np.ndarray, h: People, society: Society) -> np.ndarray:
    """Which loans (yuan) fit the room, served in the order of a lottery if not all do.

    A deposit may make room for exactly what is lent: the last digits do not refuse a loan.
    """
    room = max(room, 0.0) + CENT
    if loans.sum() <= room:
        return np.ones(len(loans), bool)
    order = np.argsort(society.uniform("loan_queue", h), kind="stable")
    fits = np.empty(len(loans), bool)
    fits[order] = np.cumsum(loans[order]) <= room
    return fits | (loans <= 0)


def room_unguaranteed(society: Society) -> float:
    """Unguaranteed lending the bank's equity still carries, yuan."""
    owed = society.total(society.households.debt_bank) + float(society.enterprises.debt.sum())
    return society.world.equity_multiple * max(float(society.bank.equity[0]), 0.0) - owed
