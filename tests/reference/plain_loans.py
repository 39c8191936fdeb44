"""Small loans lived by plain households: what each size is worth over its term, and who gets it."""

from __future__ import annotations

from math import ceil


def lend_small_loans(households, year):
    """The bank lends for what pays, in the order of a lottery, while the pool has room."""
    w = year.world
    least = 1 / w.guarantee_multiple
    free = year.guarantee_pool
    for household in households:
        household.small_loan = household.small_loan_on_farm = 0.0
    if not any(year.given.small_credit):
        return
    for household in households:
        free -= household.debt_guaranteed * max(household.deposit_rate, least)
    free = max(free, 0.0)
    asking = [household for household in households if year.given.small_credit[household.row] > 0]
    for household in sorted(asking, key=lambda one: year.uniform["loan_queue"][one.row]):
        line = year.given.small_credit[household.row]
        if household.credit_score >= w.minimum_score and household.arrears == 0:
            loan, use = best_loan(household, year, 0.0, line, int(w.loan_term))
            free -= household.offered_rate(year) * loan
            if free < -0.01:  # a deposit for just these loans leaves nothing, give or take a cent
                return
            if loan > 0:
                household.deposit_rate = household.offered_rate(year)
            household.small_loan, household.small_loan_on_farm = loan, loan * (use == "farm")
            household.debt_guaranteed += loan
            invest(household, loan, use, year)


def invest(household, loan, use, year):
    """Spend a loan on its use."""
    if use == "farm":
        household.farm_capital += loan
    else:
        household.activity_capital += loan / year.economy.asset_price


def best_loan(household, year, rate, most, term):
    """The size and use with the largest certainty equivalent over the term; 0 if none is above it."""
    w = year.world
    sizes = [min(w.loan_unit * (step + 1), most) for step in range(ceil(most / w.loan_unit))]
    found = [(_worth(household, year, size, rate, term, use), size, use)
             for use in ("farm", "activity") for size in sizes]
    value, loan, use = max(found, key=lambda one: one[0])
    return (loan, use) if value > 0 else (0.0, "farm")


def _worth(household, year, size, rate, term, use):
    """Gains less risk and payments, and what the assets would fetch in distress."""
    w, price = year.world, year.economy.asset_price
    missed = 0.0
    if use == "farm":
        own = 0.5 * max(household.cash - 0.5 * household.buffer(year), 0.0)
        capital = max(household.farm_capital + w.farm_capital_base, 1.0) + own
        busy = household.farm_labour > w.least_labour
        output = max(household.farm_potential, 0.0) if busy else 0.0
        exponent, lasting = w.farm_capital_exponent, 1 - w.farm_wear
        spread = w.farm_noise**2 + w.village_yield_noise**2
    else:
        runs = household.runs(w)
        capital = max(household.activity_capital, 1.0) * price
        sold = year.economy.activity_price * household.activity_output
        output = max(sold, 0.0) if runs else 0.0
        exponent = w.activity_exponent
        lasting = 1 - w.activity_wear - w.activity_failure * w.activity_failure_loss
        spread = w.activity_noise**2
        if runs:
            kind = household.activity_kind
            full = w.activity_scale * household.of_kind(w, kind, "size")
            hands = min(1, (capital + size) / price / full) - min(1, household.activity_capital / full)
            missed = household.farm_loss_of_worker * hands * household.of_kind(w, kind, "labour")
    safe = max(household.consumption, household.floor(year))
    total, first, added = -term * missed, None, size * lasting
    for _ in range(term):
        gain = output * ((1 + added / capital) ** exponent - 1)
        first = gain - missed if first is None else first
        total += gain - 0.5 * w.risk_aversion * spread * ((output + gain) ** 2 - output**2) / safe
        added *= lasting
    if not _carried(household, year, size, first, rate, term):
        return float("-inf")
    return total + w.fire_sale_price * added - _cost(size, rate, term)


def _cost(size, rate, term):
    """What is paid back: equal instalments, and interest on what is left before each."""
    return size + sum(rate * size * (term - paid) / term for paid in range(term))


def _carried(household, year, size, first, rate, term):
    """Whether the first instalment leaves the household its living."""
    w, due = year.world, size / term + rate * size
    above = max(household.permanent_income - household.floor(year), 0.0)
    most = w.carried_by_saving * w.saving_share * above
    return due <= w.instalment_share * above and due - first <= most
