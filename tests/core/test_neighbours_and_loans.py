"""Neighbours and lenders by hand: who helps whom with how much, and how a debt is served."""

import numpy as np
import pytest
from small_county import bare

from sim.agents.government import Purse
from sim.processes.contracts import break_contracts, conclude_contracts, settle_contracts
from sim.processes.coping import (
    find_shortfall,
    lend_informally,
    pool_in_villages,
    sell_in_distress,
    trade_distressed_assets,
)
from sim.processes.credit import (
    amortise,
    decide_loans,
    note_arrears,
    pay_interest,
    repay_neighbours,
    share_informal_interest,
)
from sim.processes.farm_credit import lend_from_funds, lend_to_women, repay_funds, wanted_loan
from sim.processes.production import pay_premiums

FLOOR = 0.45 * 2300.0  # of a household of one


def alone(households=8, villages=2, **columns):
    """Households of one person, without debts, bills or capital."""
    society = bare(households, villages)
    h = society.households
    h.persons, h.social_capital, h.rich = 1.0, 0.5, False
    for name in ("cash", "bill_due", "debt_bank", "debt_guaranteed", "debt_informal", "debt_mutual",
                 "claims", "farm_capital", "activity_capital", "permanent_income", "interest_due",
                 "interest_cover", "shortfall", "surplus", "arrears", "activity_income"):
        setattr(h, name, 0.0)
    h.contract, h.contract_broken = -1, False
    for name, value in columns.items():
        setattr(h, name, value)
    return society, h


def test_a_shortfall_is_what_is_missing_to_the_floor_after_the_bill():
    society, h = alone(permanent_income=4_000.0,
                       cash=[0, 1_000, 1_000, 5_000, 5_000, 9_000, 20_000, 1_100])
    h.bill_due[[2, 5]] = 500.0, 8_000.0
    find_shortfall(h, society)
    left = h.cash - h.bill_due
    assert h.shortfall == pytest.approx(np.maximum(FLOOR - left, 0.0))
    planned = FLOOR + 0.72 * (4_000 - FLOOR) + 0.25 * 0.6 * 4_000
    assert h.surplus == pytest.approx(np.maximum(left - planned, 0.0))
    h.permanent_income = 0.0  # whoever plans little keeps one and a half floors all the same
    find_shortfall(h, society)
    assert h.surplus == pytest.approx(np.maximum(left - 1.5 * FLOOR, 0.0))


def test_a_village_pools_a_tenth_of_surplus_by_standing_for_four_tenths_of_shortfalls():
    society, h = alone(shortfall=[100, 300, 0, 0, 1_000, 0, 0, 0],
                       surplus=[0, 0, 4_000, 2_000, 0, 600, 200, 0])
    h.social_capital[3] = 1.0
    pool_in_villages(society)
    # the first has more than it needs (160 of 800), the second less (80 of 400)
    assert h.pooled == pytest.approx([40, 120, -80, -80, 80, -60, -20, 0])
    assert h.shortfall[[0, 1, 4]] == pytest.approx([60, 180, 920])
    assert h.surplus[[2, 3, 5, 6]] == pytest.approx([3_920, 1_920, 540, 180])
    assert h.cash == pytest.approx(h.pooled)


def test_nobody_gives_more_than_the_whole_surplus():
    society, h = alone(shortfall=[1e6, 0, 0, 0] * 2, surplus=[0, 100, 0, 0] * 2)
    society.world.pooling_share, h.social_capital = 0.9, 5.0
    pool_in_villages(society)
    assert h.pooled == pytest.approx([100, -100, 0, 0] * 2)


