"""A year of one household in words: clauses by topic, from cause to consequence.

A topic is a function of a `Year` that yields clauses, each true of the state of that year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.biography.policy import (
    around,
    cadre,
    left_out,
    listing,
    measures,
    payments,
    promises,
    split_measures,
)
from sim.biography.words import HOME, enumerated, series, spelt, yuan
from sim.biography.years import Year
from sim.language import phrase

Topic = Callable[[Year], Iterator[str]]
SMALL = 50  # yuan that passed among neighbours and are not worth a word
# Places kept for the household: taken, and not taken.
KEPT = {
    "kept_jobs": ("an adult took the job that an enterprise had kept",
                  "nobody took the job that an enterprise had kept"),
    "jobs_away": ("an adult took the job in the partner county",
                  "nobody took the job in the partner county"),
    "reserved_jobs": ("an adult took the job that a local employer had kept",
                      "nobody took the job that a local employer had kept"),
}  # fmt: skip


def bill(y: Year) -> Iterator[str]:
    """Who paid which part of the year's medical bill, or that care was forgone."""
    if not y.now["medical_bill"]:
        return
    share, whole = y.now["medical_paid"], y.now["medical_bill"]
    covered = y.now["medical_cover"]
    if y.now["care_forgone"]:
        yield phrase("the household could not afford its own part, and care was forgone, although a "
                     "programme had promised a part" if covered > 0 else
                     "the household could not afford its own part, and care was forgone")
        return
    parts = {"the insurance": y.got("medical_insurance"), "a programme": covered * share,
             "the household": y.paid("medical_bills")}
    paid = [(phrase(who), yuan(amount)) for who, amount in parts.items() if amount >= 0.5]
    if paid:
        first, *others = paid
        yield enumerated([
            phrase("{1} yuan of the bill were paid by {0}", *first),
            *(phrase("{1} by {0}", *other) for other in others),
        ])
    if share < 1:
        yield phrase("care worth {} yuan was not taken", yuan(whole * (1 - share)))


def help_from_others(y: Year) -> Iterator[str]:
    """Too little to live on, and who helped: pool, neighbours' loans, relief."""
    helpers = {"the neighbours' pool gave {}": y.got("pooling"),
               "neighbours lent {}": y.now["informal_borrowed"], "relief brought {}": y.got("relief")}
    helped = [phrase(who, yuan(amount)) for who, amount in helpers.items() if amount >= 0.5]
    if helped:
        yield phrase("too little was left to live on, and {} yuan", enumerated(helped))


def sales(y: Year) -> Iterator[str]:
    """What was sold in distress, by whom it was not, and what was still missing."""
    goods = {"tools and stock worth {} yuan": y.now["farm_capital_sold"],
             "animals or parts of the greenhouse worth {} yuan": y.now["activity_capital_sold"]}
    sold = [phrase(what, yuan(amount)) for what, amount in goods.items() if amount >= 0.5]
    if sold:
        yield phrase("{} were sold in distress for {} yuan", enumerated(sold),
                     yuan(y.got("distress_sales")))


def hunger(y: Year) -> Iterator[str]:
    """Consumption below the least that feeds a household."""
    if y.now["undernourished"]:
        again = y.last is not None and y.last.now["undernourished"]
        yield phrase("food was short again" if again else "food was short")


def jobs(y: Year) -> Iterator[str]:
    """Jobs off the farm that ended, were found, or were kept in vain."""
    first, then = y.at["fill_reserved_jobs"], y.at["employ_locally"]
    had = y.before["off_farm_workers"]
    if had and y.before["employer"] >= 0 > first["employer"]:
        had -= 1
        yield phrase("the enterprise withdrew the job that it had kept")
    if first["off_farm_workers"] < had:
        yield phrase("its job off the farm ended") if had == 1 else (
            phrase("one of its {} jobs off the farm ended", spelt(had)))
    places = [words for name, words in KEPT.items() if y.given.get(name, 0.0) > 0]
    if then["off_farm_workers"] > first["off_farm_workers"]:
        helped = y.given.get("job_brokering", 0.0) > 0
        yield phrase(places[0][0] if places else
                     "an adult found a job off the farm with help in the search" if helped else
                     "an adult found a job off the farm")
    elif places:
        yield phrase(places[0][1])
    if y.now["off_farm_workers"] < then["off_farm_workers"]:
        yield phrase("a job was given up as an adult grew old")


