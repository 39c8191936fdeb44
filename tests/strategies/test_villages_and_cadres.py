"""What pairing buys for villages and cadres, and its own lists: places, limits, order, cost."""

import numpy as np
import pytest
from planned import model, plan_for, reached, spent


def places(plan, channel):
    """Villages that a channel reaches."""
    return np.flatnonzero(plan.county.given(channel) * np.ones(len(plan.county.villages))).tolist()


def four_villages(money=1e9, **values):
    """Four villages of five households, of whom 1, 3, 2 and none are served."""
    served = np.isin(np.arange(20), (0, 5, 6, 7, 10, 11))
    return plan_for(20, 4, money=money, served=served, **values)


def test_villages_are_served_by_need_and_those_without_anybody_served_not_at_all():
    plan = four_villages(money=2_500.0)
    assert plan.affordable(1_000.0).tolist() == [1, 2]
    plan.purse.left = 1e6
    assert plan.affordable(1_000.0).tolist() == [1, 2, 0]
    assert plan.affordable(1_000.0, most=1).tolist() == [1]
    assert plan.affordable(1_000.0, np.array([True, False, True, True])).tolist() == [2, 0]


def test_a_third_of_three_costs_pays_one_though_thirds_are_rounded():
    plan = four_villages(money=3 * 4_000.0)
    with plan.purse.part(1 / 3):
        assert plan.purse.left < 4_000.0 and plan.affordable(4_000.0).tolist() == [1]


def test_a_cap_is_a_share_of_the_years_money_and_never_more_than_is_left():
    plan = four_villages(money=1_000.0)
    with plan.capped(0.3):
        assert plan.purse.left == pytest.approx(300.0)
        plan.purse.pay("rest_of_world", 100.0, "some")
    assert plan.purse.left == pytest.approx(900.0)
    plan.purse.left = 200.0
    with plan.capped(0.3):
        assert plan.purse.left == pytest.approx(200.0)


def test_within_a_limit_the_most_urgent_are_reached_and_a_share_limits_the_years_money():
    plan = plan_for(6, 1, money=1_000.0)
    costs = np.array([300.0, 0.0, 300.0, 300.0, 300.0, 300.0])
    assert np.flatnonzero(plan.within(plan.rows, costs, 1.0)).tolist() == [0, 2, 3]
    assert np.flatnonzero(plan.within(plan.rows, costs, 0.6)).tolist() == [0, 2]
    assert np.flatnonzero(plan.within(plan.rows, costs, 0.59)).tolist() == [0]
    plan.urgency = -np.arange(6.0)
    assert np.flatnonzero(plan.within(plan.rows, costs, 1.0)).tolist() == [3, 4, 5]


def test_the_first_of_each_village_are_the_most_urgent():
    plan = plan_for(12, 3)
    plan.urgency = -np.arange(12.0)
    rows = np.array([0, 1, 2, 4, 5, 9, 10, 11])
    assert plan.first(rows, np.array([1, 5, 2])).tolist() == [2, 4, 5, 10, 11]
    assert plan.first(rows, 1).tolist() == [2, 5, 11]


def test_groups_take_the_most_urgent_up_to_their_limits():
    plan = plan_for(12, 3)
    amounts = np.array([2.0, 2, 2, 2] * 3)
    group = np.array([0, 1, 0])
    fits = plan.within_groups(plan.rows, group, amounts, np.array([7.0, 4.0]))
    assert np.flatnonzero(fits).tolist() == [0, 1, 2, 4, 5]


def test_posts_are_offered_where_there_is_no_captain_within_their_share():
    plan = four_villages(money=100_000.0)
    plan.county.villages.captain = [False, True, False, False]
    model("capable_person", captain_spending=0.13).act(plan)
    assert places(plan, "founding") == [0, 2] and spent(plan) == {"village_posts": 12_000.0}
    poor = four_villages(money=100_000.0)
    model("capable_person", captain_spending=0.119).act(poor)
    assert places(poor, "founding") == [1]


def test_funds_are_seeded_once_within_their_share():
    plan = four_villages(money=1e6)
    plan.county.villages.fund = [0.0, 10.0, 0.0, 0.0]
    model("mutual_aid_funds", seed_spending=0.06).act(plan)
    assert places(plan, "fund_seed") == [0, 2]
    assert plan.county.given("fund_seed")[0] == 30_000.0 and spent(plan) == {"fund_seed": 60_000.0}