def test_neighbours_lend_by_standing_and_income_less_what_is_owed():
    society, h = alone(shortfall=[900, 900, 100, 0, 500, 0, 0, 0], permanent_income=2_000.0,
                       surplus=[0, 0, 0, 1e5, 0, 1_000, 3_000, 0])
    h.debt_informal[1], h.claims[3], h.social_capital[2] = 200.0, 200.0, 1.0
    lend_informally(society)
    # limit .25 x 2,000 for the first, 200 less for the second; the second village offers .05 x 4,000
    assert h.informal_borrowed == pytest.approx([500, 300, 100, 0, 200, 0, 0, 0])
    assert h.claims == pytest.approx([0, 0, 0, 1_100, 0, 50, 150, 0])
    assert h.debt_informal == pytest.approx([500, 500, 100, 0, 200, 0, 0, 0])
    assert h.shortfall == pytest.approx([400, 600, 0, 0, 300, 0, 0, 0])


def test_standing_scales_what_neighbours_lend():
    society, h = alone(shortfall=[900, 0, 0, 0] * 2, surplus=[0, 1e6, 0, 0] * 2,
                       permanent_income=2_000.0)
    h.social_capital[0] = 0.25
    lend_informally(society)
    assert h.informal_borrowed[[0, 4]] == pytest.approx([250, 500])


def test_relief_covers_a_quarter_then_farm_capital_is_sold_then_the_activity():
    society, h = alone(shortfall=[400, 4_000, 4_000, 0, 400, 0, 0, 0], farm_capital=1_000.0,
                       activity_capital=2_000.0)
    h.activity_capital[2] = 20_000.0
    society.villages.drought = [False, True]
    sell_in_distress(h, society)
    assert h.farm_capital_sold[:3] == pytest.approx([300 / 0.7, 1_000, 1_000])
    assert h.farm_capital_sold[4] == pytest.approx(300 / 0.55)
    assert h.activity_capital_sold[:3] == pytest.approx([0, 2_000, 2_300 / 0.7])
    assert h.shortfall[:5] == pytest.approx([0, 3_000 - 0.7 * 3_000, 0, 0, 0])
    relief = society.ledger.flows["treasury", "households", "relief"]
    assert relief == pytest.approx([100, 1_000, 1_000, 0, 100, 0, 0, 0])


def test_the_rich_of_the_village_buy_what_is_sold_with_spare_cash_and_traders_the_rest():
    society, h = alone(permanent_income=10_000.0, cash=[0, 0, 4_000, 9_000, 0, 0, 3_100, 9_000])
    h.rich[[2, 6]], h.bill_due[2] = True, 500.0
    h.farm_capital_sold, h.activity_capital_sold = [1_000, 0, 0, 0, 600, 0, 0, 0], [0, 200.0] + [0] * 6
    society.villages.drought = [True, False]
    trade_distressed_assets(society)
    # spare: cash less the bill less twice the buffer of 1,500; seven tenths of it go to assets
    offered = np.array([0.7 * 500, 0.7 * 100])
    price, sold = np.array([0.55, 0.7]), np.array([0.55 * 1_200, 0.7 * 600])
    bought = np.minimum(offered, sold)
    assert h.cash[[2, 6]] == pytest.approx(np.array([4_000, 3_100]) - bought)
    assert h.farm_capital[[2, 6]] == pytest.approx(bought / price)
    assert h.cash[[0, 1, 4]] == pytest.approx([0.55 * 1_000, 0.55 * 200, 0.7 * 600])
    away = society.ledger.flows["rest_of_world", "households", "distress_sales"]
    assert away.sum() == pytest.approx((sold - bought).sum())
    assert away[:2] == pytest.approx(np.array([550, 110]) * (1 - bought[0] / sold[0]))


def test_where_the_rich_can_pay_for_all_traders_buy_nothing():
    society, h = alone(cash=[0, 0, 9_000, 0] * 2, farm_capital_sold=[1_000, 0, 0, 0] * 2,
                       activity_capital_sold=0.0)
    h.rich[[2, 6]] = True
    trade_distressed_assets(society)
    assert h.cash[[0, 2]] == pytest.approx([700, 8_300])
    assert not society.ledger.flows["rest_of_world", "households", "distress_sales"].any()


