"""Small loans: what a loan is worth over its term, for which use, and lending it under a guarantee.

A household borrows for farm capital or for a running activity: for the use with the highest certainty
equivalent over the term, and as much as makes that the largest. (Setting out for a job is advanced out
of its first wage.) Nobody borrows
who expects less over the term than without the loan, or cannot carry its instalments meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.ground.parameters import number, whole
from sim.ground.tables import Chosen, People
from sim.processes.applications import within
from sim.processes.farm import power
from sim.processes.guarantees import free_deposit, note_deposit, offered_rate
from sim.processes.menu import labour_on_activity, runs
from sim.processes.spending import floor, savings_target
from sim.society import Society

PARAMETERS = {
    "loan_term": whole(3, "years", 1, 5, "up to three years, China Daily 24 Feb 2017",
        "Years over which a loan of the bank is repaid in equal instalments"),
    "loan_unit": number(1000, "yuan", 500, 10000, "assumption",
        "Small loans are reckoned in steps of this size"),
    "instalment_share": number(0.25, "share", 0.05, 1, "assumption",
        "Instalment at most, of what income exceeds the consumption floor by"),
    "carried_by_saving": number(0.25, "share of planned saving", 0, 1, "assumption",
        "Planned saving that may go into instalments beyond what the loan earns in its first year"),
    "micro_loan": number(20000, "yuan", 1000, 80000, "assumption", "Largest loan to a woman"),
}


USES = ("farm", "activity")


@dataclass
class Use:
    """What candidate loans would earn in one use: a column a size, yuan.

    `gains` over the term, less risk; `left` what could be sold at its end; `first` the first year's
    gain.
    """

    gains: np.ndarray
    left: np.ndarray
    first: np.ndarray


def worthwhile_loan(
    society: Society, rows: np.ndarray, rate: float, most: np.ndarray | float, term: int
) -> tuple[np.ndarray, np.ndarray]:
    """The best loan of each row (yuan, 0 if none) at a yearly rate, and the code of its use.

    It is at most `most` (one a row, or for all) and repaid over the term (years).
    """
    if not rows.size:
        return np.zeros(0), np.zeros(0, int)
    h = Chosen(society.households, rows)
    sizes = steps(society, np.broadcast_to(np.asarray(most, float), rows.shape))
    uses = [on_farm(h, society, sizes, term), on_activity(h, society, sizes, term)]
    worth = np.stack([equivalent(use, h, society, sizes, rate, term) for use in uses])
    each, place = np.arange(len(rows)), worth.max(axis=0).argmax(axis=1)
    chosen = worth[:, each, place].argmax(axis=0)
    value = worth[chosen, each, place]
    return np.where(value > 0, sizes[each, place], 0.0), chosen


def steps(society: Society, most: np.ndarray) -> np.ndarray:
    """Candidate sizes of each row (yuan): whole units up to the most, and the most itself."""
    unit = society.world.loan_unit
    number_of = int(np.ceil(most.max(initial=0.0) / unit))
    return np.minimum(unit * np.arange(1, number_of + 1), most[:, None])


def equivalent(
    use: Use, h: People, society: Society, sizes: np.ndarray, rate: float, term: int
) -> np.ndarray:
    """Certainty equivalent of each size over the term, yuan; minus infinity where it cannot be carried.

    What remains of the assets counts at the price of distress.
    """
    worth = use.gains + use.left - cost_of(sizes, rate, term)
    return np.where(carried(h, society, sizes, use.first, rate, term), worth, -np.inf)


def cost_of(sizes: np.ndarray | float, rate: float, term: int) -> np.ndarray | float:
    """Principal and interest over the term, yuan: equal instalments, interest on what is left."""
    return sizes * (1 + rate * (term + 1) / 2)


def carried(
    h: People, society: Society, sizes: np.ndarray | float, first: np.ndarray, rate: float, term: int
) -> np.ndarray:
    """Whether the first instalment leaves the household its living: a column a size.

    It is a small part of what income exceeds the floor by, and what it exceeds the gain of the first
    year by comes out of a small part of planned saving.
    """
    w, due = society.world, sizes * (1 / term + rate)
    above = np.maximum(h.permanent_income - floor(h, society), 0.0)[:, None]
    saved = w.carried_by_saving * w.saving_share * above
    return (due <= w.instalment_share * above) & (due - first <= saved)


def on_farm(h: People, society: Society, sizes: np.ndarray, term: int) -> Use:
    """Farm capital beside what the household has or would put in of its own cash."""
    w = society.world
    own = 0.5 * np.maximum(h.cash - 0.5 * savings_target(h, society), 0.0)
    capital = np.maximum(h.farm_capital + w.farm_capital_base, 1.0) + own
    output = np.maximum(h.farm_potential, 0.0) * (h.farm_labour > w.least_labour)
    spread = w.farm_noise**2 + w.village_yield_noise**2
    return over_term(h, society, sizes, term, Scale(
        capital, output, w.farm_capital_exponent, 1 - w.farm_wear, spread))


def on_activity(h: People, society: Society, sizes: np.ndarray, term: int) -> Use:
    """More of an activity that runs; the hands that it takes are missing on the farm."""
    w, price, running = society.world, society.economy.asset_price[0], runs(h, society)
    capital = np.maximum(h.activity_capital, 1.0) * price
    output = np.maximum(society.economy.activity_price[0] * h.activity_output, 0.0) * running
    lasting = 1 - w.activity_wear - w.activity_failure * w.activity_failure_loss
    use = over_term(h, society, sizes, term, Scale(
        capital, output, w.activity_exponent, lasting, w.activity_noise**2))
    kind = h.activity_kind[:, None]
    after = labour_on_activity(kind, (capital[:, None] + sizes) / price, society)
    hands = after - labour_on_activity(kind, h.activity_capital[:, None], society)
    missed = np.where(running, h.farm_loss_of_worker, 0.0)[:, None] * hands
    return Use(use.gains - term * missed, use.left, use.first - missed)


def lend_small_loans(society: Society) -> None:
    """The bank lends for what pays where credit is offered and the guarantee pool has room.

    Interest is the programme's, which set it aside. If not all loans fit, a lottery decides who comes
    first.
    """
    h, w = society.households, society.world
    h.small_loan = 0.0
    if "small_credit" not in society.channels:
        return
    offered = society.given("small_credit")
    rows = np.flatnonzero((offered > 0) & (h.credit_score >= w.minimum_score) & (h.arrears == 0))
    loans, uses = worthwhile_loan(society, rows, 0.0, offered[rows], int(w.loan_term))
    them = Chosen(h, rows)
    fits = within(free_deposit(society), offered_rate(them, society) * loans, them, society)
    loans = loans * fits
    h.small_loan[rows] = loans
    invest(society, "bank", rows, loans, uses, "loans")
    h.debt_guaranteed += h.small_loan
    note_deposit(h, society, np.flatnonzero(h.small_loan))


def invest(
    society: Society, lender: str, rows: np.ndarray, loans: np.ndarray, uses: np.ndarray, kind: str
) -> None:
    """Loans (yuan a row) are paid out and spent on their use."""
    h, ledger = society.households, society.ledger
    paid, farm, activity = np.zeros(len(h)), np.zeros(len(h)), np.zeros(len(h))
    paid[rows], farm[rows], activity[rows] = loans, loans * (uses == 0), loans * (uses == 1)
    ledger.transfer(lender, h, paid, kind)
    ledger.transfer(h, "rest_of_world", farm, "farm_assets")
    ledger.transfer(h, "rest_of_world", activity, "activity_assets")
    h.farm_capital += farm
    h.activity_capital += activity / society.economy.asset_price[0]


@dataclass
class Scale:
    """What there is of a use: capital and output (yuan a row), elasticity, what lasts, log variance."""

    capital: np.ndarray
    output: np.ndarray
    exponent: float
    lasting: float
    spread: float


def over_term(h: People, society: Society, sizes: np.ndarray, term: int, now: Scale) -> Use:
    """Gains of a larger scale over the term, as the added capital wears, less the risk that they add.

    The first harvest that a loan serves is that of the year after it, as is the first instalment.
    """
    w = society.world
    safe = np.maximum(h.consumption, floor(h, society))[:, None]
    output, added = now.output[:, None], sizes * now.lasting
    gains, first = np.zeros_like(sizes), np.zeros_like(sizes)
    for year in range(term):
        more = output * (power(1 + added / now.capital[:, None], now.exponent) - 1)
        risk = 0.5 * w.risk_aversion * now.spread * ((output + more) ** 2 - output**2) / safe
        gains += more - risk
        if year == 0:
            first = more
        added = added * now.lasting
    return Use(gains, w.fire_sale_price * added, first)
