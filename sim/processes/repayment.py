"""Instalments: what is due, what is paid to bank and neighbours, who falls into arrears."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, Rows
from sim.processes.interest import guaranteed_share
from sim.processes.menu import runs
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
    "score_step": number(0.05, "0..1", 0, 0.2, "assumption", "Score gained by a paid instalment"),
    "arrears_share": number(0.3, "share", 0, 1, "assumption",
        "Paid share of an instalment below which the household is in arrears"),
    "instalment_least": number(1500, "yuan/year", 0, 10000, "assumption",
        "Smallest instalment of a debt to neighbours"),
}
PAYMENTS = {
    "principal": Payment("Repayment of loans of the bank", "households > bank; enterprises > bank"),
    "informal_principal": Payment("Repayment of loans among neighbours",
        "households > village_pools > households"),
}


@by_household
def amortise(h: Rows, society: Society) -> None:
    """Repay bank, then neighbours, from what exceeds the floor and the bill; note arrears.

    The bank is owed equal parts over the years left, from the year after a loan, which starts them anew.

    Under a delivery contract the instalment is kept back from the year's sales first.
    """
    ledger, owed = society.ledger, h.debt_bank + h.debt_guaranteed
    rows = np.flatnonzero(owed + h.debt_informal > 0)
    debtor = Chosen(h, rows)
    spare = np.maximum(debtor.cash - debtor.bill_due - floor(debtor, society), 0.0)
    at_source = (debtor.contract >= 0) * np.maximum(debtor.activity_income, 0.0)
    spare = np.maximum(spare, np.minimum(at_source, np.maximum(debtor.cash, 0.0)))
    new = (debtor.loan_wanted > 0) | (debtor.small_loan > 0)
    years = np.where(new, society.world.loan_term, np.maximum(debtor.loan_years, 1))
    due = owed[rows] / years * ~new
    paid = np.minimum(due, spare)
    informal = np.minimum(instalment(debtor.debt_informal, society), spare - paid)
    h.instalment_due = h.instalment_paid = h.instalment_informal = 0.0
    h.instalment_due[rows], h.instalment_paid[rows] = due, paid
    h.instalment_informal[rows] = informal
    ledger.transfer(debtor, "bank", paid, "principal")
    ledger.transfer(debtor, "village_pools", informal, "informal_principal")
    part = guaranteed_share(debtor)
    h.debt_guaranteed[rows] = np.maximum(debtor.debt_guaranteed - paid * part, 0.0)
    h.debt_bank[rows] = np.maximum(debtor.debt_bank - paid * (1 - part), 0.0)
    h.debt_informal[rows] = np.maximum(debtor.debt_informal - informal, 0.0)
    h.loan_years = 0
    h.loan_years[rows] = np.where(owed[rows] > paid, years - ~new, 0)
    note_arrears(h, society)


def instalment(debt: np.ndarray, society: Society) -> np.ndarray:
    """What neighbours are due of a debt this year, yuan: half, at least the smallest instalment."""
    return np.minimum(debt, np.maximum(0.5 * debt, society.world.instalment_least))


def note_arrears(h: Rows, society: Society) -> None:
    """A year with less than the arrears share paid counts; a paid one raises the score.

    Whose contract broke and who cannot pay is in default at once: nobody keeps back the instalment.
    """
    w = society.world
    rows = np.flatnonzero(h.instalment_due > 0)
    owing = Chosen(h, rows)
    stuck = ~runs(owing, society) | owing.contract_broken
    late = stuck & (owing.instalment_paid < w.arrears_share * owing.instalment_due)
    h.arrears[rows] = np.where(late, owing.arrears + 1 + owing.contract_broken, 0)
    good = owing.instalment_paid >= owing.instalment_due
    h.credit_score[rows] = np.minimum(owing.credit_score + w.score_step * good, 1.0)
