"""Credit: applications, approval, the bank's capacity, starting with borrowed money, defaults."""

from __future__ import annotations

import numpy as np

from ..parameters import number
from ..society import Society, by_household
from ..tables import Rows
from .planning import credit_limit, floor, monitoring, start_need

PARAMETERS = {
    "informal_rate": number(0.10, "share/year", 0, 0.25, "assumption", "Interest among neighbours"),
    "score_step": number(0.05, "0..1", 0, 0.2, "assumption", "Score gained by a paid instalment"),
    "score_fall": number(0.4, "0..1", 0, 1, "assumption", "Score lost by a write-off"),
    "arrears_share": number(0.3, "share", 0, 1, "assumption",
        "Paid share of an instalment below which the household is in arrears"),
    "instalment_least": number(1500, "yuan/year", 0, 10000, "assumption", "Smallest instalment"),
    "fire_sale_price": number(0.7, "share", 0.5, 0.9, "assumption", "Price of assets in distress"),
    "fire_sale_price_drought": number(0.55, "share", 0.3, 0.9, "assumption",
        "Price of assets in distress when the village has a drought"),
    "job_search_cost": number(500, "yuan", 0, 3000, "assumption", "Cost of taking a job away"),
}


def guaranteed_part(society: Society) -> np.ndarray:
    """Part of each wanted loan that the guarantee line covers, yuan."""
    h, w = society.households, society.world
    line = np.minimum(society.given("guarantee", h), w.loan_ceiling)
    return np.minimum(h.loan_wanted, line)


def decide_loans(society: Society) -> None:
    """The bank approves profitable, credible applications within its capacity; the rest fail."""
    h = society.households
    asked = np.flatnonzero(h.loan_wanted > 0)
    if not asked.size:
        return
    guaranteed = guaranteed_part(society)[asked]
    granted = credible(society, asked, guaranteed)
    key = society.uniform("loan_queue", h)[asked]
    granted &= within(room_unguaranteed(society), (h.loan_wanted[asked] - guaranteed) * granted, key)
    granted &= within(room_guaranteed(society), guaranteed * granted, key)
    refused = asked[~granted]
    h.starts_activity[refused] = False
    h.loan_wanted[refused] = 0.0


def credible(society: Society, asked: np.ndarray, guaranteed: np.ndarray) -> np.ndarray:
    """Approval by score, guarantee and limit, of loans that cover their fixed cost."""
    h, w = society.households, society.world
    loan = h.loan_wanted[asked]
    limit = credit_limit(h, society)[asked] + guaranteed
    odds = w.approval_intercept + 4 * (h.credit_score[asked] - 0.5)
    odds += w.approval_guarantee * (guaranteed > 0) + 0.3 * np.log(np.maximum(limit, 1.0) / loan)
    approved = society.uniform("approval", h)[asked] < 1 / (1 + np.exp(-odds))
    return approved & (loan * (w.bank_rate - w.funding_rate) > w.loan_cost)


def within(room: float, loans: np.ndarray, key: np.ndarray) -> np.ndarray:
    """Which loans (yuan) fit the room, served in the order of a pre-drawn key."""
    if loans.sum() <= room:
        return np.ones(len(loans), bool)
    order = np.argsort(key, kind="stable")
    fits = np.empty(len(loans), bool)
    fits[order] = np.cumsum(loans[order]) <= max(room, 0.0)
    return fits | (loans <= 0)


def room_unguaranteed(society: Society) -> float:
    """Unguaranteed lending the bank's equity still carries, yuan."""
    owed = society.total(society.households.debt_bank) + float(society.enterprises.debt.sum())
    return society.world.equity_multiple * max(float(society.bank.equity[0]), 0.0) - owed


def room_guaranteed(society: Society) -> float:
    """Guaranteed lending the guarantee pool still carries, yuan."""
    pool = society.ledger.balance("guarantee_pool")
    return society.world.guarantee_multiple * pool - society.total(society.households.debt_guaranteed)


