"""Settlement: standing transfers, the income of the year, and the income floor."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Rows
from sim.society import Society, by_household

PARAMETERS = {
    "hidden_share": number(0.1, "share of wages", 0, 0.5, "assumption",
        "Wages households do not report"),
    "openness_of_trust": number(0.5, "share", 0, 1, "assumption",
        "Hidden wages given up by a household whose trust rises by one from where it rests"),
    "hiding_response": number(0.1, "share of wages", 0, 0.5, "assumption",
        "Further wages hidden by a household that is surely watched"),
    "income_floor": number(1.02, "lines", 0.5, 1.5, "assumption",
        "Income up to which the income floor tops up what is seen").plausibly(
            1, 1.1, because="assumption: floors are set at the line or a little above"),
}
PAYMENTS = {
    "pension": Payment("Basic pension of the elderly", "treasury > households"),
    "land_subsidy": Payment("Subsidies on land", "treasury > households"),
    "dibao": Payment("Minimum living guarantee", "treasury > households"),
    "central_transfers": Payment("The centre funds what the treasury pays households",
        "rest_of_world > treasury"),
    "income_floor": Payment("A shortfall of observed income that was seen is made good",
        "programme > households", counts_as="transfer"),
}
STREAMS = {
    "measurement": "each household a year: the error with which its farm income is observed",
    "floor": "each household a year: whether its shortfall is seen",
}


def open_accounts(society: Society) -> None:
    """Start the year's accounts of every household at zero."""
    h = society.households
    h.wage_income = h.property_income = h.transfer_income = h.floor_payment = 0.0
    h.tax_paid = 0.0
    h.opening_cash = h.cash


@by_household
def pay_standing_transfers(h: Rows, society: Society) -> None:
    """Pensions go to the elderly, subsidies to land, the guarantee to who was admitted to it.

    All arms pay them, the treasury for the centre; what programmes add they pay themselves.
    """
    w, index = society.world, society.economy.transfer_index[0]
    h.standing_income = 0.0
    for kind, amount in (
        ("pension", w.pension * (h.persons - h.adults - h.children)),
        ("land_subsidy", w.land_subsidy * h.land),
        ("dibao", w.dibao_payment * h.persons * h.dibao),
    ):
        paid = index * amount
        society.ledger.transfer("treasury", h, paid, kind)
        h.standing_income += paid
    h.transfer_income += h.standing_income


def fund_standing_transfers(society: Society) -> None:
    """The centre funds what the treasury paid households: standing transfers, insurance, relief."""
    paid = sum(
        float(flow.sum())
        for (payer, payee, _), flow in society.ledger.flows.items()
        if (payer, payee) == ("treasury", "households")
    )
    society.ledger.transfer("rest_of_world", "treasury", paid, "central_transfers")


@by_household
def earn_income(h: Rows, society: Society) -> None:
    """Disposable income of the year, and the income that surveys and lists see."""
    w = society.world
    h.income = h.farm_income + h.activity_income + h.wage_income + h.property_income
    h.income += h.transfer_income - (h.interest_due - h.interest_cover) - h.tax_paid
    noise = w.measurement_noise * society.normal("measurement", h) - 0.5 * w.measurement_noise**2
    hidden = h.hidden_share * h.wage_income
    h.observed_income = h.income + h.farm_income * (np.exp(noise) - 1) - hidden


def top_up_floor(society: Society) -> None:
    """The income floor: a seen shortfall of observed income below it is paid, if pledged."""
    h, w = society.households, society.world
    if not society.pledged("floor"):
        return
    seen = society.uniform("floor", h) < society.given("floor_monitoring", h)
    gap = np.maximum(w.income_floor * w.poverty_line * h.persons - h.observed_income, 0.0)
    h.floor_payment = society.commit("floor", gap * seen)
    society.draw("floor", 1.0, h, "income_floor")
    for column in (h.transfer_income, h.income, h.observed_income):
        column += h.floor_payment


@by_household
def hide_wages(h: Rows, society: Society) -> None:
    """The more closely wages are looked at for support, the larger the share that is hidden."""
    w = society.world
    watched = society.given("floor_monitoring", h)
    openness = 1 - w.openness_of_trust * np.maximum(h.trust - w.resting_trust, 0.0)
    h.hidden_share = (w.hidden_share + w.hiding_response * watched) * openness