def activity(y: Year) -> Iterator[str]:
    """Learning, starting, keeping and losing the lumpy activity, and grants put to another use."""
    if y.now["knows_activity"] and not y.before["knows_activity"]:
        course = y.given.get("training", 0.0) >= 1
        yield phrase("it learnt in the training how to run a greenhouse or herd" if course else
                     "it learnt how to run a greenhouse or herd")
    grant, loan = y.given.get("activity_grant", 0.0), y.now["loan_wanted"]
    if y.now["starts_activity"]:
        means = [phrase("a grant")] * (grant > 0) + [bank_loan(y, loan)] * (loan > 0)
        yield phrase("a greenhouse or herd was started with {}",
                     series(means or [phrase("its own money")]))
    elif grant > 0:
        yield with_amount("nothing was started with the grant: it became tools and stock",
                          ", of which part was sold for {} yuan", y.got("grant_sales"))
    ran, runs = y.runs
    if (ran or y.now["starts_activity"]) and not runs:
        yield with_amount("the greenhouse or herd became too small to yield anything",
                          ", and the rest was sold for {} yuan", y.got("asset_sales"))
    elif runs and not ran and not y.now["starts_activity"]:
        yield phrase("the greenhouse or herd was brought back to a size that yields")


def with_amount(text: str, more: str, amount: float) -> str:
    """A clause, and what follows of an amount where there is one."""
    return phrase(text) + (phrase(more, yuan(amount)) if amount >= 0.5 else "")


def bank_loan(y: Year, loan: float) -> str:
    """The loan with which the activity was started, and the part that was guaranteed."""
    line = min(y.given.get("guarantee", 0.0), y.world.loan_ceiling, loan)
    if line <= 0:
        return phrase("a bank loan of {} yuan", yuan(loan))
    if line == loan:
        return phrase("a bank loan of {} yuan, all of it guaranteed", yuan(loan))
    return phrase("a bank loan of {} yuan, {} of it guaranteed", yuan(loan), yuan(line))


def loans(y: Year) -> Iterator[str]:
    """What the bank refused, what it lent to a woman, and what programmes paid of the interest."""
    asked, got = y.at["decide_loans"]["loan_wanted"], y.now["loan_wanted"]
    if asked > 0 and got <= 0:
        yield phrase("the bank refused a loan of {} yuan for a greenhouse or herd", yuan(asked))
    if y.got("loans") - got >= 0.5:
        yield phrase("the bank lent {} yuan to a woman of the household for tools",
                     yuan(y.got("loans") - got))
    if y.now["interest_cover"] >= 0.5:
        yield phrase("a programme paid {} yuan of its interest", yuan(y.now["interest_cover"]))


def repayment(y: Year) -> Iterator[str]:
    """What was repaid to the bank and to neighbours."""
    paid, due = y.now["instalment_paid"], y.now["instalment_due"]
    if due - paid >= 0.5:
        yield phrase("it repaid {} yuan of the {} due to the bank", yuan(paid), yuan(due))
    elif due >= 0.5:
        yield phrase("it repaid {} yuan to the bank", yuan(paid))
    if y.now["instalment_informal"] >= SMALL:
        yield phrase("it repaid {} yuan to neighbours", yuan(y.now["instalment_informal"]))


def default(y: Year) -> Iterator[str]:
    """Arrears, and debts that the bank or the neighbours gave up."""
    if y.now["arrears"] > y.before["arrears"]:
        yield phrase("it fell behind with the bank")
    then = y.at["write_off"]
    lost = sum(then[debt] - y.now[debt] for debt in ("debt_bank", "debt_guaranteed"))
    if lost >= 0.5:
        yield phrase("the bank wrote off {} yuan of its debt", yuan(lost))
    forgiven = then["debt_informal"] - y.now["debt_informal"]
    if forgiven >= 0.5:
        yield phrase("neighbours gave up {} yuan of its debt", yuan(forgiven))


