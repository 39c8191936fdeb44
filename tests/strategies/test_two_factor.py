"""Two factors: labour demand and services, each with its switch and its part of the purse."""

import numpy as np
import pytest
from acting import act, budget_of, live, live_without, moved, paid, purse, spends_within

NAME = "two_factor"
DEMAND = {"extension", "training", "works_wages", "works_materials", "roads", "lasting_jobs"}


def test_the_purse_is_shared_equally_between_the_factors():
    county = act(NAME)
    assert spends_within(county)
    given = paid(county)
    demand = sum(yuan for kind, yuan in given.items() if kind in DEMAND)
    shared = budget_of(county) - given["administration"] - given["identification"]
    assert demand == pytest.approx(shared / 2, rel=0.02)


def test_each_factor_can_act_alone():
    whole = act(NAME)
    services, labour = act(NAME, labour=False), act(NAME, services=False)
    assert not DEMAND & set(paid(services)) and "clinic" in paid(services)
    assert DEMAND <= set(paid(labour)) and "clinic" not in paid(labour)
    assert moved(services) | moved(labour) == moved(whole)


def test_services_are_those_of_social_services():
    alone, same = act(NAME, labour=False), act("social_services")
    assert paid(alone) == pytest.approx(paid(same))
    for name in moved(same):
        assert np.array_equal(alone.given(name), same.given(name)), name


def test_works_pay_less_than_local_wages_to_adults_who_can_leave_the_farm():
    county = act(NAME)
    h, hired = county.households, county.given("works") > 0
    assert np.all(h.adults[hired] - h.off_farm_workers[hired] >= 2)
    local = county.villages.mean_wage[h.village]
    (wages,) = [amounts for _, amounts, kind in purse(county).pending if kind == "works_wages"]
    assert np.allclose(wages, 0.8 * local * hired)
    assert np.all(wages[hired] > 1.1 * h.farm_loss_of_worker[hired])
    assert paid(county)["works_materials"] == pytest.approx(0.4 * wages.sum())


def test_works_raise_wages_and_take_hands_from_the_farm_and_the_queue():
    hired = act(NAME).given("works") > 0
    county, without = live(NAME), live_without()
    h, base = county.households, without.households
    assert np.all((h.wage_income - h.job_income)[hired] > 0)
    assert not np.any((h.wage_income - h.job_income)[~hired])
    assert h.farm_labour[hired].mean() < base.farm_labour[hired].mean() - 0.5
    couple = hired & (h.adults == 2)
    assert (base.job_weight[couple] > 0).any() and not h.job_weight[couple].any()


def test_lasting_jobs_are_openings_at_their_cost_less_those_that_would_have_come():
    county, without = live(NAME, roads=False), live_without()
    jobs = county.given("lasting_jobs")
    paid_for = county.ledger.flows[f"programme:{NAME}", "rest_of_world", "lasting_jobs"].sum()
    assert jobs.sum() == pytest.approx(paid_for / 30000)
    added = county.villages.vacancies - without.villages.vacancies
    assert np.allclose(added, 0.5 * jobs)


def test_advice_and_courses_go_to_smallholders():
    county = act(NAME)
    h = county.households
    middle = np.array([np.median(h.land[h.village == v]) for v in range(len(county.villages))])
    for name, cost in (("extension", 60), ("training", 600)):
        reached = county.given(name) > 0
        assert np.all(h.land[reached] <= middle[h.village][reached])
        assert paid(county)[name] == pytest.approx(cost * reached.sum())
    assert not h.knows_activity[county.given("training") > 0].any()
