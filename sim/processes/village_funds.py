"""Mutual-aid funds of villages: members lend each other the money of the village.

Loans are for a year and renewed for what is left of them while the instalments come. Who does not pay
one is left out from then on, and the other borrowers of the village answer for the debt up to their
stakes.
"""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number, whole
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, by_group
from sim.processes.small_loans import invest, worthwhile_loan
from sim.processes.spending import floor
from sim.society import Society

PARAMETERS = {
    "fund_stake": number(300, "yuan/household", 50, 2000, "assumption",
        "Stake that a member pays into the fund"),
    "fund_loan": number(5000, "yuan", 500, 20000,
        "typical loan of village mutual-aid funds in published accounts", "Largest loan of a fund"),
    "fund_term": whole(3, "years", 1, 5, "assumption",
        "Years over which a loan of a fund, renewed every year, is repaid in equal instalments"),
    "fund_fee": number(0.06, "share/year", 0, 0.2, "assumption", "Fee on a fund's loan"),
}
PAYMENTS = {
    "fund_stakes": Payment("Stakes that members pay into the mutual-aid fund of the village",
        "households > mutual_funds"),
    "fund_loans": Payment("Loans of mutual-aid funds", "mutual_funds > households"),
    "fund_repayments": Payment("Loans of mutual-aid funds, paid back with the fee",
        "households > mutual_funds"),
    "group_liability": Payment("Members answer for those who do not repay the fund",
        "households > mutual_funds"),
}
STREAMS = {
    "fund_queue": "each household a year: its turn for a loan of the fund",
}


def seed_funds(society: Society) -> None:
    """What programmes paid into the funds stands in the villages' books."""
    society.villages.fund += society.given("fund_seed")


def lend_from_funds(society: Society) -> None:
    """Members join with a stake and borrow in turn while the fund of their village has cash.

    Who asks pays the stake, lent to or not; the first loan that does not fit ends the turn. Nobody
    joins a fund with less cash than two stakes, below which no loan is worth joining for.
    """
    h, v, w, ledger = society.households, society.villages, society.world, society.ledger
    if not v.fund.any():
        return
    able = society.at_home(v.fund >= 2 * w.fund_stake) & ~h.fund_excluded & (h.debt_mutual <= 0)
    new = np.where(h.fund_stake > 0, 0.0, w.fund_stake)
    able &= h.cash > new + w.input_cash * floor(h, society)
    rows, new = np.flatnonzero(able), new.compress(able)
    loans, uses = worthwhile_loan(
        society, rows, w.fund_fee, w.fund_loan, int(w.fund_term))
    asks = loans > 2 * new
    rows, loans, new, uses = rows[asks], loans[asks], new[asks], uses[asks]
    stakes, paid = np.zeros(len(h)), np.zeros(len(h))
    stakes[rows] = new
    ledger.transfer(h, "mutual_funds", stakes, "fund_stakes")
    h.fund_stake += stakes
    v.fund += society.village_sum(stakes)
    fits = in_turn(society, rows, loans)
    paid[rows[fits]] = loans[fits]
    invest(society, "mutual_funds", rows, loans * fits, uses, "fund_loans")
    h.debt_mutual += paid
    h.fund_years[paid > 0] = w.fund_term
    v.fund -= society.village_sum(paid)


def in_turn(society: Society, rows: np.ndarray, loans: np.ndarray) -> np.ndarray:
    """Which loans the cash of each village's fund covers, in the order of a lottery."""
    h, v = society.households, society.villages
    village = h.village[rows]
    order = np.argsort(society.uniform("fund_queue", h)[rows])
    order = order[by_group(village[order])]
    running = np.cumsum(loans[order])
    start = np.searchsorted(village[order], np.arange(len(v)))
    before = np.concatenate([[0.0], running])[start]
    fits = np.zeros(len(rows), bool)
    fits[order] = running - before[village[order]] <= v.fund[village[order]]
    return fits


def repay_funds(society: Society) -> None:
    """Instalments of a fund's loans are due with the fee each year; the group covers what it can.

    Who does not pay the instalment itself is in default, left out, and loses the stake. The other
    borrowers of the village pay for it out of their cash, each up to its stake; fees unpaid are lost.
    """
    h, v, w, ledger = society.households, society.villages, society.world, society.ledger
    if not h.debt_mutual.any():
        return
    rows = np.flatnonzero(h.debt_mutual > 0)
    them = Chosen(h, rows)
    owed, village = them.debt_mutual, them.village
    due = owed / np.maximum(them.fund_years, 1)
    spare = np.maximum(them.cash - them.bill_due - floor(them, society), 0.0)
    paid = np.minimum(due + owed * w.fund_fee, spare)
    defaults = paid < due
    ledger.transfer(them, "mutual_funds", paid, "fund_repayments")
    lacking = np.bincount(village, defaults * (owed - paid), len(v))
    able = ~defaults * np.minimum(them.fund_stake, spare - paid)
    offered = np.bincount(village, able, len(v))
    share = np.minimum(lacking, offered) / np.maximum(offered, TINY)
    covered = able * share[village]
    ledger.transfer(them, "mutual_funds", covered, "group_liability")
    v.fund += np.bincount(village, paid + covered, len(v))
    h.fund_excluded[rows[defaults]] = True
    h.fund_stake[rows[defaults]] = 0.0
    h.debt_mutual[rows] = np.where(defaults, 0.0, owed - due)
    h.fund_years[rows] = np.maximum(them.fund_years - 1, 0)
