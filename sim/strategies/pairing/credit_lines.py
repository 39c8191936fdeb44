"""Guaranteed credit lines that local models open: the deposit they need, the interest set aside."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.ground.payments import Payment
from sim.ground.tables import Chosen
from sim.measures.ordering import among_lowest
from sim.processes.guarantees import free_deposit
from sim.processes.prospects import need_of, preferred
from sim.processes.small_loans import worthwhile_loan
from sim.strategies.pairing.plan import Plan

Lines = Callable[[np.ndarray], np.ndarray]
ASKED_FIRST = 1000
"""Households whose lines are reckoned before it is asked whether the money lasts for more."""
PAYMENTS = {
    "guarantee_deposit": Payment("Deposits behind guaranteed loans", "programme > guarantee_pool"),
}


def open_lines(plan: Plan, rows: np.ndarray, uptake: float, leverage: float) -> np.ndarray:
    """Open lines for the start of rows within reach and the money; returns the rows.

    A line costs a deposit of one over the leverage, and a year's interest on the part of lines
    that is expected to become loans. A line is an offer: it is no measure that came.
    """
    county, w = plan.county, plan.county.world
    pay_running_interest(plan)
    rate = deposit_rate(plan, leverage) + w.bank_rate * uptake

    def lines_of(rows: np.ndarray) -> np.ndarray:
        them = Chosen(county.households, rows)
        return np.minimum(need_of(them, county, preferred(them, county)[0]), w.loan_ceiling)

    rows, line = in_reach(plan, rows, lines_of, lambda line: line * rate)
    if rows.size:
        deposit(plan, rows, line, leverage)
        county.channel("guarantee").add(line, rows)
        pledge_interest(plan, rows, uptake * line)
    return rows


def open_small_lines(
    plan: Plan, rows: np.ndarray, most: float, leverage: float, handling: float = 0.0,
    share: float = 1.0,
) -> int:
    """Offer what is worth borrowing without interest, up to the most (yuan); returns to how many.

    `handling` is what each costs besides deposit and interest, `share` the part of the year's money
    that all may cost. Nobody is asked where it does not carry the smallest loan there is.
    """
    county, w = plan.county, plan.county.world
    pay_running_interest(plan)
    rate = deposit_rate(plan, leverage) + w.bank_rate
    if plan.limit(share) < handling + min(w.loan_unit, most) * rate:
        return 0
    rows, line = in_reach(
        plan, rows, lambda rows: worthwhile_loan(county, rows, 0.0, most, int(w.loan_term))[0],
        lambda line: (handling + line * rate) * (line > 0), share)
    deposit(plan, rows, line, leverage)
    pledge_interest(plan, rows, line)
    county.channel("small_credit").add(line, rows)
    return len(rows)


def in_reach(
    plan: Plan, rows: np.ndarray, lines_of: Lines, costs_of: Lines, share: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Rows whose lines the money carries, the most urgent first, and these lines (yuan); sorted.

    What lines are worth is found out by turn, for no more rows than the money may reach.
    """
    rows, limit = plan.who_accept(rows), plan.limit(share)
    turn, line = plan.turn_of(rows), np.zeros(len(rows))
    known, count = np.zeros(len(rows), bool), ASKED_FIRST
    while not known.all() and costs_of(line).sum() <= limit:
        new = np.flatnonzero(~known & among_lowest(turn, count))
        line[new], known[new] = lines_of(rows[new]), True
        count *= 2 * 2
    reached = plan.within(rows, costs_of(line), share)
    return rows[reached], line[reached]


def deposit_rate(plan: Plan, leverage: float) -> float:
    """Deposit for a yuan of lines: one over the leverage, or over the bank's own multiple if less."""
    return 1 / min(leverage, plan.county.world.guarantee_multiple)


def deposit(plan: Plan, rows: np.ndarray, lines: np.ndarray, leverage: float) -> None:
    """Pay into the pool what lines (yuan a row) need beyond the money that lies free in it."""
    rate = deposit_rate(plan, leverage)
    plan.county.channel("deposit_rate").add(rate, rows)
    if plan.spare_deposit is None:
        plan.spare_deposit = max(free_deposit(plan.county), 0.0)
    needed = rate * float(lines.sum())
    used = min(needed, plan.spare_deposit)
    plan.spare_deposit -= used
    plan.purse.pay("guarantee_pool", needed - used, "guarantee_deposit")


def pay_running_interest(plan: Plan) -> None:
    """Set aside the year's interest on all guaranteed loans, once, whoever lends first."""
    if not plan.interest_paid:
        plan.interest_paid = True
        owed = plan.county.households.debt_guaranteed
        rows = np.flatnonzero(owed > 0)
        pledge_interest(plan, rows, owed[rows])


def pledge_interest(plan: Plan, rows: np.ndarray, loans: np.ndarray) -> None:
    """Set aside a year's interest on loans (yuan) of the households in rows, and promise it to them."""
    rates = np.zeros(len(plan.served))
    rates[rows] = 1.0
    wanted = plan.county.world.bank_rate * float(loans.sum())
    if plan.purse.pledge("interest", wanted, rates) > 0:
        plan.county.channel("interest_subsidy").add(1.0, rows)
