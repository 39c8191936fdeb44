"""Lists by hand: who is seen poor, how many are listed, what is paid for it, who sees capture."""

from types import SimpleNamespace

import numpy as np
import pytest
from small_county import bare, begin

from sim.processes.identification import (
    compose_score,
    estimate_poor,
    keep_register,
    listing_power,
    quota,
    remember_poverty,
    seen_income,
    visited_accuracy,
)
from sim.processes.villages import see_capture
from sim.strategies import find

LINE = 2300.0


def people(**columns):
    society = bare(6)
    h = society.households
    h.persons, h.transfer_income, h.standing_income, h.tax_paid = 2.0, 0.0, 0.0, 0.0
    for name, value in columns.items():
        setattr(h, name, value)
    return society


def test_captured_seats_are_those_of_listed_elites_that_are_not_poor():
    poor, well_off = 2 * LINE - 1, 2 * LINE + 1
    society = people(
        registered=np.array([True, True, True, False, False, True]),
        elite=np.array([True, True, False, True, False, False]),
        permanent_income=np.array([well_off, poor, well_off, well_off, poor, poor]),
    )
    see_capture(society)
    assert society.villages.seen_capture.tolist() == [1.0]
    assert society.households.left_out.tolist() == [False] * 4 + [True, False]


def test_where_nobody_is_listed_nobody_is_left_out():
    society = people(registered=False, elite=True, permanent_income=10.0)
    see_capture(society)
    assert not society.households.left_out.any() and not society.villages.seen_capture.any()


def test_captured_seats_are_counted_in_their_own_village():
    society = bare(9, 3)
    h = society.households
    h.registered, h.elite, h.permanent_income = True, np.arange(9) % 3 == 0, 1e6
    h.elite[1] = True
    see_capture(society)
    assert society.villages.seen_capture.tolist() == [2.0, 1.0, 1.0]


def test_surveys_count_who_was_seen_below_the_line_before_aid():
    society = people(
        observed_income=np.array([4599.0, 4601.0, 4700.0, 4700.0, 0.0, 9000.0]),
        transfer_income=np.array([0.0, 0.0, 500.0, 500.0, 0.0, 0.0]),
        standing_income=np.array([0.0, 0.0, 0.0, 500.0, 0.0, 0.0]),
        income=5000.0,
        tax_paid=np.array([0.0, 0.0, 0.0, 0.0, 0.0, 600.0]),
        poor_history=np.array([0b101, 0b111, 0b001, 0b110, 0b000, 0b010]),
    )
    society.world.quota_lag, society.world.survey_sample = 2, np.inf
    estimate_poor(society)
    assert society.economy.estimated_poor[0] == 3.0
    assert society.economy.mean_income_before_aid[0] == pytest.approx((6 * 5000 + 600 - 500) / 12)
    remember_poverty(society.households, society)
    assert (society.households.poor_history & 1).tolist() == [1, 0, 1, 0, 1, 0]


def test_a_small_sample_errs_about_the_poor_of_its_year():
    society = bare(400, 4, quota_lag=3, survey_sample=100)
    society.households.poor_history = np.where(np.arange(400) < 120, 0b100, 0b011)
    found = []
    for society.year in range(2000, 2200):
        estimate_poor(society)
        found.append(society.economy.estimated_poor[0] / 400)
    assert np.mean(found) == pytest.approx(0.3, abs=0.01)
    assert np.std(found) == pytest.approx(np.sqrt(0.3 * 0.7 / 100), rel=0.15)


def test_a_quota_is_the_poor_that_were_seen_times_the_factor():
    society = people()
    for poor, factor, places in ((4.0, 1.05, 4), (4.0, 0.6, 2), (5.0, 2.0, 6), (0.0, 1.05, 0)):
        society.economy.estimated_poor = poor
        society.world.quota_factor = factor
        assert quota(society) == places


def listed_by(*names, purses, poor=100):
    """A county of 400 in which these strategies, with so much money each (yuan), list the poor."""
    society = bare(400, 4)
    society.scenario = SimpleNamespace(targeting="common", record=SimpleNamespace(measures=()))
    society.economy.estimated_poor = float(poor)
    for name, money in zip(names, purses, strict=True):
        begin(society, find()[name](), money)
    keep_register(society)
    return society


def listed(society):
    """Who is on the list of the income floor."""
    return society.programmes["income_floor"].listed


def assessed(society):
    """Yuan that each strategy paid for the register."""
    return [sum(float(np.sum(amount)) for _, amount, kind in programme.purse.pending
                if kind == "identification") for programme in society.programmes.values()]


