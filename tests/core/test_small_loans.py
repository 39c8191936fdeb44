"""What a small loan is worth over its term, by hand: its size, its use, and who can carry it."""

import numpy as np
import pytest
from test_neighbours_and_loans import FLOOR, alone

from sim.processes.repayment import amortise
from sim.processes.small_loans import (
    USES,
    cost_of,
    equivalent,
    first_yuan,
    first_yuan_at_best,
    lend_small_loans,
    on_activity,
    on_farm,
    worthwhile_loan,
)


def farms(households=4, risk_aversion=0.0, **columns):
    """Farms with hardly any capital and money enough to carry any instalment."""
    society, h = alone(households, 1, farm_potential=9_000.0, farm_labour=2.0, farm_capital=3_000.0,
                       permanent_income=1e6, consumption=9_000.0, adults=2, off_farm_workers=2)
    society.world.risk_aversion = risk_aversion
    society.world.fire_sale_price, society.world.farm_capital_base = 0.7, 1_000.0
    for name, value in columns.items():
        setattr(h, name, value)
    return society, h


def loan_of(society, rate=0.0, most=20_000.0, term=3):
    rows = np.arange(len(society.households))
    return worthwhile_loan(society, rows, rate, most, term)


def worth(loan, rate=0.0, term=3, capital=4_000.0, output=9_000.0):
    """Gains of the harvests of the term, and what is left of the capital, less what is paid."""
    left = loan * 0.92 ** np.arange(1, term + 2)
    gains = output * ((1 + left[:-1] / capital) ** 0.2 - 1)
    return gains.sum() + 0.7 * left[-1] - cost_of(loan, rate, term)


def test_a_loan_is_as_large_as_makes_the_most_over_its_term():
    society, _ = farms()
    sizes = 1_000.0 * np.arange(1, 21)
    for rate, term in ((0.0, 3), (0.06, 3), (0.0, 5), (0.075, 2)):
        best = max(sizes, key=lambda size: worth(size, rate, term))  # noqa: B023
        loans, uses = loan_of(society, rate, term=term)
        if worth(best, rate, term) <= 0:
            best = 0.0
        assert loans == pytest.approx(best) and set(uses) == {USES.index("farm")}


def test_nobody_borrows_who_expects_less_over_the_term():
    society, h = farms(40, risk_aversion=2.0)
    h.farm_capital, h.farm_potential = np.linspace(0, 30_000, 40), 9_000.0
    loans, _ = loan_of(society)
    assert (loans > 0).any() and (loans == 0).any()
    for capital, loan in zip(h.farm_capital, loans, strict=True):
        assert loan == 0 or worth(loan, capital=capital + 1_000) > 0


def test_risk_makes_loans_smaller():
    bold, _ = loan_of(farms()[0])
    shy, _ = loan_of(farms(risk_aversion=3.0, consumption=2_000.0)[0])
    assert (shy < bold).all()


@pytest.mark.parametrize("use", [on_farm, on_activity])
@pytest.mark.parametrize("risk_aversion", [0.0, 1.0, 3.0])
def test_no_loan_is_worth_more_for_each_yuan_than_the_first(use, risk_aversion):
    """Whoever is told by it that no loan pays would have found none by comparing all sizes."""
    luck = np.random.default_rng(7)
    society, h = farms(60, risk_aversion, farm_capital=luck.uniform(0, 20_000, 60),
                       farm_potential=luck.uniform(0, 30_000, 60), farm_loss_of_worker=0.0,
                       consumption=luck.uniform(0, 30_000, 60),
                       activity_capital=luck.uniform(15_000, 40_000, 60),
                       activity_output=luck.uniform(0, 60_000, 60))
    society.world.instalment_share = society.world.carried_by_saving = 1.0
    for rate, term in ((0.0, 3), (0.1, 1), (0.05, 5)):
        most = first_yuan(h, society, use, term) - cost_of(1.0, rate, term)
        assert 0 < (most > 0).sum() < 60
        assert (first_yuan_at_best(h, society, use, term) >= first_yuan(h, society, use, term)).all()
        for size in (1.0, 1_000.0, 5_000.0, 40_000.0):
            value = equivalent(h, society, use, np.full(60, size), rate, term)
            assert (value <= size * most + 1e-6).all()
            if size == 1:
                assert value[most > 0] == pytest.approx(most[most > 0], abs=0.01)


def test_an_instalment_has_to_leave_the_household_its_living():
    society, h = farms(3)
    h.permanent_income = [FLOOR - 1, FLOOR + 4 * 1_000 / 3, 1e6]
    society.world.carried_by_saving, society.world.instalment_share = 1.0, 0.25
    loans, _ = loan_of(society)
    assert loans[0] == 0 and loans[1] <= 1_000 < loans[2]


def test_own_cash_is_put_in_before_a_loan():
    society, h = farms(2, cash=[0.0, 40_000.0], permanent_income=20_000.0)
    society.world.instalment_share = society.world.carried_by_saving = 1.0
    loans, _ = loan_of(society)
    assert loans[1] < loans[0]


def test_a_running_activity_takes_the_loan_where_it_earns_more():
    society, h = farms(2, activity_capital=[20_000.0, 0.0], activity_output=25_000.0,
                       farm_loss_of_worker=0.0, farm_capital=20_000.0)
    h.debt_guaranteed, h.deposit_rate, h.credit_score = 0.0, 0.0, 0.9
    loans, uses = loan_of(society)
    assert loans[0] > 0 and uses[0] == USES.index("activity") and loans[1] == 0
    society.channel("small_credit").add(20_000.0)
    society.ledger.balances["guarantee_pool"] = 1e6
    lend_small_loans(society)
    price = society.economy.asset_price[0]
    assert h.activity_capital[0] == pytest.approx(20_000 + loans[0] / price)
    assert h.farm_capital.tolist() == [20_000.0, 20_000.0]
    assert h.small_loan[0] > 0 and h.small_loan_on_farm[0] == 0


def test_what_a_small_loan_puts_into_the_farm_is_noted():
    society, h = farms(2, farm_capital=500.0)
    h.debt_guaranteed, h.deposit_rate, h.credit_score, before = 0.0, 0.0, 0.9, h.farm_capital.copy()
    society.channel("small_credit").add(20_000.0)
    society.ledger.balances["guarantee_pool"] = 1e6
    lend_small_loans(society)
    assert (h.small_loan_on_farm > 0).all()
    assert h.small_loan_on_farm == pytest.approx(h.farm_capital - before)


def test_a_loan_is_repaid_in_equal_instalments_from_the_year_after_it():
    society, h = farms(1, debt_guaranteed=9_000.0, cash=1e6, small_loan=9_000.0, loan_wanted=0.0,
                       loan_years=0, credit_score=0.5)
    paid = []
    for _ in range(5):
        amortise(h, society)
        paid.append(h.instalment_paid[0])
        h.small_loan = 0.0
    assert paid == pytest.approx([0, 3_000, 3_000, 3_000, 0]) and h.loan_years[0] == 0