def contract(y: Year) -> Iterator[str]:
    """A delivery contract concluded, its floor price, and the failure of the enterprise."""
    before, now = y.before["contract"] >= 0, y.now["contract"] >= 0
    if now and not before:
        yield phrase("an enterprise took it under a delivery contract")
    if y.got("floor_price") >= 0.5:
        yield phrase("the floor price of the contract added {} yuan", yuan(y.got("floor_price")))
    if y.now["contract_broken"]:
        yield with_amount("the enterprise failed and the contract ended",
                          ", leaving deliveries worth {} yuan unpaid", y.paid("unpaid_deliveries"))
    elif before and not now:
        yield phrase("its delivery contract was not renewed")


def mutual_fund(y: Year) -> Iterator[str]:
    """The village's mutual-aid fund: stakes, loans, repayment, liability, exclusion."""
    words = {"fund_stakes": "it joined the mutual-aid fund with a stake of {} yuan",
             "fund_repayments": "it repaid {} yuan to the fund",
             "group_liability": "it paid {} yuan for members who did not repay"}
    told = [phrase(text, yuan(y.paid(kind))) for kind, text in words.items() if y.paid(kind) >= 0.5]
    if y.now["fund_excluded"] and not y.before["fund_excluded"]:
        due = y.before["debt_mutual"] * (1 + y.world.fund_fee)
        told = [phrase("it repaid only {} of the {} yuan due to the mutual-aid fund and was excluded "
                       "from it", yuan(y.paid("fund_repayments")), yuan(due))]  # fmt: skip
    yield from told
    if y.got("fund_loans") >= 0.5:
        yield phrase("the mutual-aid fund lent {} yuan for tools and stock", yuan(y.got("fund_loans")))


def farm(y: Year) -> Iterator[str]:
    """Improved seed taken up or given up, and water on the land."""
    if y.now["improved_seed"] != y.before["improved_seed"]:
        yield phrase("improved seed was taken up" if y.now["improved_seed"] else
                     "improved seed was given up")
    if y.now["irrigated"] and not y.before["irrigated"]:
        yield phrase("its land had water from now on")


def school(y: Year) -> Iterator[str]:
    """Children who leave school, stay out of it, or go back."""
    out, was = y.now["dropped_out"], y.before["dropped_out"]
    if out:
        yield phrase("a child was still out of school" if was else "a child left school")
    elif was and y.now["children"] > 0:
        yield phrase("no child was out of school any more")


def home(y: Year) -> Iterator[str]:
    """What the home no longer lacks."""
    done = [phrase(words) for name, words in HOME.items() if y.before[name] and not y.now[name]]
    if done:
        yield enumerated(done)


def neighbours(y: Year) -> Iterator[str]:
    """What the household did for others of its village."""
    words = {"pooling": "it gave {} yuan to the neighbours' pool",
             "informal_loans": "it lent {} yuan to neighbours",
             "distress_sales": "it bought tools that neighbours sold in distress, for {} yuan",
             "founding": "it put {} yuan into an enterprise of its own in the village"}
    for kind, text in words.items():
        if y.paid(kind) >= SMALL:
            yield phrase(text, yuan(y.paid(kind)))


NEED = (bill, help_from_others, sales, hunger)
GROUPS: tuple[tuple[Topic, ...], ...] = (
    (listing, left_out, cadre),
    (measures, promises, payments),
    (around,),
    NEED,
    (jobs, farm, activity, contract),
    (loans, repayment, default, mutual_fund),
    (school, home, neighbours),
)
# Said of a world in which nothing of the kind happened, when in the other it did.
ABSENT: dict[Topic, str] = {
    sales: "nothing had to be sold",
    hunger: "food was not short",
}
# What goes on as before: told beside news, but no news of its own.
ROUTINE: tuple[Topic, ...] = (cadre, measures, promises, payments, repayment, neighbours)


def eventful(y: Year) -> bool:
    """Whether anything was new in the year: what only goes on as before is not."""
    news = [topic for group in GROUPS for topic in group if topic not in ROUTINE]
    if any(clause for topic in news for clause in topic(y)) or split_measures(y)[0]:
        return True
    before = (y.last.seen_cause, y.last.aid.keys()) if y.last else (None, {}.keys())
    return before != (y.seen_cause, y.aid.keys())
