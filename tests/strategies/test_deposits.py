"""What opening credit lines costs the programme: deposits beyond what lies free, and interest."""

import numpy as np
import pytest
from planned import model, plan_for, reached, saw, spent

from sim.strategies.pairing.credit_lines import deposit, deposit_rate, open_lines, pay_running_interest


def lending(pool=0.0, owed=0.0, **values):
    """Ten households that may borrow, a pool (yuan), and what the last one owes already."""
    plan = plan_for(10, 1, **values)
    plan.county.world.activities = "greenhouse"
    h = plan.county.households
    h.knows_activity, h.adults, h.activity_capital, h.deposit_rate = True, 2, 0.0, 0.0
    h.debt_guaranteed[9] = owed
    plan.county.ledger.balances["guarantee_pool"] = pool
    plan.serve(plan.served)
    return plan


def test_what_lies_free_in_the_pool_is_used_first_and_once():
    plan = lending(pool=3_000.0, owed=7_000.0)  # 1,000 lie for the running loan
    deposit(plan, np.array([0]), np.array([10_500.0]), 7)
    assert not spent(plan).get("guarantee_deposit") and plan.spare_deposit == pytest.approx(500.0)
    deposit(plan, np.array([1]), np.array([14_000.0]), 7)
    assert spent(plan)["guarantee_deposit"] == pytest.approx(2_000 - 500)
    deposit(plan, np.array([2]), np.array([7_000.0]), 7)
    assert spent(plan)["guarantee_deposit"] == pytest.approx(1_500 + 1_000)


def test_a_pool_that_lacks_deposits_lends_nothing_free():
    plan = lending(pool=100.0, owed=70_000.0)
    deposit(plan, np.array([0]), np.array([7_000.0]), 7)
    assert spent(plan)["guarantee_deposit"] == pytest.approx(1_000.0)


@pytest.mark.parametrize(("leverage", "rate"), [(1, 1.0), (4, 0.25), (7, 1 / 7), (15, 1 / 7)])
def test_a_deposit_is_one_over_the_leverage_or_what_the_bank_asks(leverage, rate):
    plan = lending()
    assert deposit_rate(plan, leverage) == pytest.approx(rate)
    deposit(plan, np.array([3]), np.array([1_000.0]), leverage)
    assert spent(plan)["guarantee_deposit"] == pytest.approx(1_000 * rate)
    assert plan.county.given("deposit_rate")[3] == pytest.approx(rate)
    assert reached(plan, "deposit_rate") == [3]


NEED = 1.05 * 15_000


def test_lines_are_opened_in_order_while_deposit_and_interest_can_be_paid():
    cost = NEED * (1 / 7 + 0.075 * 0.3)
    plan = lending(money=3.5 * cost)
    rows = open_lines(plan, np.arange(10), 0.3, 7)
    assert rows.tolist() == [0, 1, 2] == reached(plan, "guarantee")
    assert plan.county.given("guarantee")[:3] == pytest.approx(NEED)
    assert spent(plan)["guarantee_deposit"] == pytest.approx(3 * NEED / 7)
    (pledge,) = plan.purse.pledges
    assert pledge.kind == "interest" and pledge.left == pytest.approx(3 * NEED * 0.3 * 0.075)
    assert np.flatnonzero(pledge.rates).tolist() == [0, 1, 2] == reached(plan, "interest_subsidy")
    assert not plan.delivered.any()  # a line is an offer


def test_a_line_ends_at_the_largest_guaranteed_loan():
    plan = lending()
    plan.county.world.loan_ceiling = 6_000.0
    open_lines(plan, np.array([4]), 0.0, 7)
    assert plan.county.given("guarantee")[4] == 6_000.0


def test_interest_on_running_loans_is_set_aside_once():
    plan = lending(owed=8_000.0)
    pay_running_interest(plan)
    pay_running_interest(plan)
    (pledge,) = plan.purse.pledges
    assert pledge.left == pytest.approx(0.075 * 8_000)
    assert np.flatnonzero(pledge.rates).tolist() == [9] == reached(plan, "interest_subsidy")


def test_womens_credit_is_offered_where_it_pays_and_nothing_is_owed():
    plan = lending(owed=8_000.0, money=1e6)
    h = plan.county.households
    h.woman_at_home = np.arange(10) != 0
    h.farm_potential, h.farm_labour, h.farm_capital, h.cash = 40_000.0, 2.0, 0.0, 0.0
    h.farm_labour[1], h.farm_potential[2], h.permanent_income = 0.3, 0.0, 1e6
    h.consumption, h.off_farm_workers = 1e9, h.adults
    plan.serve(plan.served)
    model("women_micro_credit", micro_spending=1.0, micro_handling=100).act(plan)
    offered = [3, 4, 5, 6, 7, 8]
    assert reached(plan, "small_credit") == offered
    line = plan.county.given("small_credit")[3]  # households of like farms want like loans
    assert 0 < line <= 20_000
    assert plan.county.given("small_credit")[offered] == pytest.approx(line)
    assert spent(plan)["loan_handling"] == 600.0
    assert spent(plan)["guarantee_deposit"] == pytest.approx(6 * line / 7)
    assert sum(p.left for p in plan.purse.pledges) == pytest.approx(0.075 * (6 * line + 8_000))


def test_recommended_lines_are_for_those_whom_visits_have_shown():
    plan = lending()
    plan.visits, plan.appraisal = np.array([1.0, 0.0] * 5), np.full(10, 0.34)
    plan.county.channel("guarantee").add(5.0, np.array([2]))  # has a line already
    plan.county.households.knows_activity[4] = False
    model("shuanglian_loans").act(plan)
    assert reached(plan, "recommendation") == [0, 6, 8]
    plan.appraisal = np.full(10, 0.36)
    assert not plan.known(plan.rows).any()


def test_contracts_renew_running_activities_first_and_fill_what_slots_remain():
    plan = lending()
    h, e = plan.county.households, plan.county.enterprises
    e.open = e.village == 0
    assert e.open.any()
    h.contract, h.activity_capital = -1, 0.0
    h.contract[[2, 8]], h.activity_capital[8] = 0, 20_000.0  # the first of them runs nothing
    h.knows_activity[0], h.adults[1] = False, 1
    plan.serve(np.arange(10) != 9)
    saw(plan, "none")
    model("quadrilateral_linkage", contract_slots=3).act(plan)
    assert reached(plan, "contract") == [3, 4, 8]
    assert spent(plan)["contracts"] == 600.0
    assert reached(plan, "advice") == [3, 4] == reached(plan, "guarantee")


def test_under_a_contract_a_line_is_opened_for_who_has_to_start_and_has_none():
    plan = lending()
    h, e = plan.county.households, plan.county.enterprises
    e.open, h.contract = e.village == 0, -1
    h.activity_capital[1] = 20_000.0
    plan.county.channel("guarantee").add(5.0, np.array([2]))
    plan.serve(plan.served)
    model("quadrilateral_linkage", contract_slots=4).act(plan)
    assert reached(plan, "contract") == [0, 1, 2, 3]
    lines = plan.county.given("guarantee")
    assert lines[:4] == pytest.approx([NEED, 0, 5, NEED])
