"""Small credit for farm capital: mutual-aid funds of villages and micro-credit of women.

A household borrows up to the capital at which the return on it falls to wear and interest. Funds
lend members money of the village; who does not repay in a year is left out from then on, and the
other borrowers of the village answer for the debt up to their stakes.
"""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, by_group
from sim.processes.applications import within
from sim.processes.farm import power
from sim.processes.guarantees import free_deposit, note_deposit, offered_rate
from sim.processes.spending import floor, savings_target
from sim.society import Society

PARAMETERS = {
    "fund_stake": number(300, "yuan/household", 50, 2000, "assumption",
        "Stake that a member pays into the fund"),
    "fund_loan": number(5000, "yuan", 500, 20000,
        "typical loan of village mutual-aid funds in published accounts", "Largest loan of a fund"),
    "fund_fee": number(0.06, "share/year", 0, 0.2, "assumption", "Fee on a fund's loan"),
    "micro_loan": number(20000, "yuan", 1000, 80000, "assumption", "Largest loan to a woman"),
}
PAYMENTS = {
    "fund_stakes": Payment("Stakes that members pay into the mutual-aid fund of the village",
        "households > mutual_funds"),
    "fund_loans": Payment("Loans of mutual-aid funds for farm capital", "mutual_funds > households"),
    "fund_repayments": Payment("Loans of mutual-aid funds, paid back with the fee",
        "households > mutual_funds"),
    "group_liability": Payment("Members answer for those who do not repay the fund",
        "households > mutual_funds"),
}
STREAMS = {
    "fund_queue": "each household a year: its turn for a loan of the fund",
}


def wanted_loan(society: Society, rows: np.ndarray, rate: float, most: float) -> np.ndarray:
    """Loan for farm capital that each row wants, yuan, at a yearly rate, up to `most`.

    Capital is worth having while .20 Q / (KL + K0) exceeds wear and interest, and hands for it are
    at home; own cash that the household would put into it is used first.
    """
    h, w = Chosen(society.households, rows), society.world
    capital = np.maximum(h.farm_capital + w.farm_capital_base, 1.0)
    exponent, output = w.farm_capital_exponent, np.maximum(h.farm_potential, 0.0)
    worth = exponent * output / capital / (w.farm_wear + rate)
    pays = np.flatnonzero((worth > 1) & (h.farm_labour > w.least_labour))
    loans = np.zeros(len(rows))
    aim = capital[pays] * (power(worth[pays], 1 / (1 - exponent)) - 1)
    own = 0.5 * np.maximum(h.cash - 0.5 * savings_target(h, society), 0.0)
    loans[pays] = np.minimum(np.maximum(aim - own[pays], 0.0), most)
    return loans


def buy_farm_capital(society: Society, lender: str, loans: np.ndarray, kind: str) -> None:
    """Loans (yuan a household) are paid out and spent on tools and small stock."""
    h, ledger = society.households, society.ledger
    ledger.transfer(lender, h, loans, kind)
    ledger.transfer(h, "rest_of_world", loans, "farm_assets")
    h.farm_capital += loans


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
    open_to = (v.fund >= 2 * w.fund_stake)[h.village] & ~h.fund_excluded & (h.debt_mutual <= 0)
    rows = np.flatnonzero(open_to)
    rows = rows[h.cash[rows] > w.input_cash * floor(Chosen(h, rows), society)]
    loans = wanted_loan(society, rows, w.fund_fee, w.fund_loan)
    new = np.where(h.fund_stake[rows] > 0, 0.0, w.fund_stake)
    kept = w.input_cash * floor(Chosen(h, rows), society)
    asks = (loans > 2 * new) & (h.cash[rows] > new + kept)
    rows, loans, new = rows[asks], loans[asks], new[asks]
    stakes, paid = np.zeros(len(h)), np.zeros(len(h))
    stakes[rows] = new
    ledger.transfer(h, "mutual_funds", stakes, "fund_stakes")
    h.fund_stake += stakes
    v.fund += society.village_sum(stakes)
    fits = in_turn(society, rows, loans)
    paid[rows[fits]] = loans[fits]
    buy_farm_capital(society, "mutual_funds", paid, "fund_loans")
    h.debt_mutual += paid
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


def lend_to_women(society: Society) -> None:
    """The bank lends for farm capital where credit is offered and the guarantee pool has room.

    If not all loans fit the room, a lottery decides who comes first.
    """
    h, w = society.households, society.world
    if "women_credit" not in society.channels:
        return
    offered = society.given("women_credit")
    rows = np.flatnonzero((offered > 0) & (h.credit_score >= w.minimum_score) & (h.arrears == 0))
    loans = wanted_loan(society, rows, 0.0, w.micro_loan)
    loans = np.minimum(loans, offered[rows])
    them = Chosen(h, rows)
    fits = within(free_deposit(society), offered_rate(them, society) * loans, them, society)
    paid = np.zeros(len(h))
    paid[rows] = loans * fits
    buy_farm_capital(society, "bank", paid, "loans")
    h.debt_guaranteed += paid
    note_deposit(h, society, np.flatnonzero(paid))


def repay_funds(society: Society) -> None:
    """Loans of a fund are due with the fee after a year; the group covers what it can.

    Who does not repay the loan itself is in default, left out, and loses the stake. The other
    borrowers of the village pay for it out of their cash, each up to its stake; fees unpaid are lost.
    """
    h, v, w, ledger = society.households, society.villages, society.world, society.ledger
    if not h.debt_mutual.any():
        return
    rows = np.flatnonzero(h.debt_mutual > 0)
    them = Chosen(h, rows)
    owed, village = them.debt_mutual, them.village
    spare = np.maximum(them.cash - them.bill_due - floor(them, society), 0.0)
    paid = np.minimum(owed * (1 + w.fund_fee), spare)
    defaults = paid < owed
    ledger.transfer(h, "mutual_funds", them.spread(paid), "fund_repayments")
    lacking = np.bincount(village, defaults * (owed - paid), len(v))
    able = ~defaults * np.minimum(them.fund_stake, spare - paid)
    offered = np.bincount(village, able, len(v))
    share = np.minimum(lacking, offered) / np.maximum(offered, TINY)
    covered = able * share[village]
    ledger.transfer(h, "mutual_funds", them.spread(covered), "group_liability")
    v.fund += np.bincount(village, paid + covered, len(v))
    h.fund_excluded[rows[defaults]] = True
    h.fund_stake[rows[defaults]] = 0.0
    h.debt_mutual = 0.0
