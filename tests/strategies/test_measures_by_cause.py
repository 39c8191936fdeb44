"""Which cause each measure answers, who gets it first, and what it costs: one household a cause."""

import numpy as np
import pytest
from planned import model, plan_for, reached, saw, spent

from sim.processes.causes import CAUSES
from sim.processes.prospects import start_need

MINIMUM = 15_000.0
ANSWERS = {  # local model: the channel by which it helps, and the causes it answers
    "tuition_support": ("tuition", {"schooling"}),
    "skill_training": ("training", {"skill"}),
    "job_brokering": ("job_brokering", {"remoteness", "none"}),
    "disaster_recovery": ("farm_capital_grant", {"disaster"}),
    "guaranteed_loans": ("guarantee", {"funds"}),
}


def one_household_a_cause(**values):
    """Households that are alike but for the cause that was seen in them."""
    plan = plan_for(len(CAUSES), 1, **values)
    plan.county.world.activities = "greenhouse"
    h = plan.county.households
    h.adults, h.off_farm_workers, h.children, h.health, h.dibao = 3, 0, 2, 1.0, False
    h.knows_activity, h.activity_capital = True, 0.0
    plan.serve(plan.served)
    saw(plan, CAUSES)
    return plan


def causes_of(rows):
    return {CAUSES[row] for row in rows}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_measure_answers_its_cause_and_no_other(name):
    plan, (channel, causes) = one_household_a_cause(), ANSWERS[name]
    model(name).act(plan)
    assert causes_of(reached(plan, channel)) == causes


def test_medical_aid_covers_bills_where_illness_was_seen():
    plan = one_household_a_cause()
    model("medical_aid", medical_rate=0.4, medical_reserve=250).act(plan)
    (pledge,) = plan.purse.pledges
    assert causes_of(np.flatnonzero(pledge.rates)) == {"illness"}
    assert pledge.rates.max() == 0.4 and pledge.left == 250.0 and pledge.kind == "medical"


def test_the_guarantee_of_a_minimum_answers_lack_of_labour_seen_or_true():
    plan = one_household_a_cause()
    h = plan.county.households
    h.persons, h.adults[0], h.health[5], h.health[6] = 4, 0, 0.49, 0.5
    plan.serve(plan.served)
    model("dibao_link").act(plan)
    ((_, amounts, kind),) = plan.purse.pending
    helped = [0, CAUSES.index("labour"), 5]
    assert np.flatnonzero(amounts).tolist() == helped and kind == "dibao_link"
    assert (amounts[helped] == 400 * 4).all()


def test_who_draws_the_guarantee_gets_the_top_up_alone():
    plan = one_household_a_cause()
    h = plan.county.households
    h.persons, h.dibao[1], h.adults[:3] = 3, True, 0
    plan.serve(plan.served)
    model("dibao_link", dibao_top_up=70).act(plan)
    ((_, amounts, _),) = plan.purse.pending
    assert amounts[:3].tolist() == [1200.0, 210.0, 1200.0]


def test_a_kit_is_paid_in_full_for_each_household_hit():
    plan = plan_for(6, 1, money=2_500.0)
    saw(plan, ["disaster", "none", "disaster", "disaster", "illness", "disaster"])
    model("disaster_recovery").act(plan)
    assert reached(plan, "farm_capital_grant") == [0, 2]  # the third kit is not affordable
    assert spent(plan) == {"farm_capital": 2_000.0} and plan.purse.left == 500.0


def test_brokering_needs_two_adults_at_home_and_a_course_one():
    plan = one_household_a_cause()
    h = plan.county.households
    saw(plan, "none")
    h.adults, h.off_farm_workers = [2, 3, 3, 1, 0, 4, 4, 2], [0, 1, 2, 0, 0, 3, 2, 1]
    model("job_brokering").act(plan)
    assert reached(plan, "job_brokering") == [0, 1, 6]
    saw(plan, "skill")
    model("skill_training").act(plan)
    assert reached(plan, "training") == [0, 1, 2, 3, 5, 6, 7]
    assert spent(plan) == {"job_brokering": 450.0, "training": 4_200.0}


