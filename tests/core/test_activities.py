"""The menu of activities and the two rules of investment: closed forms and what moves a start."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_county import bare, pass_years

from sim.agents.household import ACTIVITIES
from sim.processes.activity import plan_activity, start_activity
from sim.processes.interest import compute_interest, pay_interest
from sim.processes.menu import labour_on_activity, minimum_of, on_menu, runs
from sim.processes.prospects import (
    RULES,
    option,
    preferred,
    smallest_paying,
    start_need,
    weigh,
    years_counted,
    yield_of,
)
from sim.processes.repayment import amortise
from sim.record import activities
from sim.record.seen import Seen

GREENHOUSE, CATTLE, SHEEP = range(3)


def able(households=4, **world):
    """Able, skilled and moneyed households alike, who know activities and run none."""
    society = bare(households, attention=1.0, **world)
    h = society.households
    h.ability, h.health, h.skill, h.adults, h.persons = 1.2, 1.0, 0.5, 3, 4.0
    h.farm_labour, h.farm_potential, h.consumption, h.aid_habit = 3.0, 8_000.0, 9_000.0, 0.0
    h.knows_activity, h.activity_capital, h.activity_kind = True, 0.0, GREENHOUSE
    h.cash = h.own_funds = 40_000.0
    return society


def decided(society):
    plan_activity(society.households, society)
    return society.households


def test_the_menu_is_in_the_order_of_size_and_may_be_the_greenhouse_alone():
    assert ACTIVITIES == ("greenhouse", "cattle", "sheep")
    assert on_menu(bare(2).world) == [SHEEP, CATTLE, GREENHOUSE]
    assert on_menu(bare(2, activities="greenhouse").world) == [GREENHOUSE]
    assert on_menu(bare(2, sheep_size=0.9).world) == [CATTLE, SHEEP, GREENHOUSE]


def test_each_kind_has_its_minimum_output_and_labour():
    society = bare(3)
    h, kinds = society.households, np.arange(3)
    assert minimum_of(kinds, society.world).tolist() == [15_000, 7_500, 3_750]
    assert yield_of(kinds, minimum_of(kinds, society.world), society) == pytest.approx(
        [11_500, 0.38 * 11_500, 0.2 * 11_500])
    assert labour_on_activity(kinds, 7_500.0, society).tolist() == [0.5, 0.6, 0.3]
    h.activity_kind, h.activity_capital = kinds, 7_500.0
    assert runs(h, society).tolist() == [False, True, True]


@pytest.mark.parametrize(("funds", "kind"), [
    (40_000, GREENHOUSE), (12_000, CATTLE), (5_000, SHEEP), (3_000, None)])
def test_a_household_starts_the_best_that_it_can_pay(funds, kind):
    society = able(loan_ceiling=0, collateral_share=0, income_multiple=0)
    society.households.cash = society.households.own_funds = float(funds)
    h = decided(society)
    assert (h.starts_activity == (kind is not None)).all()
    assert kind is None or (h.kind_wanted == kind).all()


def test_skill_and_hands_bar_the_larger_kinds():
    society = able()
    h = society.households
    h.skill, h.farm_labour, h.farm_potential = [0.5, 0.07, 0.01, 0.5], [3.0, 3.0, 3.0, 0.6], 500.0
    h = decided(society)
    assert h.starts_activity.all()
    assert h.kind_wanted.tolist() == [GREENHOUSE, CATTLE, SHEEP, SHEEP]


def test_who_graduates_sells_the_smaller_activity_for_the_larger():
    society = able(resale=0.8)
    h = society.households
    h.activity_kind, h.activity_capital = SHEEP, 5_000.0
    h = decided(society)
    assert h.starts_activity.all() and (h.kind_wanted == GREENHOUSE).all()
    start_activity(h, society)
    assert h.activity_capital == pytest.approx(15_750.0) and (h.activity_kind == GREENHOUSE).all()
    assert h.cash == pytest.approx(40_000 - (15_750 - 0.8 * 5_000))
    flows = society.ledger.rows
    assert flows["rest_of_world", "households", "asset_sales"] == pytest.approx(4_000.0)
    assert flows["households", "rest_of_world", "activity_assets"] == pytest.approx(15_750.0)
    assert not decided(society).starts_activity.any()  # nothing is larger


@pytest.mark.parametrize("rule", RULES)
def test_who_runs_one_weighs_the_larger_against_it(rule):
    society = able(2, investment_rule=rule)
    h = society.households
    h.activity_kind, h.activity_capital = SHEEP, [0.0, 6_000.0]
    need = np.full(2, 10_000.0)
    value, _ = weigh(h, society, GREENHOUSE, need)
    assert value[1] < value[0]


@pytest.mark.parametrize("rule", RULES)
def test_the_smallest_that_pays_and_the_preferred(rule):
    society = able(3, investment_rule=rule)
    h = society.households
    h.ability = [1.2, 0.01, 1.2]
    h.skill[2] = 0.01
    assert smallest_paying(h, society).tolist() == [SHEEP, -1, SHEEP]
    kinds, pays = preferred(h, society)
    assert kinds.tolist() == [GREENHOUSE, SHEEP, SHEEP] and pays.tolist() == [True, False, True]


@given(st.floats(-1e5, 1e5), st.floats(0, 1e5))
def test_the_option_to_wait_is_worth_no_less_than_either_choice(value, news):
    worth = float(option(np.array([value]), np.array([news]))[0])
    assert worth >= max(value, 0.0) - 1e-6 * (1 + abs(value))
    assert worth <= max(value, 0.0) + news + 1e-6


def test_the_option_at_no_gain_is_the_mean_of_the_better_half():
    assert option(np.zeros(1), np.full(1, 100.0)) == pytest.approx(100 / np.sqrt(2 * np.pi))


def test_counted_years_are_the_sum_of_those_that_it_lasts():
    society = bare(1, patience=0.9, activity_failure=0.1, investment_years=3)
    years, end = years_counted(society)
    assert years == pytest.approx(0.81 + 0.81**2 + 0.81**3) and end == pytest.approx(0.81**3)


def test_looking_ahead_is_the_closed_form_without_risk_loss_or_news():
    """No risk, failure or wear, nothing lost on the farm: discounted output and resale less cost."""
    society = able(1, investment_rule="forward_looking", risk_aversion=0, activity_failure=0,
                   activity_wear=0, news=0, patience=0.8, investment_years=2, fire_sale_price=0.5)
    h = society.households
    h.farm_potential = 0.0
    need = start_need(h, society, CATTLE)
    value, pays = weigh(h, society, CATTLE, need)
    output = 0.38 * 11_500 * 1.05**0.6 * 1.2 * (0.75 + 0.5 * 0.5)
    assert value == pytest.approx((0.8 + 0.64) * output + 0.64 * 0.5 * 7_500 - 1.05 * 7_500)
    assert pays == (value > 0)


@pytest.mark.parametrize("term", [1, 3, 5])
def test_looking_ahead_counts_the_interest_that_a_loan_will_cost(term):
    """What the start is worth less without own money is what interest over the term comes to."""
    society = able(1, investment_rule="forward_looking", loan_term=term, informal_rate=0)
    h = society.households
    need = start_need(h, society, CATTLE)
    rich = weigh(h, society, CATTLE, need)[0][0]
    h.own_funds = 0.0
    poor = weigh(h, society, CATTLE, need)[0][0]
    h.cash, h.debt_bank, h.debt_informal, h.loan_wanted, cost = 1e6, need[0], 0.0, need[0], 0.0
    for _ in range(term + 2):
        pass_years(society, [compute_interest, pay_interest, amortise])
        h.loan_wanted, cost = 0.0, cost + h.interest_due[0]
    assert h.debt_bank[0] == pytest.approx(0)
    assert rich - poor == pytest.approx(cost)


def test_nobody_without_hands_runs_an_activity_at_the_opening():
    h = bare(5_000, no_labour_share=0.1, opening_sheep_share=0.2).households
    assert (h.adults == 0).sum() > 300
    assert not (h.activity_capital[h.adults == 0] > 0).any()
    assert (h.activity_capital > 0).mean() == pytest.approx(0.04 + 0.02 + 0.2, abs=0.001)


def test_the_share_with_an_activity_is_that_of_its_kinds_together():
    share = {name: value for name, _, _, value in activities.values(Seen(bare(5_000)))}
    every = share.pop("activity_share")
    assert len(share) == len(ACTIVITIES)
    assert every > 0
    assert every == pytest.approx(sum(share.values()))


def test_more_to_learn_by_waiting_keeps_from_starting_now():
    pays = []
    for news in (0.0, 0.15, 0.4):
        society = able(200, investment_rule="forward_looking", news=news)
        h = society.households
        h.ability = np.linspace(0.3, 2, 200)
        pays.append(int(weigh(h, society, SHEEP, start_need(h, society, SHEEP))[1].sum()))
    assert pays[0] > pays[1] > pays[2] > 0