def refinance(society: Society) -> None:
    """The bank borrows outside what the year's new loans need beyond its cash."""
    society.bank.new_loans = society.total(society.households.loan_wanted)
    needed = float(society.bank.new_loans[0]) - society.ledger.balance("bank")
    borrow(society, max(needed, 0.0))


def borrow(society: Society, amount: float) -> None:
    """Refinancing of the bank by the rest of the world."""
    society.ledger.transfer("rest_of_world", "bank", amount, "refinancing")
    society.bank.refinancing += amount


@by_household
def start_activity(h: Rows, society: Society) -> None:
    """Those who start pay and borrow their part; grants without a start become farm capital."""
    w, ledger = society.world, society.ledger
    line = np.minimum(society.given("guarantee", h), w.loan_ceiling)
    guaranteed = np.minimum(h.loan_wanted, line)
    ledger.transfer("bank", h, h.loan_wanted, "loans")
    h.debt_bank += h.loan_wanted - guaranteed
    h.debt_guaranteed += guaranteed
    need = np.where(h.starts_activity, start_need(h, society), 0.0)
    ledger.transfer(h, "rest_of_world", need, "activity_assets")
    grant = society.given("activity_grant", h)
    h.own_contribution = (need - h.loan_wanted) * ((grant > 0) | (guaranteed > 0))
    h.activity_capital += need / society.index.asset_price + grant * h.starts_activity
    if "activity_grant" in society.channels:
        divert_grant(h, society, grant * ~h.starts_activity)
    h.farm_capital += society.given("farm_capital_grant", h)


def divert_grant(h: Rows, society: Society, unused: np.ndarray) -> None:
    """A grant without a start is kept as farm capital; unwatched, part of it is sold."""
    w = society.world
    seen = monitoring(society.given("visits", h), w.monitoring_per_visit)
    sold = unused * w.diversion * (1 - seen)
    h.farm_capital += unused - sold
    society.ledger.transfer("rest_of_world", h, sold * w.fire_sale_price, "grant_sales")


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
    due = np.maximum(h.interest_due - h.interest_cover, 0.0)
    spare = np.maximum(h.cash - 0.5 * floor(h, society), 0.0)
    share = np.minimum(1.0, spare / np.maximum(due, 1e-9))
    informal = w.informal_rate * h.debt_informal
    bank = np.maximum(due - informal, 0.0)
    ledger.transfer(h, "bank", bank * share, "interest")
    ledger.transfer(h, "village_pools", informal * share, "informal_interest")
    h.debt_informal += informal * (1 - share)
    unpaid = bank * (1 - share)
    part = h.debt_guaranteed / np.maximum(h.debt_bank + h.debt_guaranteed, 1e-9)
    h.debt_guaranteed += unpaid * part
    h.debt_bank += unpaid * (1 - part)


def share_informal_interest(society: Society) -> None:
    """Interest paid in a village goes to its lenders pro rata; what is unpaid raises claims."""
    h = society.households
    paid = flow_by_village(society, "informal_interest")
    claims = np.maximum(society.village_sum(h.claims), 1e-9)
    received = h.claims * (paid / claims)[h.village]
    society.ledger.transfer("village_pools", h, received, "informal_interest")
    h.property_income += received
    match_claims(society)


def flow_by_village(society: Society, kind: str) -> np.ndarray:
    """What households of each village paid into the village pool under a kind, yuan."""
    flow = society.ledger.flows.get(("households", "village_pools", kind))
    return np.zeros(len(society.villages)) if flow is None else society.village_sum(flow)


def match_claims(society: Society) -> None:
    """Scale claims so that in each village they equal what is owed to neighbours."""
    h = society.households
    owed = society.village_sum(h.debt_informal)
    claims = society.village_sum(h.claims)
    h.claims *= (owed / np.maximum(claims, 1e-9))[h.village]