def test_tuition_is_the_whole_cost_of_all_children():
    plan = one_household_a_cause()
    saw(plan, "schooling")
    plan.county.households.children = [0, 1, 2, 3, 0, 0, 0, 0]
    model("tuition_support").act(plan)
    assert reached(plan, "tuition") == [1, 2, 3]
    assert spent(plan)["tuition"] == pytest.approx(6 * (400 + 0.15 * 3000))


def test_lines_are_for_those_who_can_run_the_activity_and_do_not():
    plan = one_household_a_cause()
    saw(plan, "funds")
    h = plan.county.households
    h.adults, h.knows_activity = [2, 1, 2, 3, 2, 2, 2, 2], [1, 1, 0, 1, 1, 1, 1, 1]
    h.activity_capital = [0, 0, 0, MINIMUM, MINIMUM - 1, 0, 0, 0]
    model("guaranteed_loans").act(plan)
    assert reached(plan, "guarantee") == [0, 4, 5, 6, 7]
    assert plan.county.given("guarantee")[4] == pytest.approx(1.05 * MINIMUM - (MINIMUM - 1))


def granting(money=1e9, **values):
    """Ten able households that run nothing; funds are lacking in the last five."""
    plan = plan_for(10, 1, money=money)
    plan.county.world.activities = "greenhouse"
    h = plan.county.households
    h.adults, h.health, h.knows_activity, h.activity_capital = 2, 1.0, True, 0.0
    plan.serve(plan.served)
    saw(plan, ["none"] * 5 + ["funds"] * 5)
    return plan, model("start_up_grants", **{"grant_spending": 1.0} | values)


GRANT = 1.05 * MINIMUM


@pytest.mark.parametrize(("grants", "rows"), [
    (2, [5, 6]), (5, [5, 6, 7, 8, 9]), (7, [0, 1, 5, 6, 7, 8, 9]), (10, list(range(10))),
])
def test_start_up_grants_go_to_those_who_lack_funds_first_and_then_by_urgency(grants, rows):
    plan, grant = granting(money=grants * GRANT + 10)
    grant.act(plan)
    assert reached(plan, "activity_grant") == rows
    assert plan.county.given("activity_grant")[rows] == pytest.approx(GRANT)
    assert spent(plan)["activity_assets"] == pytest.approx(grants * GRANT)


def test_urgency_orders_grants_among_those_who_lack_funds():
    plan, grant = granting(money=2 * GRANT + 10)
    plan.urgency = plan.urgency[::-1].copy()
    grant.act(plan)
    assert reached(plan, "activity_grant") == [8, 9]


def test_a_first_round_stays_within_its_part_and_a_last_one_uses_what_is_left():
    plan, grant = granting(money=8 * GRANT + 700, grant_spending=0.3)
    grant.act(plan)
    assert reached(plan, "activity_grant") == [5, 6]
    grant.finish(plan)
    assert reached(plan, "activity_grant") == [0, 1, 2, 5, 6, 7, 8, 9]


def test_nobody_is_granted_twice_for_what_was_of_no_use_the_first_time():
    """Lack of skill and funds is met in full, all else for a part; nobody in the county sees which."""
    plan, grant = granting(grant_spending=0.8)
    plan.county.world.misdirected_help = 0.3
    plan.true_cause[:] = CAUSES.index("illness")
    plan.county.households.knows_activity = False
    plan.aim(grant.suits)
    grant.act(plan)
    first = spent(plan)
    grant.finish(plan)
    assert first["activity_assets"] == pytest.approx(10 * GRANT) and first["training"] == 10 * 600
    assert spent(plan) == first
    assert plan.county.given("activity_grant") == pytest.approx(np.full(10, 0.3 * GRANT))