def test_interest_is_paid_from_what_exceeds_half_the_floor_and_the_rest_is_owed():
    society, h = alone(4, 1, debt_bank=[1_000, 3_000, 0, 0], debt_guaranteed=[1_000, 1_000, 2_000, 0],
                       debt_informal=[500, 0, 0, 1_000])
    h.interest_due = 0.075 * (h.debt_bank + h.debt_guaranteed) + 0.10 * h.debt_informal
    h.interest_cover[2] = 150.0
    h.cash = 0.5 * FLOOR + np.array([100.0, 150.0, 0.0, -50.0])
    before = h.cash.copy()
    pay_interest(h, society)
    due, share = np.array([200.0, 300.0, 0.0, 100.0]), np.array([0.5, 0.5, 1.0, 0.0])
    assert before - h.cash == pytest.approx(due * share)
    assert h.debt_informal == pytest.approx([525, 0, 0, 1_100])
    assert h.debt_bank == pytest.approx([1_000 + 37.5, 3_000 + 112.5, 0, 0])
    assert h.debt_guaranteed == pytest.approx([1_000 + 37.5, 1_000 + 37.5, 2_000, 0])


def test_interest_among_neighbours_reaches_the_lenders_of_the_village_by_their_claims():
    society, h = alone(debt_informal=[900, 0, 0, 0, 500, 0, 0, 0], claims=[0, 600, 200, 0, 0, 0, 0, 400],
                       property_income=0.0)
    paid = np.array([80.0, 0, 0, 0, 40, 0, 0, 0])
    society.ledger.transfer(h, "village_pools", paid, "informal_interest")
    share_informal_interest(society)
    assert h.property_income == pytest.approx([0, 60, 20, 0, 0, 0, 0, 40])
    assert h.claims == pytest.approx([0, 675, 225, 0, 0, 0, 0, 500])  # what is owed, unpaid interest too


def test_what_is_repaid_lowers_the_claims_of_its_lenders():
    society, h = alone(debt_informal=[400, 0, 0, 0] * 2, claims=[0, 600, 200, 0, 0, 0, 0, 400])
    society.ledger.transfer(h, "village_pools", np.array([400.0] + [0] * 7), "informal_principal")
    repay_neighbours(society)
    assert h.cash == pytest.approx([-400, 300, 100, 0, 0, 0, 0, 0])
    assert h.claims == pytest.approx([0, 300, 100, 0, 0, 0, 0, 400])


def test_an_instalment_is_half_of_a_debt_and_at_least_fifteen_hundred_bank_before_neighbours():
    society, h = alone(6, 1, debt_bank=[8_000, 2_000, 1_000, 0, 6_000, 0],
                       debt_guaranteed=[2_000, 0, 0, 0, 2_000, 0],
                       debt_informal=[1_000, 0, 0, 5_000, 4_000, 0])
    h.cash = FLOOR + np.array([1e5, 1e5, 1e5, 1e5, 5_000, 1e5])
    h.bill_due[4] = 500.0
    amortise(h, society)
    assert h.instalment_due == pytest.approx([5_000, 1_500, 1_000, 0, 4_000, 0])
    assert h.instalment_paid == pytest.approx([5_000, 1_500, 1_000, 0, 4_000, 0])
    assert h.instalment_informal == pytest.approx([1_000, 0, 0, 2_500, 500, 0])
    assert h.debt_bank == pytest.approx([4_000, 500, 0, 0, 3_000, 0])
    assert h.debt_guaranteed == pytest.approx([1_000, 0, 0, 0, 1_000, 0])
    assert h.debt_informal == pytest.approx([0, 0, 0, 2_500, 3_500, 0])


def test_under_a_contract_the_instalment_is_kept_back_from_sales():
    society, h = alone(3, 1, debt_bank=4_000.0, cash=800.0, activity_income=[500, 5_000, -9.0])
    h.contract = 0
    amortise(h, society)
    assert h.instalment_paid == pytest.approx([500, 800, 0])  # up to the cash; the floor does not count


