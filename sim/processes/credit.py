"""Credit: applications, approval, the bank's capacity, starting with borrowed money, defaults."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import Rows
from sim.processes.chosen import Chosen, People, given, uniform
from sim.processes.guarantees import free_deposit, guaranteed_part, note_deposit, offered_rate
from sim.processes.planning import credit_limit, floor, monitoring, start_need
from sim.society import Society, by_household

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


CENT = 0.01  # yuan


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
    odds = w.approval_intercept + 4 * (h.credit_score - 0.5)
    odds += w.approval_recommendation * given("recommendation", h, society)
    odds += w.approval_guarantee * (guaranteed > 0) + 0.3 * np.log(np.maximum(limit, 1.0) / loan)
    approved = uniform("approval", h, society) < 1 / (1 + np.exp(-odds))
    return approved & (loan * (w.bank_rate - w.funding_rate) > w.loan_cost)


def within(room: float, loans: np.ndarray, h: People, society: Society) -> np.ndarray:
    """Which loans (yuan) fit the room, served in the order of a lottery if not all do.

    A deposit may make room for exactly what is lent: the last digits do not refuse a loan.
    """
    room = max(room, 0.0) + CENT
    if loans.sum() <= room:
        return np.ones(len(loans), bool)
    order = np.argsort(uniform("loan_queue", h, society), kind="stable")
    fits = np.empty(len(loans), bool)
    fits[order] = np.cumsum(loans[order]) <= room
    return fits | (loans <= 0)


def room_unguaranteed(society: Society) -> float:
    """Unguaranteed lending the bank's equity still carries, yuan."""
    owed = society.total(society.households.debt_bank) + float(society.enterprises.debt.sum())
    return society.world.equity_multiple * max(float(society.bank.equity[0]), 0.0) - owed


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
    ledger, guaranteed = society.ledger, guaranteed_part(h, society)
    ledger.transfer("bank", h, h.loan_wanted, "loans")
    h.debt_bank += h.loan_wanted - guaranteed
    h.debt_guaranteed += guaranteed
    note_deposit(h, society, np.flatnonzero(guaranteed > 0))
    starters = Chosen(h, np.flatnonzero(h.starts_activity))
    need = starters.spread(start_need(starters, society))
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
    keeper = Chosen(h, np.flatnonzero(unused > 0))
    seen = monitoring(given("visits", keeper, society), w.monitoring_per_visit)
    sold = keeper.spread(unused[keeper.places] * w.diversion * (1 - seen))
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
    rows = np.flatnonzero(h.interest_due > 0)
    debtor = Chosen(h, rows)
    due = np.maximum(debtor.interest_due - debtor.interest_cover, 0.0)
    spare = np.maximum(debtor.cash - 0.5 * floor(debtor, society), 0.0)
    share = np.minimum(1.0, spare / np.maximum(due, 1e-9))
    informal = w.informal_rate * debtor.debt_informal
    bank = np.maximum(due - informal, 0.0)
    ledger.transfer(h, "bank", debtor.spread(bank * share), "interest")
    ledger.transfer(h, "village_pools", debtor.spread(informal * share), "informal_interest")
    h.debt_informal[rows] += informal * (1 - share)
    unpaid = bank * (1 - share)
    part = guaranteed_share(debtor)
    h.debt_guaranteed[rows] += unpaid * part
    h.debt_bank[rows] += unpaid * (1 - part)


def guaranteed_share(h: People) -> np.ndarray:
    """Share of the debt to the bank that is guaranteed, 0 without debt."""
    return h.debt_guaranteed / np.maximum(h.debt_bank + h.debt_guaranteed, 1e-9)


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
    """Repay bank, then neighbours, from what exceeds the floor and the bill; note arrears.

    Under a delivery contract the instalment is kept back from the year's sales first.
    """
    ledger, owed = society.ledger, h.debt_bank + h.debt_guaranteed
    rows = np.flatnonzero(owed + h.debt_informal > 0)
    debtor = Chosen(h, rows)
    spare = np.maximum(debtor.cash - debtor.bill_due - floor(debtor, society), 0.0)
    at_source = (debtor.contract >= 0) * np.maximum(debtor.activity_income, 0.0)
    spare = np.maximum(spare, np.minimum(at_source, np.maximum(debtor.cash, 0.0)))
    due = instalment(owed[rows], society)
    paid = np.minimum(due, spare)
    informal = np.minimum(instalment(debtor.debt_informal, society), spare - paid)
    h.instalment_due = debtor.spread(due)
    h.instalment_paid = debtor.spread(paid)
    h.instalment_informal = debtor.spread(informal)
    ledger.transfer(h, "bank", h.instalment_paid, "principal")
    ledger.transfer(h, "village_pools", h.instalment_informal, "informal_principal")
    part = guaranteed_share(debtor)
    h.debt_guaranteed[rows] = np.maximum(debtor.debt_guaranteed - paid * part, 0.0)
    h.debt_bank[rows] = np.maximum(debtor.debt_bank - paid * (1 - part), 0.0)
    h.debt_informal[rows] = np.maximum(debtor.debt_informal - informal, 0.0)
    note_arrears(h, society)


def instalment(debt: np.ndarray, society: Society) -> np.ndarray:
    """What is due of a debt this year, yuan: half of it, at least the smallest instalment."""
    return np.minimum(debt, np.maximum(0.5 * debt, society.world.instalment_least))


def note_arrears(h: Rows, society: Society) -> None:
    """A year with less than the arrears share paid counts; a paid one raises the score.

    Whose contract broke and who cannot pay is in default at once: nobody keeps back the instalment.
    """
    w = society.world
    rows = np.flatnonzero(h.instalment_due > 0)
    owing = Chosen(h, rows)
    stuck = (owing.activity_capital < w.activity_minimum) | owing.contract_broken
    late = stuck & (owing.instalment_paid < w.arrears_share * owing.instalment_due)
    h.arrears[rows] = np.where(late, owing.arrears + 1 + owing.contract_broken, 0)
    good = owing.instalment_paid >= owing.instalment_due
    h.credit_score[rows] = np.minimum(owing.credit_score + w.score_step * good, 1.0)


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
