"""Small credit and delivery contracts by hand: what is lent, who answers, what a firm owes."""

import numpy as np
import pytest
from small_county import bare, purse_in
from test_neighbours_and_loans import FLOOR, alone

from sim.processes.contracts import break_contracts, conclude_contracts, settle_contracts
from sim.processes.production import pay_premiums
from sim.processes.small_loans import lend_small_loans
from sim.processes.village_funds import lend_from_funds, repay_funds


def borrower(households=6, villages=1, **columns):
    """Farms of much land and hardly any capital, for which every loan up to its limit is worth it."""
    society, h = alone(households, villages, farm_potential=10_000.0, farm_labour=2.0,
                       permanent_income=60_000.0, consumption=1e9, adults=2, off_farm_workers=2)
    for name, value in columns.items():
        setattr(h, name, value)
    return society, h


def test_a_fund_lends_to_members_in_turn_while_its_cash_lasts():
    society, h = borrower(8, 2, cash=[2_000] * 7 + [100.0], fund_stake=0.0, fund_excluded=False)
    h.fund_stake[4], h.fund_excluded[1] = 300.0, True
    v = society.villages
    v.fund = [11_000.0, 599.0]
    society.world.fund_loan = 4_000.0
    lend_from_funds(society)
    asks = [0, 2, 3]
    assert h.fund_stake.tolist() == [300, 0, 300, 300, 300, 0, 0, 0]  # the second fund is too small
    turn = np.array(asks)[np.argsort(society.uniform("fund_queue", h)[asks])]
    lent = np.zeros(8)
    lent[turn[:2]] = 4_000.0
    assert h.debt_mutual.tolist() == lent.tolist() == h.farm_capital.tolist()
    assert v.fund == pytest.approx([11_000 + 900 - 8_000, 599])


def test_a_fund_loan_is_due_with_its_fee_and_the_group_answers_up_to_its_stakes():
    society, h = alone(8, 2, debt_mutual=[1_000, 1_000, 1_000, 0, 1_000, 0, 0, 0], fund_stake=300.0,
                       fund_excluded=False)
    h.cash = FLOOR + np.array([5_000, 1_160, 600, 9_000, 1_030, 0, 0, 0])
    h.bill_due[0] = 100.0
    society.villages.fund = 0.0
    repay_funds(society)
    # the third lacks 400: the first answers with its stake of 300, the second with 100 left
    assert h.cash - FLOOR == pytest.approx([5_000 - 1_060 - 300, 0, 0, 9_000, 0, 0, 0, 0])
    assert society.villages.fund == pytest.approx([1_060 + 1_060 + 600 + 400, 1_030])
    assert h.fund_excluded.tolist() == [False, False, True] + [False] * 5
    assert h.fund_stake.tolist() == [300, 300, 0, 300, 300, 300, 300, 300]
    assert not h.debt_mutual.any()


def test_the_bank_lends_what_pays_within_the_line_and_the_room_of_the_pool():
    society, h = borrower(6, 1, credit_score=[0.6, 0.49, 0.5, 0.6, 0.6, 0.6], deposit_rate=0.0)
    h.arrears[3], h.farm_potential[4] = 1, 0.0
    society.channel("small_credit").add([3_000.0, 7_000, 2_500, 7_000, 7_000, 0.0])
    society.ledger.balances["guarantee_pool"] = 1e6
    lend_small_loans(society)
    assert h.debt_guaranteed == pytest.approx([3_000, 0, 2_500, 0, 0, 0])
    assert h.farm_capital == pytest.approx(h.debt_guaranteed) and not h.cash.any()
    assert h.small_loan == pytest.approx(h.debt_guaranteed)
    assert h.deposit_rate == pytest.approx([1 / 7, 0, 1 / 7, 0, 0, 0])


def test_a_pool_without_room_lends_nothing():
    society, h = borrower(6, 1, credit_score=0.9, deposit_rate=0.0)
    society.channel("small_credit").add(3_000.0)
    society.ledger.balances["guarantee_pool"] = 1_000.0
    lend_small_loans(society)
    assert sorted(h.debt_guaranteed) == pytest.approx([0, 0, 0, 0, 3_000, 3_000])


def contracted(**columns):
    """A village with one open firm that holds contracts with the first three of six households."""
    society = bare(6, 1, enterprises_per_village=1)
    h, e = society.households, society.enterprises
    firm = np.flatnonzero(e.village == 0)[0]
    e.open, e.cash, e.profit = np.arange(len(e)) == firm, 0.0, 0.0
    h.contract, h.cash, h.activity_income, h.health = [firm] * 3 + [-1] * 3, 1_000.0, 0.0, 1.0
    h.activity_capital, h.ability, h.skill, h.activity_failed = 15_000.0, 1.0, 0.5, False
    h.chronically_ill = False
    h.activity_output = [20_000.0, 5_000.0, 0.0, 9_000.0, 0.0, 0.0]
    for name, value in columns.items():
        setattr(h, name, value)
    return society, h, e, firm


def test_a_contract_takes_a_margin_and_makes_sales_up_to_seven_tenths_of_what_was_expected():
    society, h, e, firm = contracted()
    e.cash[firm] = 1e6
    settle_contracts(society)
    expected = 11_500 * society.economy.activity_index[0]  # at the scale of 15,000, ability 1, skill .5
    short = 0.7 * expected - 5_000
    assert h.activity_income == pytest.approx([-1_600, short - 400, 0, 0, 0, 0])
    assert e.cash[firm] == pytest.approx(1e6 + 2_000 - short)
    assert e.profit[firm] == pytest.approx(2_000 - short)


def test_a_firm_pays_the_floor_price_as_far_as_its_cash_goes():
    society, h, e, firm = contracted()
    settle_contracts(society)
    assert h.activity_income == pytest.approx([-1_600, 2_000 - 400, 0, 0, 0, 0])
    assert e.cash[firm] == pytest.approx(0.0)


def test_capital_lost_in_a_failure_counts_in_what_was_expected():
    society, h, e, firm = contracted(activity_capital=6_000.0, activity_failed=True)
    e.cash[firm] = 1e6
    settle_contracts(society)
    assert h.activity_income[1] == pytest.approx(0.7 * 11_500 - 5_000 - 400)


def test_a_firm_that_fails_leaves_three_tenths_unpaid_as_far_as_there_is_cash():
    society, h, e, firm = contracted(cash=[2_000.0, 9_000.0, 5.0, 5.0, 5.0, 5.0])
    e.open[:] = False
    break_contracts(society)
    assert h.activity_income == pytest.approx([-2_000, -1_500, 0, 0, 0, 0])
    assert h.contract_broken.tolist() == [True] * 3 + [False] * 3 and (h.contract == -1).all()


def test_contracts_bind_those_for_whom_they_were_paid_and_end_for_others():
    society, h, e, firm = contracted()
    society.channel("contract").add(1.0, np.array([0, 4]))
    conclude_contracts(society)
    assert h.contract.tolist() == [firm, -1, -1, -1, firm, -1]


def test_a_premium_is_set_aside_by_rate_and_paid_on_sales():
    society, h, _, _ = contracted()
    society.economy.activity_price = 0.5
    purse_in(society, 1e6).pledge("premium", 1e6, np.array([0.1, 0, 0, 0.2, 0, 0]))
    pay_premiums(society)
    assert h.activity_income == pytest.approx([1_000, 0, 0, 900, 0, 0])
    assert h.cash == pytest.approx(1_000 + np.array([1_000, 0, 0, 900, 0, 0]))