def test_too_little_for_a_course_is_left():
    plan, grant = granting(money=600.0)
    grant.rows = plan.rows
    plan.county.households.activity_capital = GRANT - 100  # a small grant would do
    plan.serve(plan.served)
    grant.finish(plan)
    assert not reached(plan, "activity_grant")


def test_grants_are_for_two_able_adults_who_run_nothing():
    plan, grant = granting()
    h = plan.county.households
    h.adults[0], h.health[1], h.health[2] = 1, 0.49, 0.5
    h.activity_capital[3], h.activity_capital[4] = MINIMUM, MINIMUM - 1
    plan.serve(plan.served)
    grant.act(plan)
    assert reached(plan, "activity_grant") == [2, 4, 5, 6, 7, 8, 9]
    assert plan.county.given("activity_grant")[4] == pytest.approx(GRANT - MINIMUM + 1)


def test_who_does_not_know_the_activity_gets_a_course_once():
    plan, grant = granting()
    plan.county.households.knows_activity = np.arange(10) % 2 == 0
    plan.give(np.array([1]), "training", 1.0)  # bought by another measure
    plan.serve(plan.served)
    grant.act(plan)
    assert spent(plan)["training"] == 4 * 600.0
    assert plan.county.given("training").tolist() == [0.0, 1.0] * 5


def test_where_visits_see_that_a_start_would_not_pay_there_is_no_grant():
    plan, grant = granting()
    h = plan.county.households
    h.ability, h.skill = [0.1] * 5 + [5.0] * 5, 1.0
    h.farm_labour, h.farm_potential, h.consumption, h.own_funds = 2.0, 1000.0, 1e5, 1e6
    plan.visits, plan.appraisal = np.full(10, 50.0), np.full(10, 0.5)
    plan.visits[0] = 0.0  # nobody has looked
    grant.act(plan)
    assert reached(plan, "activity_grant") == [0, 5, 6, 7, 8, 9]


def test_the_granted_part_of_the_need_follows_the_share_and_is_paid_at_this_years_price():
    plan, grant = granting(grant_share=0.4)
    plan.county.economy.asset_price = 1.25
    grant.act(plan)
    assert plan.county.given("activity_grant") == pytest.approx(0.4 * GRANT)
    assert spent(plan)["activity_assets"] == pytest.approx(10 * 1.25 * 0.4 * GRANT)
    left = start_need(plan.county.households, plan.county, 0)
    assert left == pytest.approx(1.25 * 0.6 * GRANT)


def test_an_unsafe_house_costs_a_house_and_unsafe_water_a_connection():
    plan = plan_for(6, 1)
    h = plan.county.households
    h.unsafe_house, h.unsafe_water = [1, 0, 1, 0, 0, 0], [0, 1, 1, 0, 0, 0]
    plan.serve(plan.served)
    model("housing_grants").act(plan)
    assert reached(plan, "housing") == [0, 1, 2]
    assert spent(plan) == {"housing": 12_000.0 + 1_500 + 12_000}


def test_nothing_comes_to_who_declines_it_and_the_next_in_turn_is_served():
    plan = plan_for(4, 1, money=2_000.0, willing=np.array([True, False, True, True]))
    saw(plan, "disaster")
    model("disaster_recovery").act(plan)
    assert reached(plan, "farm_capital_grant") == [0, 2]
    assert plan.asked.tolist() == [True, False, True, True]
    assert plan.delivered.tolist() == [True, False, True, False]
    assert plan.brought.tolist() == [1000.0, 0.0, 1000.0, 0.0]


def test_a_promise_is_kept_where_something_came_and_broken_where_a_visitor_announced_nothing():
    plan = plan_for(4, 1)
    plan.visits = np.array([1.0, 1.0, 0.0, 0.0])
    plan.asked, plan.delivered = np.array([1, 1, 1, 0], bool), np.array([1, 0, 0, 0], bool)
    plan.keep_promises()
    assert reached(plan, "promise_kept") == [0] and reached(plan, "promise_broken") == [1]