@by_household
def amortise(h: Rows, society: Society) -> None:
    """Repay bank, then neighbours, from what exceeds the floor and the bill; note arrears."""
    w, ledger = society.world, society.ledger
    debt = h.debt_bank + h.debt_guaranteed
    h.instalment_due = np.minimum(debt, np.maximum(0.5 * debt, w.instalment_least))
    spare = np.maximum(h.cash - h.bill_due - floor(h, society), 0.0)
    h.instalment_paid = np.minimum(h.instalment_due, spare)
    ledger.transfer(h, "bank", h.instalment_paid, "principal")
    part = h.debt_guaranteed / np.maximum(debt, 1e-9)
    h.debt_guaranteed = np.maximum(h.debt_guaranteed - h.instalment_paid * part, 0.0)
    h.debt_bank = np.maximum(h.debt_bank - h.instalment_paid * (1 - part), 0.0)
    due = np.minimum(h.debt_informal, np.maximum(0.5 * h.debt_informal, w.instalment_least))
    h.instalment_informal = np.minimum(due, spare - h.instalment_paid)
    ledger.transfer(h, "village_pools", h.instalment_informal, "informal_principal")
    h.debt_informal = np.maximum(h.debt_informal - h.instalment_informal, 0.0)
    note_arrears(h, society)


def note_arrears(h: Rows, society: Society) -> None:
    """A year with less than the arrears share paid counts; a paid one raises the score."""
    w = society.world
    owing = h.instalment_due > 0
    stuck = h.activity_capital < w.activity_minimum
    late = owing & stuck & (h.instalment_paid < w.arrears_share * h.instalment_due)
    h.arrears = np.where(late, h.arrears + 1, np.where(owing, 0, h.arrears))
    good = owing & (h.instalment_paid >= h.instalment_due)
    h.credit_score = np.minimum(h.credit_score + w.score_step * good, 1.0)


def repay_neighbours(society: Society) -> None:
    """What a village repaid goes to its lenders pro rata to their claims."""
    h = society.households
    paid = flow_by_village(society, "informal_principal")
    claims = np.maximum(society.village_sum(h.claims), 1e-9)
    received = h.claims * (paid / claims)[h.village]
    society.ledger.transfer("village_pools", h, received, "informal_principal")
    match_claims(society)


def write_off(society: Society) -> None:
    """Two years of arrears end a loan: the pool pays its share while it lasts, the bank the rest."""
    h, w, bank = society.households, society.world, society.bank
    bank.losses, bank.pool_losses = society.facts["enterprise_write_off"], 0.0
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


def release_guarantees(society: Society) -> None:
    """Deposits beyond what outstanding guaranteed loans need return to the treasury."""
    needed = society.total(society.households.debt_guaranteed) / society.world.guarantee_multiple
    free = max(society.ledger.balance("guarantee_pool") - needed, 0.0)
    society.ledger.transfer("guarantee_pool", "treasury", free, "guarantee_returned")
    society.facts["budget_returned"] = free


def close_bank(society: Society) -> None:
    """The bank pays for its funds and its loans' costs; equity is what remains."""
    h, w, bank, ledger = society.households, society.world, society.bank, society.ledger
    costs = w.funding_rate * float(bank.refinancing[0])
    costs += w.loan_cost * float(society.village_sum(h.loan_wanted > 0).sum())
    borrow(society, max(costs - ledger.balance("bank"), 0.0))
    ledger.transfer("bank", "rest_of_world", costs, "bank_costs")
    back = min(float(bank.refinancing[0]), max(ledger.balance("bank"), 0.0))
    ledger.transfer("bank", "rest_of_world", back, "refinancing_repaid")
    bank.refinancing -= back
    loans = society.total(h.debt_bank + h.debt_guaranteed) + float(society.enterprises.debt.sum())
    bank.equity = ledger.balance("bank") + loans - bank.refinancing
    bank.pool = ledger.balance("guarantee_pool")