def test_arrears_count_years_with_less_than_three_tenths_paid_where_no_activity_runs():
    society, h = alone(6, 1, instalment_due=1_000.0, arrears=1, credit_score=0.5,
                       instalment_paid=[299.0, 301.0, 0.0, 1_000.0, 0.0, 0.0])
    h.activity_capital[[2, 4]], h.contract_broken[4], h.instalment_due[5] = 15_000.0, True, 0.0
    note_arrears(h, society)
    assert h.arrears.tolist() == [2, 0, 0, 0, 3, 1]
    assert h.credit_score == pytest.approx([0.5, 0.5, 0.5, 0.55, 0.5, 0.5])
    h.credit_score = 0.98
    h.instalment_paid = 1_000.0
    note_arrears(h, society)
    assert h.credit_score == pytest.approx([1.0, 1.0, 1.0, 1.0, 1.0, 0.98])


def applying(loan=10_000.0, **given):
    """Many alike who apply for a loan at a score of .6 and collateral of 40,000; money is no limit."""
    society = bare(4_000)
    h = society.households
    for name in ("debt_bank", "debt_guaranteed", "debt_informal", "debt_mutual", "arrears",
                 "activity_capital"):
        setattr(h, name, 0.0)
    h.loan_wanted, h.starts_activity, h.credit_score, h.farm_capital = loan, True, 0.6, 40_000.0
    h.permanent_income = 0.0
    society.bank.equity, society.ledger.balances["guarantee_pool"] = 1e12, 1e12
    for name, value in given.items():
        society.channel(name).add(value)
    return society, h


def chance(odds):
    return 1 / (1 + np.exp(-odds))


@pytest.mark.parametrize(("given", "odds"), [
    ({}, -1.2 + 0.4 + 0.3 * np.log(2)),
    ({"recommendation": 1.0}, -1.2 + 0.4 + 0.8 + 0.3 * np.log(2)),
    ({"guarantee": 10_000.0}, -1.2 + 0.4 + 1.0 + 0.3 * np.log(3)),
])
def test_a_loan_is_approved_by_score_limit_guarantee_and_a_cadres_word(given, odds):
    society, h = applying(**given)
    drawn = society.uniform("approval", h)
    decide_loans(society)
    assert np.array_equal(h.starts_activity, drawn < chance(odds))
    assert np.array_equal(h.loan_wanted, 10_000.0 * h.starts_activity)


@pytest.mark.parametrize(("loan", "some"), [(3_334.0, True), (3_332.0, False)])
def test_a_loan_that_does_not_earn_its_fixed_cost_is_refused(loan, some):
    """The margin of .045 brings 150 yuan from 3,333 on."""
    society, h = applying(loan)
    decide_loans(society)
    assert h.starts_activity.any() == some


def test_equity_and_deposits_limit_what_is_lent_in_the_order_of_a_lottery():
    society, h = applying(recommendation=1.0)
    society.bank.equity = 10_000.0
    society.enterprises.debt = 0.0
    before = society.uniform("approval", h) < chance(-1.2 + 0.4 + 0.8 + 0.3 * np.log(2))
    decide_loans(society)
    turn = society.uniform("loan_queue", h)
    assert h.starts_activity.sum() == 10  # ten times equity
    assert turn[h.starts_activity].max() < turn[before & ~h.starts_activity].min()
    society, h = applying(guarantee=10_000.0)
    society.ledger.balances["guarantee_pool"], society.bank.equity = 5_000.0, 0.0
    society.enterprises.debt = 0.0
    decide_loans(society)
    assert h.starts_activity.sum() == 3  # each needs a seventh


def borrower(households=6, villages=1, **columns):
    """Farms whose capital would pay up to a known size: .20 Q / (KL + 1,000) = wear + rate."""
    society, h = alone(households, villages, farm_potential=10_000.0, farm_labour=2.0)
    for name, value in columns.items():
        setattr(h, name, value)
    return society, h


def worth(rate):
    """The loan at which capital from nothing settles, yuan."""
    return 1_000 * (0.20 * 10_000 / 1_000 / (0.08 + rate)) ** 1.25 - 1_000


