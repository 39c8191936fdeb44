"""What households do through their village, lived by plain households: funds, contracts, posts.

Each function lives one process of the county. It takes the households in the order of their rows
and the year as it stands before the process, changes the households, and says what its villages
and enterprises end with, as columns by table.
"""

from __future__ import annotations

from collections import defaultdict

from plain_household import by_village
from plain_loans import best_loan, invest, lend_small_loans


def found_enterprises(households, year):
    """The household with most cash founds an enterprise if half of it and a loan are enough."""
    w, captains = year.world, list(year.village.captain)
    owed = sum(household.debt_bank for household in households) + sum(year.enterprise.debt)
    room = w.equity_multiple * max(year.bank_equity, 0.0) - owed
    enterprise = {name: list(values) for name, values in vars(year.enterprise).items()}
    for village, neighbours in by_village(households).items() if any(year.posts) else ():
        founder = max(neighbours, key=lambda household: household.cash)
        stake = w.founder_share * max(founder.cash, 0.0)
        invited = year.posts[village] > 0 and not captains[village]
        if invited and stake + stake >= w.founding_capital:
            room -= stake
            if room < 0:
                break
            captains[village] = True
            founder.cash -= stake
            site = _site(enterprise, village)
            _found(enterprise, site, stake, founder, w)
    names = ("cash", "capital", "debt", "open", "ability", "owner")
    return {"village": {"captain": captains}, "enterprise": {n: enterprise[n] for n in names}}


def _site(enterprise, village):
    """The enterprise of the village that waits for a founder."""
    for place, waits in enumerate(enterprise["local_founder"]):
        if waits and enterprise["village"][place] == village:
            return place
    raise LookupError(f"village {village} has no enterprise to be founded")


def _found(enterprise, place, stake, founder, w):
    """The stake and a loan as large: a part buys capital, the rest stays as cash."""
    money, invested = stake + stake, w.founding_investment
    enterprise["debt"][place] += stake
    enterprise["capital"][place] += invested * money
    enterprise["cash"][place] += (1 - invested) * money
    enterprise["ability"][place] = founder.ability**w.founder_ability
    enterprise["owner"][place] = founder.row
    enterprise["open"][place] = True


def withdraw_jobs(households, year):
    """The place goes with the enterprise that kept it, once that closed or lost money."""
    for household in households:
        if household.employer >= 0:
            open_ = year.enterprise.open[household.employer]
            ends = not open_ or year.enterprise.loss_years[household.employer] > 0
            idle = household.off_farm_workers <= 0
            if ends and not idle:
                household.off_farm_workers -= 1
            if ends or idle:
                household.employer = -1


def conclude_contracts(households, year):
    """A contract paid for binds the household to its village's enterprise; any other ends."""
    employers = _employers(year)
    for household in households:
        concluded = year.given.contract[household.row] > 0
        household.contract = employers.get(household.village, -1) if concluded else -1


def _employers(year):
    """An open enterprise of each village that has one."""
    return {year.enterprise.village[place]: place
            for place, open_ in enumerate(year.enterprise.open) if open_}


def fill_reserved_jobs(households, year):
    """A candidate takes the place kept for it; a local one is an opening less."""
    openings = list(year.village.vacancies)
    employers = _employers(year)
    given = year.given
    offered = any(map(any, (given.kept_jobs, given.reserved_jobs, given.jobs_away)))
    for household in households if offered else ():
        drawn = year.uniform["placement"][household.row]
        kept = given.kept_jobs[household.row] > drawn
        local = kept or given.reserved_jobs[household.row] > drawn
        away = given.jobs_away[household.row] > drawn
        if household.job_weight > 0 and kept:
            household.employer = employers.get(household.village, -1)
        if household.job_weight > 0 and (local or away):
            household.off_farm_workers += 1
            household.job_weight = 0.0
            if local:
                openings[household.village] = max(openings[household.village] - 1, 0.0)
    return {"village": {"vacancies": openings}}


def pay_premiums(households, year):
    """Each pledge tops up the sales not yet topped up in full, as far as its money goes."""
    if not year.premiums:
        return
    sales = [year.economy.activity_price * household.activity_output for household in households]
    premiums = [0.0] * len(households)
    for money, rates in year.premiums:
        asked = [
            min(sale * rate, sale - premium)
            for sale, rate, premium in zip(sales, rates, premiums, strict=True)
        ]
        part = min(1.0, money / sum(asked)) if sum(asked) > 0 else 0.0
        premiums = [premium + part * ask for premium, ask in zip(premiums, asked, strict=True)]
    for household, premium in zip(households, premiums, strict=True):
        household.cash += premium
        household.activity_income += premium