def test_each_step_of_the_ladder_needs_the_one_before_and_a_strength():
    plan = four_villages()
    plan.county.villages.organisation = [0.6, 0.41, 0.39, 0.9]
    model("organisation_ladder").act(plan)
    assert places(plan, "organisation") == [0, 1, 2]
    led = plan.county.given("incentive") > 0
    assert set(plan.county.cadres.village[led]) == {0, 1}
    assert reached(plan, "advice") == [0] and plan.county.given("advice")[0] == 0.3
    assert spent(plan) == {"committees": 12_000.0, "branches": 8_000.0, "industrial_groups": 6_000.0}


def test_a_step_that_cannot_be_paid_carries_no_further_one():
    """A third of the money goes to each step: no branch can be paid, and no group for want of one."""
    plan = four_villages(money=3 * 12_000.0)
    plan.county.villages.organisation = 0.9
    model("organisation_ladder", branch_cost=20_000.0).act(plan)
    assert places(plan, "organisation") == [0, 1, 2] and not reached(plan, "advice")
    assert spent(plan) == pytest.approx({"committees": 12_000.0})
    plan = four_villages(money=3 * 8_000.0)
    model("organisation_ladder").act(plan)
    assert places(plan, "organisation") == [1, 2]


def test_supervision_takes_days_of_the_villages_cadres():
    plan = four_villages()
    c = plan.county.cadres
    c.village, plan.days = np.arange(len(c)) % 4, np.full(len(c), 4.0)
    per_village = 4.0 * np.bincount(c.village, minlength=4)
    plan.days[c.village == 2] = 0.5
    days = per_village[1] / 2
    model("three_committees", supervision_days=days).act(plan)
    assert places(plan, "supervision") == [0, 1]  # the third has too few days
    left = np.bincount(c.village, plan.days, 4)
    assert left[:2] == pytest.approx(per_village[:2] - days)
    assert left[3] == pytest.approx(per_village[3])
    assert spent(plan) == {"supervision": 2 * 150.0 * days}


@pytest.mark.parametrize(("scoring", "dose", "gaming", "easy"), [
    ("exits", 0.5, 1.0, True), ("visits", 0.25, 0.0, True), ("depth", 0.5, 0.0, False),
])
def test_a_rating_rewards_cadres_who_had_households_and_sets_what_counts(scoring, dose, gaming, easy):
    plan = four_villages()
    c = plan.county.cadres
    c.load = np.arange(len(c)) % 2
    model("star_management", scoring=scoring).act(plan)
    assert plan.county.given("incentive") == pytest.approx(dose * c.load)
    assert plan.county.given("gaming") * np.ones(len(c)) == pytest.approx(gaming * c.load)
    assert plan.easy_first == easy
    assert spent(plan) == {"star_bonus": 200.0 * c.load.sum()}


def test_a_reward_beyond_the_full_one_moves_no_more_and_money_limits_who_is_rated():
    plan = four_villages(money=1_700.0)
    plan.county.cadres.load = 1
    model("star_management", star_bonus=800.0).act(plan)
    assert plan.county.given("incentive").tolist() == [1.0, 1.0] + [0.0] * (len(plan.county.cadres) - 2)


def test_members_and_who_has_heard_come_first_where_meetings_are_held():
    plan = plan_for(12, 3, money=3_000.0, served=np.arange(12) % 4 < np.array([3] * 8 + [0] * 4))
    h = plan.county.households
    h.party_member, h.heard = np.isin(np.arange(12), (1, 5)), np.isin(np.arange(12), (2,))
    model("double_push").act(plan)
    assert spent(plan) == {"recommendation": 3_000.0}
    assert np.argsort(plan.urgency, kind="stable").tolist() == [1, 2, 5, 8, 9, 10, 11, 0, 3, 4, 6, 7]
    assert np.flatnonzero(h.heard).tolist() == [0, 1, 2, 4, 5, 6]
    recommended = plan.county.given("recommended") > 0
    assert np.array_equal(recommended, np.isin(plan.county.cadres.village, (0, 1)))


