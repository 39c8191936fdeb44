"""What households of a village do to each other, lived by plain households: credit, wages, help.

As in `plain_pairing`, each function lives one process of the county, changes the households and
says what villages and enterprises end with. Ranks of income stay with the county: incomes at the
least that is expected are equal but for rounding, which decides their order.
"""

from __future__ import annotations

from math import exp, log

from plain_household import by_village

CENT = 0.01


def rank_rich(households, year):
    """The richest share of each village by what is owned less what is owed."""
    for neighbours in by_village(households).values():
        places = max(1, round(year.world.rich_share * len(neighbours)))
        worth = [_wealth(one) for one in neighbours]
        least = sorted(worth, reverse=True)[places - 1]
        for one, owned in zip(neighbours, worth, strict=True):
            one.rich = owned >= least


def _wealth(one):
    debts = one.debt_bank + one.debt_guaranteed + one.debt_informal + one.debt_mutual
    owned = one.cash + one.farm_capital + one.activity_capital + one.claims + one.fund_stake
    return owned - debts


def decide_loans(households, year):
    """The bank refuses what is not credible, then what its equity or the pool cannot carry."""
    w, given = year.world, year.given
    applicants, least = [one for one in households if one.loan_wanted > 0], 1 / w.guarantee_multiple
    if not applicants:
        return
    covered = {one: min(one.loan_wanted, given.guarantee[one.row], w.loan_ceiling)
               for one in applicants}
    granted = {one for one in applicants if _credible(one, covered[one], year)}
    owed = sum(one.debt_bank for one in households) + sum(year.enterprise.debt)
    room = w.equity_multiple * max(year.bank_equity, 0.0) - owed
    rest = {one: one.loan_wanted - covered[one] for one in granted}
    granted &= _within(room, rest, year)
    needed = sum(one.debt_guaranteed * max(one.deposit_rate, least) for one in households)
    deposits = {one: one.offered_rate(year) * covered[one] for one in granted}
    granted &= _within(year.guarantee_pool - needed, deposits, year)
    for one in applicants:
        if one not in granted:
            one.starts_activity, one.loan_wanted = False, 0.0


def _credible(one, covered, year):
    w, loan = year.world, one.loan_wanted
    odds = w.approval_intercept + w.approval_score * (one.credit_score - 0.5)
    odds += w.approval_recommendation * year.given.recommendation[one.row]
    odds += w.approval_guarantee * (covered > 0)
    odds += w.approval_limit * log(max(one.credit_limit(year) + covered, 1.0) / loan)
    approved = year.uniform["approval"][one.row] < 1 / (1 + exp(-odds))
    return approved and loan * (w.bank_rate - w.funding_rate) > w.loan_cost


def _within(room, loans, year):
    """Whose loans fit the room in the order of a lottery; who needs no room always fits."""
    fitting, left = set(), max(room, 0.0) + CENT
    if sum(loans.values()) <= left:
        return set(loans)
    for one in sorted(loans, key=lambda one: year.uniform["loan_queue"][one.row]):
        left -= loans[one]
        if left >= 0 or loans[one] <= 0:
            fitting.add(one)
    return fitting


def plan_hired_labour(households, year):
    """A rich household hires if a worker adds more than last year's wage, which it can pay."""
    w = year.world
    for one in households:
        one.workers_hired = 0.0
        if one.rich:
            more = (1 + 1 / one.farm_labour) ** w.farm_labour_exponent
            wage = year.village.mean_wage[one.village]
            pays = one.farm_potential * (more - 1) > wage
            one.workers_hired = float(pays and max(one.cash - one.floor(year), 0.0) >= wage)


def employ_locally(households, year):
    """Enterprises and rich farms fill their places up to a share of the village's workers."""
    villages, e = by_village(households), year.enterprise
    wanted = [sum(one.workers_hired for one in villages[place]) for place in sorted(villages)]
    for place, village in enumerate(e.village):
        wanted[village] += e.workers_wanted[place]
    jobs, share, filled = [], [], []
    for place, asked in enumerate(wanted):
        workers = sum(one.off_farm_workers for one in villages[place])
        jobs.append(min(asked, year.world.local_jobs_most * workers))
        share.append(jobs[-1] / workers if workers > 0 else 0.0)
        filled.append(jobs[-1] / asked if asked > 0 else 0.0)
        for one in villages[place]:
            one.workers_hired *= filled[-1]
    workers = [asked * filled[village]
               for asked, village in zip(e.workers_wanted, e.village, strict=True)]
    return {"village": {"local_jobs": jobs, "local_share": share}, "enterprise": {"workers": workers}}


def pay_wages(households, year):
    """Local employers pay the mean wage of the village; a rich household what it has beyond food."""
    v, cash = year.village, list(year.enterprise.cash)
    bills, means, shares = list(v.wage_bill), list(v.mean_wage), list(v.local_share)
    for village, neighbours in by_village(households).items():
        bills[village] = sum(one.job_income for one in neighbours)
        workers = sum(one.off_farm_workers for one in neighbours)
        if workers > 0:
            means[village] = bills[village] / workers
        rate = bills[village] * v.local_share[village] / max(v.local_jobs[village], 1e-9)
        unpaid = 0.0
        for one in neighbours:
            due = one.workers_hired * rate
            paid = min(due, max(one.cash - one.floor(year), 0.0))
            one.cash += one.job_income - paid
            one.farm_income -= paid
            one.wage_income += one.job_income
            unpaid += due - paid
        shares[village] = max(shares[village] - unpaid / max(bills[village], 1e-9), 0.0)
        for place, home in enumerate(year.enterprise.village):
            if home == village:
                cash[place] -= year.enterprise.workers[place] * rate
    told = {"wage_bill": bills, "mean_wage": means, "local_share": shares}
    return {"village": told, "enterprise": {"cash": cash}}