def test_two_targeted_strategies_share_one_register_and_pay_for_it_once():
    alone = listed_by("income_floor", purses=[1e6])
    both = listed_by("income_floor", "social_services", purses=[1e6, 1e6])
    assert assessed(alone) == [4000.0]
    assert assessed(both) == [2000.0, 2000.0]
    one, other = (programme.listed for programme in both.programmes.values())
    assert np.array_equal(one, other) and np.array_equal(one, listed(alone))
    assert one.sum() == 105
    assert np.array_equal(both.households.registered, one)


def test_who_has_no_list_pays_for_none_and_neither_does_an_empty_purse():
    society = listed_by("income_floor", "growth", "social_services", purses=[1e6, 1e6, 0.0])
    assert assessed(society) == [4000.0, 0.0, 0.0]
    lists = {name: programme.listed for name, programme in society.programmes.items()}
    assert listed(society).any() and lists["growth"] is lists["social_services"] is None


def test_with_less_money_than_a_register_costs_only_a_part_is_assessed():
    whole, part = (listed_by("income_floor", purses=[money]) for money in (1e6, 1000.0))
    assert assessed(part) == [1000.0]
    seen = part.uniform("assessment", part.households) < 0.25
    assert np.array_equal(listed(part), listed(whole) & seen)
    assert 0 < listed(part).sum() < listed(whole).sum()


def test_without_anybody_poor_nobody_is_listed():
    society = listed_by("income_floor", purses=[1e6], poor=0)
    assert not listed(society).any() and assessed(society) == [4000.0]


def test_without_a_targeted_strategy_earlier_links_end():
    society = bare(40)
    h = society.households
    h.registered, h.paper_exit, h.cadre, h.helper, society.cadres.load = True, True, 1, 3, 5
    keep_register(society)
    assert not h.registered.any() and not h.paper_exit.any() and not society.cadres.load.any()
    assert (h.cadre == -1).all() and (h.helper == -1).all()


def test_the_elites_hand_is_its_capture_less_seats_of_the_poor_and_supervision():
    society = bare(9, 3)
    v = society.villages
    v.capture, v.participation, v.supervision = [0.5, 0.5, 0.5], [0.0, 0.5, 0.0], [0.0, 0.0, 1.0]
    assert listing_power(society) == pytest.approx([0.5, 0.5 * 0.7, 0.5 * 0.4])


def test_capture_lowers_the_score_of_elites_by_its_power_and_of_nobody_else():
    society = bare(90, 3)
    society.villages.capture = [0.1, 0.3, 0.6]
    with_it, without = (compose_score(society, 0.6, "permanent", True, 0.0, on) for on in (True, False))
    h = society.households
    assert h.elite.any()
    assert without - with_it == pytest.approx(society.villages.capture[h.village] * h.elite)


def test_a_score_is_the_income_that_is_seen_and_an_error_by_its_accuracy():
    society = bare(500)
    seen = seen_income(society, "permanent", 0.0)
    standard = (seen - seen.mean()) / seen.std()
    perfect = compose_score(society, 1.0, "permanent", True, 0.0, False)
    blind = compose_score(society, 0.0, "permanent", True, 0.0, False)
    assert perfect == pytest.approx(standard)
    mixed = compose_score(society, 0.6, "permanent", True, 0.0, False)
    assert mixed == pytest.approx(0.6 * standard + 0.8 * blind)
    assert compose_score(society, 0.6, "permanent", False, 0.0, False) == pytest.approx(standard)


def test_most_of_an_error_stays_with_the_household():
    society = bare(500, score_error_lasting=0.75)
    h = society.households
    h.score_error = np.linspace(-2, 2, 500)
    blind = compose_score(society, 0.0, "permanent", True, 0.0, False)
    news = society.normal("score", h)
    assert blind == pytest.approx(np.sqrt(0.75) * h.score_error + 0.5 * news)


def test_what_assessors_see_is_income_before_aid_or_how_a_household_lives():
    society = people(permanent_income=8000.0, aid_income=2000.0, observed_income=5000.0,
                     transfer_income=1200.0, standing_income=200.0, consumption=1000.0)
    assert np.exp(seen_income(society, "permanent", 0.0)) == pytest.approx(3000.0)
    assert np.exp(seen_income(society, "observed", 0.0)) == pytest.approx(2000.0)
    assert np.exp(seen_income(society, "permanent", 1.0)) == pytest.approx(500.0)
    assert seen_income(society, "permanent", 0.25) == pytest.approx(
        0.75 * np.log(3000) + 0.25 * np.log(500))


def test_a_register_kept_by_visits_grows_from_that_of_an_office_to_nine_in_ten():
    society = people(visit_memory=np.array([0.0, 1.0, 2.0, 5.0, 100.0, 0.5]))
    expected = 0.45 + 0.47 * (1 - np.exp(-0.5 * society.households.visit_memory))
    assert visited_accuracy(society) == pytest.approx(expected)
    assert visited_accuracy(society)[4] == pytest.approx(0.92)
