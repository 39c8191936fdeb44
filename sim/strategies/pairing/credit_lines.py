"""Guaranteed credit lines that local models open: the deposit they need, the interest set aside."""

from __future__ import annotations

import numpy as np

from ...processes.chosen import Chosen
from ...processes.credit import room_guaranteed
from ...processes.planning import start_need
from .base import Plan


def open_lines(plan: Plan, rows: np.ndarray, uptake: float, leverage: float) -> np.ndarray:
    """Open lines for the start of rows within reach and the money; returns the rows.

    A line costs a deposit of one over the leverage, and a year's interest on the part of lines
    that is expected to become loans.
    """
    county, w = plan.county, plan.county.world
    line = np.minimum(start_need(Chosen(county.households, rows), county), w.loan_ceiling)
    opened = plan.reach(rows, line * (deposit_rate(plan, leverage) + w.bank_rate * uptake))
    rows, line = rows[opened], line[opened]
    if rows.size:
        deposit(plan, float(line.sum()), leverage)
        county.channel("guarantee").add(line, rows)
        pledge_interest(plan, rows, uptake * line)
    return rows


def deposit_rate(plan: Plan, leverage: float) -> float:
    """Deposit for a yuan of lines: one over the leverage, or over the bank's own multiple if less."""
    return 1 / min(leverage, plan.county.world.guarantee_multiple)


def deposit(plan: Plan, lines: float, leverage: float) -> None:
    """Pay into the guarantee pool what lines (yuan) need beyond the room left from earlier years."""
    rate = deposit_rate(plan, leverage)
    plan.county.channel("guarantee_backing").add(rate)
    if plan.spare_room is None:
        plan.spare_room = max(room_guaranteed(plan.county), 0.0)
    used = min(lines, plan.spare_room)
    plan.spare_room -= used
    plan.purse.pay("guarantee_pool", (lines - used) * rate, "guarantee_deposit")


def pledge_interest(plan: Plan, rows: np.ndarray, loans: np.ndarray) -> None:
    """Set aside a year's interest on loans (yuan) of the households in rows."""
    rates = np.zeros(len(plan.served))
    rates[rows] = 1.0
    plan.purse.pledge("interest", plan.county.world.bank_rate * float(loans.sum()), rates)
    plan.county.channel("interest_subsidy").add(rates)