def share_informal_interest(households, year):
    """Interest paid in a village goes to its lenders by their claims, and is their income."""
    _pay_lenders(households, "interest_informal", income=True)
    match_claims(households, year)


def repay_neighbours(households, year):
    """What was repaid in a village goes to its lenders by their claims."""
    _pay_lenders(households, "instalment_informal", income=False)
    match_claims(households, year)


def _pay_lenders(households, what, income):
    for neighbours in by_village(households).values():
        paid = sum(getattr(one, what) for one in neighbours)
        part = paid / max(sum(one.claims for one in neighbours), 1e-9)
        for one in neighbours:
            one.cash += one.claims * part
            if income:
                one.property_income += one.claims * part


def match_claims(households, year):
    """Claims in a village are what is owed in it."""
    for neighbours in by_village(households).values():
        owed = sum(one.debt_informal for one in neighbours)
        scale = owed / max(sum(one.claims for one in neighbours), 1e-9)
        for one in neighbours:
            one.claims *= scale


def pool_in_villages(households, year):
    """Neighbours give part of their surplus to cover part of the shortfalls."""
    w = year.world
    for neighbours in by_village(households).values():
        able = [min(w.pooling_share * one.social_capital / 0.5, 1.0) * one.surplus
                for one in neighbours]
        wanted = [w.pooling_cover * one.shortfall for one in neighbours]
        given, received = _shared(able, wanted)
        for one, gives, gets in zip(neighbours, given, received, strict=True):
            one.pooled = gets - gives
            one.cash += gets - gives
            one.shortfall = max(one.shortfall - gets, 0.0)
            one.surplus = max(one.surplus - gives, 0.0)


def lend_informally(households, year):
    """Neighbours with a surplus lend to those still short, up to what their standing carries."""
    w = year.world
    for neighbours in by_village(households).values():
        able = [w.informal_willingness * one.surplus for one in neighbours]
        wanted = [min(one.shortfall, _room_among_neighbours(one, w)) for one in neighbours]
        given, received = _shared(able, wanted)
        for one, lends, borrows in zip(neighbours, given, received, strict=True):
            one.informal_borrowed = borrows
            one.cash += borrows - lends
            one.claims += lends
            one.debt_informal += borrows
            one.shortfall = max(one.shortfall - borrows, 0.0)


def _room_among_neighbours(one, w):
    carried = w.informal_limit * one.social_capital / 0.5 * one.permanent_income
    return max(carried - one.debt_informal, 0.0)


def trade_distressed_assets(households, year):
    """The rich of a village buy what neighbours sell in need as far as they will; traders the rest."""
    w = year.world
    for village, neighbours in by_village(households).items():
        dry = year.village.drought[village]
        price = w.fire_sale_price_drought if dry else w.fire_sale_price
        sold = [price * (one.farm_capital_sold + one.activity_capital_sold) for one in neighbours]
        offered = [_for_assets(one, year) if one.rich else 0.0 for one in neighbours]
        paid, _ = _shared(offered, sold)
        for one, pays, sells in zip(neighbours, paid, sold, strict=True):
            one.cash += sells - pays
            one.farm_capital += pays / price


def _for_assets(one, year):
    return year.world.buyer_share * max(one.cash - one.bill_due - 2 * one.buffer(year), 0.0)


def _shared(able, wanted):
    """The smaller of both sums, as each gives by what it can and gets by what it wants."""
    whole, need = sum(able), sum(wanted)
    moved = min(whole, need)
    giving = moved / whole if whole > 1e-9 else 0.0
    getting = moved / need if need > 1e-9 else 0.0
    return [giving * each for each in able], [getting * each for each in wanted]


def see_capture(households, year):
    """Who is poor and not listed sees a listed elite household that is not poor."""
    seen, line = [], year.world.poverty_line
    listed = any(one.registered for one in households)
    for _, neighbours in sorted(by_village(households).items()):
        captured = 0
        for one in neighbours:
            poor = one.permanent_income < line * one.persons
            captured += one.registered and one.elite and not poor
            one.left_out = poor and not one.registered and listed
        seen.append(captured if listed else 0.0)
    return {"village": {"seen_capture": seen}}


def refresh_villages(households, year):
    """Shares of neighbours with an activity, the seed and work off the farm."""
    villages = [neighbours for _, neighbours in sorted(by_village(households).items())]
    return {"village": {
        "activity_share": [_share(one.runs(year.world) for one in each) for each in villages],
        "seed_share": [_share(one.improved_seed for one in each) for each in villages],
        "migrant_network": [_share(one.off_farm_workers > 0 for one in each) for each in villages],
    }}


def _share(flags):
    flags = list(flags)
    return sum(flags) / len(flags)


PROCESSES = {
    process.__name__: process
    for process in (
        rank_rich, decide_loans, plan_hired_labour, employ_locally, pay_wages,
        share_informal_interest, repay_neighbours, match_claims, pool_in_villages, lend_informally,
        trade_distressed_assets, see_capture, refresh_villages,
    )
}
