"""The bank's year by hand: what its funds and loans cost, what it repays, what is left of it."""

import numpy as np
import pytest
from small_county import bare

from sim.processes.applications import room_unguaranteed
from sim.processes.banking import close_bank, refinance, write_off
from sim.processes.guarantees import free_deposit, release_guarantees


def a_bank(cash, owes=0.0, lent=0.0, loans=0):
    """A bank with cash, refinancing, outstanding loans, and so many loans granted this year (yuan)."""
    society = bare(50)
    h = society.households
    society.ledger.balances["bank"] = cash
    society.bank.refinancing = owes
    society.enterprises.debt = 0.0
    h.debt_bank[:5] = lent / 5
    h.loan_wanted[:loans] = 8000.0
    return society


def paid(society, kind):
    return float(sum(flow.sum() for (_, _, what), flow in society.ledger.flows.items() if what == kind))


def test_a_year_costs_the_bank_its_funds_and_a_fixed_sum_a_loan():
    society = a_bank(cash=100_000.0, owes=40_000.0, lent=200_000.0, loans=7)
    close_bank(society)
    costs = 0.03 * 40_000 + 200 * 7
    assert paid(society, "bank_costs") == pytest.approx(costs)
    assert paid(society, "refinancing_repaid") == pytest.approx(40_000.0)
    assert society.bank.refinancing[0] == 0.0
    assert society.ledger.balance("bank") == pytest.approx(60_000.0 - costs)
    assert society.bank.equity[0] == pytest.approx(100_000 + 200_000 - 40_000 - costs)


def test_a_small_loan_costs_the_bank_what_any_loan_does():
    society = a_bank(cash=100_000.0, lent=20_000.0)
    society.households.small_loan[:3] = 2_000.0
    close_bank(society)
    assert paid(society, "bank_costs") == pytest.approx(3 * society.world.loan_cost)


def test_no_loan_and_no_funds_cost_nothing():
    society = a_bank(cash=5_000.0, lent=20_000.0)
    close_bank(society)
    assert paid(society, "bank_costs") == 0.0
    assert society.bank.equity[0] == pytest.approx(25_000.0)


def test_costs_beyond_the_banks_cash_are_borrowed_and_lower_its_equity_all_the_same():
    society = a_bank(cash=500.0, owes=30_000.0, lent=90_000.0, loans=4)
    close_bank(society)
    costs = 0.03 * 30_000 + 200 * 4
    assert paid(society, "refinancing") == pytest.approx(costs - 500.0)
    assert society.ledger.balance("bank") == pytest.approx(0.0, abs=1e-9)
    assert society.bank.refinancing[0] == pytest.approx(30_000 + costs - 500)
    assert society.bank.equity[0] == pytest.approx(500 + 90_000 - 30_000 - costs)


def test_what_the_bank_cannot_repay_it_owes_on():
    society = a_bank(cash=10_000.0, owes=30_000.0)
    close_bank(society)
    assert society.bank.refinancing[0] == pytest.approx(30_000 + 900 - 10_000)


def test_the_bank_borrows_what_new_loans_need_beyond_its_cash():
    society = a_bank(cash=10_000.0, loans=3)
    refinance(society)
    assert society.bank.new_loans[0] == 24_000.0
    assert society.bank.refinancing[0] == pytest.approx(14_000.0)
    rich = a_bank(cash=25_000.0, loans=3)
    refinance(rich)
    assert rich.bank.refinancing[0] == 0.0


def test_equity_carries_ten_times_itself_of_loans_without_guarantee():
    society = a_bank(cash=0.0, lent=60_000.0)
    society.bank.equity, society.enterprises.debt[:1] = 9_000.0, 20_000.0
    society.households.debt_guaranteed = 1e6  # carried by the pool
    owed = 60_000 + society.enterprises.debt.sum()
    assert room_unguaranteed(society) == pytest.approx(90_000 - owed)
    society.bank.equity = -5.0
    assert room_unguaranteed(society) == pytest.approx(-owed)


def in_default(pool):
    """One guaranteed and one plain loan in the second year of arrears, one in the first."""
    society = a_bank(cash=0.0)
    h = society.households
    society.bank.enterprise_write_offs = 300.0
    society.ledger.balances["guarantee_pool"] = pool
    h.debt_bank, h.credit_score = 0.0, 0.6
    h.debt_guaranteed[0], h.debt_bank[1], h.debt_bank[2] = 10_000.0, 4_000.0, 5_000.0
    h.arrears[:3] = [2, 3, 1]
    write_off(society)
    return society


@pytest.mark.parametrize(("pool", "paid_by_pool"), [(50_000.0, 7_000.0), (2_500.0, 2_500.0), (0.0, 0.0)])
def test_the_pool_bears_seven_tenths_of_guaranteed_losses_while_it_lasts(pool, paid_by_pool):
    society = in_default(pool)
    assert society.bank.pool_losses[0] == pytest.approx(paid_by_pool)
    assert society.bank.losses[0] == pytest.approx(300 + 14_000 - paid_by_pool)
    assert society.ledger.balance("guarantee_pool") == pytest.approx(pool - paid_by_pool)
    assert society.ledger.balance("bank") == pytest.approx(paid_by_pool)


def test_a_loan_is_written_off_after_two_years_of_arrears_and_costs_the_score():
    h = in_default(50_000.0).households
    assert h.debt_guaranteed[0] == h.debt_bank[1] == 0.0 and h.debt_bank[2] == 5_000.0
    assert h.arrears[:3].tolist() == [0, 0, 1]
    assert h.credit_score[:3] == pytest.approx([0.2, 0.2, 0.6])


def test_a_deposit_stays_for_what_is_owed_and_the_rest_returns():
    society = bare(10)
    h = society.households
    society.ledger.balances["guarantee_pool"] = 10_000.0
    h.debt_guaranteed[:3] = [7_000.0, 14_000.0, 0.0]
    h.deposit_rate[:3] = [0.05, 0.5, 0.9]  # the bank asks for a seventh; a programme may keep more
    assert free_deposit(society) == pytest.approx(10_000 - 1_000 - 7_000)
    release_guarantees(society)
    assert society.government.budget_returned[0] == pytest.approx(2_000.0)
    assert paid(society, "guarantee_returned") == pytest.approx(2_000.0)
    assert np.array_equal(h.deposit_rate[:3], [0.05, 0.5, 0.0])


def test_a_pool_that_lacks_deposits_returns_nothing():
    society = bare(10)
    society.ledger.balances["guarantee_pool"] = 500.0
    society.households.debt_guaranteed = 7_000.0
    release_guarantees(society)
    assert society.government.budget_returned[0] == 0.0
    assert society.ledger.balance("guarantee_pool") == 500.0
