"""Small loans: what a loan is worth over its term, for which use, and lending it under a guarantee.

A household borrows for farm capital or for a running activity: for the use with the highest certainty
equivalent over the term, and as much as makes that the largest. (Setting out for a job is advanced out
of its first wage.) Nobody borrows
who expects less over the term than without the loan, or cannot carry its instalments meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sim.ground.guards import ROUNDING
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
class Scale:
    """What there is of a use, which a loan makes larger.

    Capital and output, yuan a household; the elasticity of output, what lasts of capital in a year and
    the variance of log output; what hands that loans (yuan) take are missed for elsewhere, yuan a year.
    """

    capital: np.ndarray
    output: np.ndarray
    exponent: float
    lasting: float
    spread: float
    missed: Callable[[np.ndarray], np.ndarray | float]


UseOf = Callable[[People, Society], Scale]


def worthwhile_loan(
    society: Society, rows: np.ndarray, rate: float, most: np.ndarray | float, term: int
) -> tuple[np.ndarray, np.ndarray]:
    """The best loan of each row (yuan, 0 if none) at a yearly rate, and the code of its use.

    It is at most `most` (one a row, or for all) and repaid over the term (years). More of an activity
    is for those who run one. Sizes are compared where the first yuan earns what it costs.
    """
    h, most = Chosen(society.households, rows), np.broadcast_to(np.asarray(most, float), rows.shape)
    loans, uses, worth = np.zeros(len(rows)), np.zeros(len(rows), int), np.zeros(len(rows))
    running = np.flatnonzero(runs(h, society))
    for code, (use, places) in enumerate(((on_farm, np.arange(len(rows))), (on_activity, running))):
        them = earning(h, places, society, use, rate, term)
        numbers = candidates(society, Chosen(h, them), rate, most[them], term)
        them, numbers = them[numbers > 0], numbers[numbers > 0]
        if them.size:
            value, sizes = best_of(Chosen(h, them), society, use, numbers, most[them], rate, term)
            better = value > worth[them]
            them = them[better]
            loans[them], uses[them], worth[them] = sizes[better], code, value[better]
    return loans, uses


def earning(
    h: People, places: np.ndarray, society: Society, use: UseOf, rate: float, term: int
) -> np.ndarray:
    """Those of the places where the first yuan earns what it costs: few, so that most is read of few."""
    for earned in (first_yuan_at_best, first_yuan):
        enough = earned(Chosen(h, places), society, use, term) > cost_of(1.0, rate, term)
        places = places.compress(enough)
    return places


def candidates(
    society: Society, h: People, rate: float, most: np.ndarray, term: int
) -> np.ndarray:
    """How many sizes each has to think of: none where the smallest instalment is too large."""
    w = society.world
    above = np.maximum(h.permanent_income - floor(h, society), 0.0)
    bearable = w.instalment_share * above / (1 / term + rate)
    numbers = np.minimum(np.ceil(most / w.loan_unit), bearable // w.loan_unit + 1)
    return np.where(bearable < np.minimum(w.loan_unit, most) * (1 - ROUNDING), 0, numbers).astype(int)


def first_yuan(h: People, society: Society, use: UseOf, term: int) -> np.ndarray:
    """What the first yuan borrowed earns over the term, less risk, and leaves: one a household.

    No loan is worth more for each of its yuan: as it grows, returns fall and risk rises.
    """
    w, now = society.world, use(h, society)
    risk = w.risk_aversion * now.spread * now.output / safe_living(h, society)
    return earned_and_left(now, np.maximum(1 - risk, 0.0), society, term)


def first_yuan_at_best(h: People, society: Society, use: UseOf, term: int) -> np.ndarray:
    """The same without risk, and without own cash beside the loan: never less, told by few columns."""
    now = tools(h, society) if use is on_farm else use(h, society)
    return earned_and_left(now, 1.0, society, term)


def earned_and_left(
    now: Scale, safe: np.ndarray | float, society: Society, term: int
) -> np.ndarray:
    """Returns of the first yuan over the term, the safe part of them, and what is left of it."""
    lasts = now.lasting ** np.arange(1, term + 1)
    returns = now.exponent * now.output / now.capital * safe
    return np.asarray(returns * lasts.sum() + society.world.fire_sale_price * now.lasting * lasts[-1])


def best_of(
    h: People, society: Society, use: UseOf, numbers: np.ndarray, most: np.ndarray, rate: float,
    term: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Worth of the best of so many loans in a use, and its size: yuan a household.

    Whole units up to the most, and the most itself: all of them in a row, household by household.
    """
    first, each = np.cumsum(numbers) - numbers, np.repeat(np.arange(len(h)), numbers)
    steps = np.arange(1, len(each) + 1) - first[each]
    sizes = np.minimum(society.world.loan_unit * steps, most[each])
    worth = equivalent(Chosen(h, each), society, use, sizes, rate, term)
    best = np.maximum.reduceat(worth, first)
    return best, np.minimum.reduceat(np.where(worth == best[each], sizes, np.inf), first)


def equivalent(
    h: People, society: Society, use: UseOf, sizes: np.ndarray, rate: float, term: int
) -> np.ndarray:
    """Certainty equivalent of a loan over the term, yuan; minus infinity where it cannot be carried.

    What remains of the assets counts at the price of distress.
    """
    gains, left, first = over_term(h, society, use(h, society), sizes, term)
    worth = gains + left - cost_of(sizes, rate, term)
    return np.where(carried(h, society, sizes, first, rate, term), worth, -np.inf)