def settle_contracts(households, year):
    """Farmers leave the margin; the enterprise makes up to the floor price while it has cash."""
    cash, profit = list(year.enterprise.cash), list(year.enterprise.profit)
    for partner, farmers in _by_partner(households).items():
        delivering = [farmer for farmer in farmers if farmer.activity_output > 0]
        margins = [year.world.contract_margin * _sales(farmer, year) for farmer in delivering]
        lacking = [_below_floor_price(farmer, year) for farmer in delivering]
        has = max(cash[partner] + sum(margins), 0.0)
        part = min(1.0, has / sum(lacking)) if sum(lacking) > 0 else 0.0
        for farmer, margin, lacks in zip(delivering, margins, lacking, strict=True):
            farmer.cash += part * lacks - margin
            farmer.activity_income += part * lacks - margin
        cash[partner] += sum(margins) - part * sum(lacking)
        profit[partner] += sum(margins) - part * sum(lacking)
    return {"enterprise": {"cash": cash, "profit": profit}}


def _sales(farmer, year):
    return year.economy.activity_price * farmer.activity_output


def _below_floor_price(farmer, year):
    """What sales lack to the floor price of the output that was to be expected without luck."""
    w = year.world
    capital = farmer.activity_capital
    if farmer.activity_failed:
        capital /= 1 - w.activity_failure_loss
    expected = farmer.usual_output(year, farmer.activity_kind, capital)
    least = w.contract_floor * year.economy.activity_price * expected
    return max(least - _sales(farmer, year), 0.0)


def break_contracts(households, year):
    """A closed enterprise leaves part of the sales unpaid, and the farmer without a contract."""
    for household in households:
        household.contract_broken = False
    for partner, farmers in _by_partner(households).items():
        if year.enterprise.open[partner]:
            continue
        for farmer in farmers:
            unpaid = year.world.unpaid_deliveries * _sales(farmer, year)
            unpaid = min(unpaid, max(farmer.cash, 0.0))
            farmer.cash -= unpaid
            farmer.activity_income -= unpaid
            farmer.contract, farmer.contract_broken = -1, True


def repay_funds(households, year):
    """Borrowers repay with the fee; who cannot repay the loan is out, and the others stand in."""
    funds = list(year.village.fund)
    for village, neighbours in by_village(households).items():
        lacking, sureties = 0.0, []
        for borrower in neighbours:
            if borrower.debt_mutual <= 0:
                continue
            spare = max(borrower.cash - borrower.bill_due - borrower.floor(year), 0.0)
            owed = borrower.debt_mutual
            due = owed / max(borrower.fund_years, 1)
            paid = min(due + owed * year.world.fund_fee, spare)
            borrower.cash -= paid
            funds[village] += paid
            borrower.fund_years = max(borrower.fund_years - 1, 0)
            borrower.debt_mutual = 0.0 if paid < due else owed - due
            if paid < due:
                borrower.fund_excluded = True
                borrower.fund_stake = 0.0
                lacking += owed - paid
            else:
                sureties.append((borrower, min(borrower.fund_stake, spare - paid)))
        funds[village] += _stand_in(sureties, lacking)
    return {"village": {"fund": funds}}


def _stand_in(sureties, lacking):
    """Those who repaid share what is lacking by what they can give; returns what they gave."""
    offered = sum(able for _, able in sureties)
    if offered <= 0:
        return 0.0
    part = min(1.0, lacking / offered)
    for borrower, able in sureties:
        borrower.cash -= part * able
    return part * offered


def lend_from_funds(households, year):
    """Members join with their stake, then borrow in the order of a lottery while cash lasts."""
    funds = list(year.village.fund)
    for village, neighbours in by_village(households).items():
        if funds[village] < 2 * year.world.fund_stake:
            continue
        loans = [(household, _fund_loan(household, year)) for household in neighbours]
        members = [(household, asked) for household, asked in loans if asked[0] > 0]
        for household, _ in members:
            stake = _missing_stake(household, year)
            household.cash -= stake
            household.fund_stake += stake
            funds[village] += stake
        members.sort(key=lambda member: year.uniform["fund_queue"][member[0].row])
        for household, (loan, use) in members:
            if loan > funds[village]:
                break  # those behind wait for it: nobody is passed by
            funds[village] -= loan
            household.debt_mutual += loan
            household.fund_years = year.world.fund_term
            invest(household, loan, use, year)
    return {"village": {"fund": funds}}


def _fund_loan(household, year):
    """The loan it asks of the fund and its use, 0 if it may not join, does not care to, or cannot."""
    w, stake = year.world, _missing_stake(household, year)
    if household.fund_excluded or household.debt_mutual > 0:
        return 0.0, "farm"
    if household.cash <= stake + w.input_cash * household.floor(year):
        return 0.0, "farm"
    loan, use = best_loan(household, year, w.fund_fee, w.fund_loan, int(w.fund_term))
    return (loan if loan > 2 * stake else 0.0), use


def _missing_stake(household, year):
    return 0.0 if household.fund_stake > 0 else year.world.fund_stake


def _by_partner(households):
    """The households under contract with each enterprise, in the order of their rows."""
    partners = defaultdict(list)
    for household in households:
        if household.contract >= 0:
            partners[household.contract].append(household)
    return partners


PROCESSES = {
    process.__name__: process
    for process in (
        found_enterprises, conclude_contracts, lend_small_loans, withdraw_jobs, fill_reserved_jobs,
        pay_premiums, settle_contracts, break_contracts, repay_funds, lend_from_funds,
    )
}