def test_a_loan_takes_capital_to_where_its_return_falls_to_wear_and_interest():
    society, h = borrower(cash=[0, 1_000, 0, 0, 0, 0], farm_labour=[2, 2, 0.3, 2, 2, 2])
    h.farm_potential[3], h.farm_capital[4] = 0.0, 1e6
    loans = wanted_loan(society, np.arange(6), 0.06, 1e9)
    assert loans == pytest.approx([worth(0.06), worth(0.06) - 500, 0, 0, 0, worth(0.06)])
    assert wanted_loan(society, np.arange(2), 0.0, 5_000.0) == pytest.approx([5_000, 5_000])
    h.permanent_income[1] = 4_000.0  # half of the buffer of 600 is not put in
    assert wanted_loan(society, np.arange(2), 0.06, 1e9)[1] == pytest.approx(worth(0.06) - 350)


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


def test_women_borrow_what_pays_within_the_line_and_the_room_of_the_pool():
    society, h = borrower(6, 1, credit_score=[0.6, 0.49, 0.5, 0.6, 0.6, 0.6], deposit_rate=0.0)
    h.arrears[3] = 1
    society.channel("women_credit").add([7_000.0, 7_000, 7_000, 7_000, 1e9, 0.0])
    society.ledger.balances["guarantee_pool"] = 1e6
    lend_to_women(society)
    most = min(worth(0.0), 20_000)
    assert h.debt_guaranteed == pytest.approx([7_000, 0, 7_000, 0, most, 0])
    assert h.farm_capital == pytest.approx(h.debt_guaranteed) and not h.cash.any()
    assert h.deposit_rate == pytest.approx([1 / 7, 0, 1 / 7, 0, 1 / 7, 0])


def test_a_pool_without_room_lends_nothing_to_women():
    society, h = borrower(6, 1, credit_score=0.9, deposit_rate=0.0)
    society.channel("women_credit").add(7_000.0)
    society.ledger.balances["guarantee_pool"] = 2_500.0
    lend_to_women(society)
    assert sorted(h.debt_guaranteed) == pytest.approx([0, 0, 0, 0, 7_000, 7_000])


def contracted(**columns):
    """A village with one open firm that holds contracts with the first three of six households."""
    society = bare(6, 1, enterprises_per_village=1)
    h, e = society.households, society.enterprises
    firm = np.flatnonzero(e.village == 0)[0]
    e.open, e.cash, e.profit = np.arange(len(e)) == firm, 0.0, 0.0
    h.contract, h.cash, h.activity_income, h.health = [firm] * 3 + [-1] * 3, 1_000.0, 0.0, 1.0
    h.activity_capital, h.ability, h.skill, h.activity_failed = 15_000.0, 1.0, 0.5, False
    h.activity_output = [20_000.0, 5_000.0, 0.0, 9_000.0, 0.0, 0.0]
    for name, value in columns.items():
        setattr(h, name, value)
    return society, h, e, firm


def test_a_contract_takes_a_margin_and_makes_sales_up_to_seven_tenths_of_what_was_expected():
    society, h, e, firm = contracted()
    e.cash[firm] = 1e6
    settle_contracts(society)
    expected = 11_500 * society.index.activity * 1.0  # at the scale of 15,000, ability 1, skill .5
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
    assert society.facts["contracts_broken"] == 3


def test_contracts_bind_those_for_whom_they_were_paid_and_end_for_others():
    society, h, e, firm = contracted()
    society.channel("contract").add(1.0, np.array([0, 4]))
    conclude_contracts(society)
    assert h.contract.tolist() == [firm, -1, -1, -1, firm, -1]


def test_a_premium_is_set_aside_by_rate_and_paid_on_sales():
    society, h, _, _ = contracted()
    society.index.activity_price = 0.5
    society.purses["test"] = Purse("programme:test", 1e6, society.ledger, h)
    society.purses["test"].pledge("premium", 1e6, np.array([0.1, 0, 0, 0.2, 0, 0]))
    pay_premiums(society)
    assert h.activity_income == pytest.approx([1_000, 0, 0, 900, 0, 0])
    assert h.cash == pytest.approx(1_000 + np.array([1_000, 0, 0, 900, 0, 0]))