def cost_of(sizes: np.ndarray | float, rate: float, term: int) -> np.ndarray | float:
    """Principal and interest over the term, yuan: equal instalments, interest on what is left."""
    return sizes * (1 + rate * (term + 1) / 2)


def carried(
    h: People, society: Society, sizes: np.ndarray, first: np.ndarray, rate: float, term: int
) -> np.ndarray:
    """Whether the first instalment of a loan leaves the household its living.

    It is a small part of what income exceeds the floor by, and what it exceeds the gain of the first
    year by comes out of a small part of planned saving.
    """
    w, due = society.world, sizes * (1 / term + rate)
    above = np.maximum(h.permanent_income - floor(h, society), 0.0)
    saved = w.carried_by_saving * w.saving_share * above
    return (due <= w.instalment_share * above) & (due - first <= saved)


def over_term(
    h: People, society: Society, now: Scale, sizes: np.ndarray, term: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gains of a larger scale over the term, less the risk that they add; what is left; the first gain.

    Yuan a loan. The added capital wears. The first harvest that a loan serves is that of the year after
    it, as is the first instalment.
    """
    w, safe, missed = society.world, safe_living(h, society), now.missed(sizes)
    added, gains, first = sizes * now.lasting, np.zeros(len(sizes)), np.zeros(len(sizes))
    for year in range(term):
        more = now.output * (power(1 + added / now.capital, now.exponent) - 1)
        risk = 0.5 * w.risk_aversion * now.spread * ((now.output + more) ** 2 - now.output**2) / safe
        gains += more - risk
        if year == 0:
            first = more
        added = added * now.lasting
    return gains - term * missed, w.fire_sale_price * added, first - missed


def safe_living(h: People, society: Society) -> np.ndarray:
    """What risk is weighed against: last year's consumption or the floor, yuan a year."""
    return np.maximum(h.consumption, floor(h, society))


def on_farm(h: People, society: Society) -> Scale:
    """Farm capital beside what the household has or would put in of its own cash."""
    alone = tools(h, society)
    own = 0.5 * np.maximum(h.cash - 0.5 * savings_target(h, society), 0.0)
    works = h.farm_labour > society.world.least_labour
    return replace(alone, capital=alone.capital + own, output=alone.output * works)


def tools(h: People, society: Society) -> Scale:
    """Farm capital alone, and somebody to use it."""
    w = society.world
    capital = np.maximum(h.farm_capital + w.farm_capital_base, 1.0)
    output = np.maximum(h.farm_potential, 0.0)
    spread = w.farm_noise**2 + w.village_yield_noise**2
    return Scale(capital, output, w.farm_capital_exponent, 1 - w.farm_wear, spread, lambda sizes: 0.0)


def on_activity(h: People, society: Society) -> Scale:
    """More of an activity that runs; the hands that it takes are missing on the farm."""
    w, price = society.world, society.economy.asset_price[0]
    capital = np.maximum(h.activity_capital, 1.0) * price
    output = np.maximum(society.economy.activity_price[0] * h.activity_output, 0.0)
    lasting = 1 - w.activity_wear - w.activity_failure * w.activity_failure_loss

    def missed(sizes: np.ndarray) -> np.ndarray:
        after = labour_on_activity(h.activity_kind, (capital + sizes) / price, society)
        hands = after - labour_on_activity(h.activity_kind, h.activity_capital, society)
        return h.farm_loss_of_worker * hands

    return Scale(capital, output, w.activity_exponent, lasting, w.activity_noise**2, missed)


def lend_small_loans(society: Society) -> None:
    """The bank lends for what pays where credit is offered and the guarantee pool has room.

    Interest is the programme's, which set it aside. If not all loans fit, a lottery decides who comes
    first.
    """
    h, w = society.households, society.world
    h.small_loan = h.small_loan_on_farm = 0.0
    if "small_credit" not in society.channels:
        return
    offered = society.given("small_credit")
    rows = np.flatnonzero((offered > 0) & (h.credit_score >= w.minimum_score) & (h.arrears == 0))
    loans, uses = worthwhile_loan(society, rows, 0.0, offered[rows], int(w.loan_term))
    them = Chosen(h, rows)
    fits = within(free_deposit(society), offered_rate(them, society) * loans, them, society)
    loans = loans * fits
    h.small_loan[rows], h.small_loan_on_farm[rows] = loans, loans * (uses == USES.index("farm"))
    invest(society, "bank", rows, loans, uses, "loans")
    h.debt_guaranteed += h.small_loan
    note_deposit(h, society, np.flatnonzero(h.small_loan))


def invest(
    society: Society, lender: str, rows: np.ndarray, loans: np.ndarray, uses: np.ndarray, kind: str
) -> None:
    """Loans (yuan a row) are paid out and spent on their use."""
    h, ledger = society.households, society.ledger
    paid, farm = np.zeros(len(h)), np.zeros(len(h))
    paid[rows], farm[rows] = loans, loans * (uses == USES.index("farm"))
    activity = paid - farm
    ledger.transfer(lender, h, paid, kind)
    ledger.transfer(h, "rest_of_world", farm, "farm_assets")
    ledger.transfer(h, "rest_of_world", activity, "activity_assets")
    h.farm_capital += farm
    h.activity_capital += activity / society.economy.asset_price[0]