def test_a_profitable_enterprise_keeps_a_quarter_of_its_places_for_idle_adults():
    plan = plan_for(20, 2)
    h, e = plan.county.households, plan.county.enterprises
    h.adults, h.off_farm_workers = 3, np.where(np.isin(np.arange(20), (0, 11)), 2, 1)
    e.open, e.loss_years, e.workers = e.village == 0, 0, 0.0
    e.workers[np.flatnonzero(e.village == 0)[0]] = 11.0
    plan.serve(plan.served)
    model("entrepreneur_help").act(plan)
    assert reached(plan, "kept_jobs") == [1, 2] and spent(plan) == {"job_linking": 600.0}
    e.loss_years, plan.county.channels = 1, {}
    model("entrepreneur_help").act(plan)
    assert not reached(plan, "kept_jobs")


# identification by the programme itself

def surveying(scenario_targeting="common", **values):
    served = np.arange(20) % 10 < 4
    plan = plan_for(20, 2, money=1e6, served=served)
    plan.willing = None
    c = plan.county.cadres
    c.village, plan.days = np.arange(len(c)) % 2, np.full(len(c), 6.0)
    plan.county.scenario = plan.county.scenario.__class__(
        **vars(plan.county.scenario) | {"targeting": scenario_targeting})
    return plan, model("targeted_identification", **values)


def test_an_own_list_costs_a_survey_of_all_and_days_for_those_outside():
    plan, one = surveying(identify_by="own", survey_share=0.25, survey_spending=0.3)
    c = plan.county.cadres
    given_days = 0.25 * np.bincount(c.village, plan.days, 2)
    one.act(plan)
    assert spent(plan)["own_list"] == 200.0
    outside = ~plan.served
    assert plan.served.sum() == 8
    each = np.minimum(given_days / np.bincount(plan.county.households.village[outside]), 1.0)
    visits = plan.county.given("visits")
    assert visits == pytest.approx(outside * each[plan.county.households.village])
    assert spent(plan)["survey_visits"] == pytest.approx(150 * visits.sum())
    assert plan.days == pytest.approx(4.5)


def test_true_income_lists_the_poorest_as_many_as_the_register():
    plan, one = surveying(identify_by="true")
    h = plan.county.households
    h.aid_income = 100.0 * np.arange(20)
    one.act(plan)
    head = (h.permanent_income - h.aid_income) / h.persons
    assert np.flatnonzero(plan.served).tolist() == sorted(np.argsort(head)[:8])
    assert not spent(plan) and not reached(plan, "visits")


def test_the_registers_score_orders_and_an_own_scenario_pays_for_visits():
    plan, one = surveying("own")
    scores = -np.arange(20.0)
    plan.programme.scores = scores
    one.act(plan)
    assert np.array_equal(plan.urgency, scores) and plan.served.sum() == 8
    assert set(spent(plan)) == {"survey_visits"}


def test_an_own_list_that_cannot_be_paid_is_not_made():
    plan, one = surveying(identify_by="own", survey_spending=0.0)
    plan.purse.left, before = 199.0, plan.served.copy()
    one.act(plan)
    assert "own_list" not in spent(plan) and np.array_equal(plan.served, before)


def test_visits_to_served_households_are_wanted_paid_and_known():
    plan = plan_for(24, 2, served=np.arange(24) % 12 < 2)
    plan.willing = None
    county = plan.county
    c, h = county.cadres, county.households
    c.village, c.ability, c.awareness, c.honesty = np.arange(len(c)) % 2, 0.8, 0.5, 2.0
    h.trust, plan.days = 0.5, np.full(len(c), 3.0)
    model("cadre_household", cadre_ratio=0.12, visits_wanted=2, visit_spending=1.0).act(plan)
    assert c.load.tolist() == [2, 2]
    assert plan.visits[plan.rows] == pytest.approx(1.5) and plan.visits.sum() == 6.0
    assert np.array_equal(county.given("visits"), plan.visits)
    assert plan.insight[plan.rows] == pytest.approx(0.75 * (0.5 + 0.8 + 0.5 + 0.5))
    assert spent(plan) == {"cadre_days": 900.0}
