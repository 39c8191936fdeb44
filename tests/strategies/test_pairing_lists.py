"""Quotas, audits, files and responsibility, each for a handful of households by hand."""

import numpy as np
import pytest
from planned import model, plan_for, spent


def listing(served, **values):
    """Two villages of five households; the first rows of each are the most urgent of it."""
    plan = plan_for(10, 2, served=np.isin(np.arange(10), served), **values)
    plan.willing = None  # lists come before measures are offered
    return plan


def listed(plan):
    return np.flatnonzero(plan.programme.listed).tolist()


@pytest.mark.parametrize(("year", "counts"), [(1, False), (2, False), (3, True), (4, False)])
def test_a_village_gets_places_by_its_poverty_of_three_years_ago(year, counts):
    """The second village was poor in one year alone, the first in all others of the last eight."""
    plan = listing(served=(0, 1, 5, 6))
    bit = 1 << (year - 1)
    plan.county.households.poor_history = np.where(np.arange(10) < 5, 0xFF & ~bit, bit)
    model("scale_control", unit="village").act(plan)
    assert listed(plan) == ([5, 6, 7, 8] if counts else [0, 1, 2, 3])


def test_places_follow_the_number_of_poor_and_are_rounded():
    plan = listing(served=(0, 1, 2, 5, 6))
    plan.county.households.poor_history = np.isin(np.arange(10), (0, 1, 2, 5)) * 4
    model("scale_control", unit="village").act(plan)
    assert listed(plan) == [0, 1, 2, 3, 5]  # 3.75 places are 4, and 1.25 is 1
    assert spent(plan) == {"scale_control": 1000.0}


@pytest.mark.parametrize(("factor", "rows"), [(0.5, [0, 1]), (1.5, [0, 1, 2, 3, 5, 6])])
def test_the_county_gives_its_places_by_need_and_keeps_to_the_register(factor, rows):
    plan = listing(served=(0, 1, 5, 6))
    model("scale_control", scale_factor=factor).act(plan)
    assert listed(plan) == rows
    assert np.array_equal(np.flatnonzero(plan.served), rows)


def test_no_control_is_paid_where_nothing_is_to_change_or_the_money_is_missing():
    for plan, values in ((listing((0, 5)), {}), (listing((0, 5), money=999.0), {"scale_factor": 0.5})):
        model("scale_control", **values).act(plan)
        assert not spent(plan) and np.flatnonzero(plan.served).tolist() == [0, 5]


@pytest.mark.parametrize(("lag", "struck"), [(1, 0), (2, 1), (3, 2)])
def test_an_audit_strikes_who_was_above_the_line_in_the_year_of_the_record(lag, struck):
    plan = listing(served=(0, 1, 2))
    above = np.isin(np.arange(10), (0, 1, 2))
    history = np.where(above, 0xFF, 0)
    history[:3] = [0xFF & ~1, 0xFF & ~2, 0xFF & ~4]
    plan.county.households.poor_history = history
    model("information_network", record_lag=lag, data_quality=1.0, audit_share=1.0).act(plan)
    assert np.flatnonzero(plan.struck).tolist() == [struck]
    expected = sorted({0, 1, 2, 3} - {struck})  # the next in order takes the place
    assert listed(plan) == expected and spent(plan) == {"records": 24.0}


def test_an_audit_compares_its_share_and_a_wrong_record_strikes_who_is_poor():
    plan = plan_for(400, 2, served=np.arange(400) < 200)
    plan.willing = None
    h = plan.county.households
    h.poor_history = np.where(np.arange(400) < 100, 1, 0)
    model("information_network", data_quality=0.7, audit_share=0.5).act(plan)
    compared = plan.county.uniform("audit", h) < 0.5
    right = plan.county.uniform("record", h) < 0.7
    poor, old = h.poor_history == 1, np.arange(400) < 200
    assert np.array_equal(plan.struck, old & compared & (poor != right))
    assert spent(plan)["records"] == 8.0 * (old & compared).sum()


@pytest.mark.parametrize("share", [0.7, 0.9, 1.0])
def test_one_share_of_the_money_reaches_the_county(share):
    plan = listing(served=(0, 5), money=1000.0)
    plan.county.cadres.load = np.arange(len(plan.county.cadres)) % 2
    model("graded_responsibility", reaching_county=share, answerable=0.3).act(plan)
    assert plan.purse.left == pytest.approx(1000 * share)
    assert sum(spent(plan).values()) == pytest.approx(1000 * (1 - share))
    answering = plan.county.cadres.load > 0
    assert plan.county.given("incentive") == pytest.approx(0.3 * answering)


def filed(**columns):
    """Six households on the file and four who are not; all were seen poor and live unsafely."""
    plan = listing(served=range(6))
    h = plan.county.households
    h.on_file, h.grace_left, h.barred = np.arange(10) < 6, 0, 0
    h.years_on_file = 1 * h.on_file
    h.poor_history, h.unsafe_house, h.unsafe_water, h.cadre = 0xFF, False, False, -1
    for name, rows in columns.items():
        value, places = rows
        getattr(h, name)[list(places)] = value
    return plan, h


def on_file(h):
    return np.flatnonzero(h.on_file).tolist()


def test_a_household_leaves_after_two_years_above_the_line_in_a_sound_home():
    plan, h = filed(poor_history=(0b11111100, (0, 1, 2)), unsafe_house=(True, (1,)),
                    unsafe_water=(True, (2,)))
    h.poor_history[3] = 0b11111101
    h.poor_history[4] = 0b11111110
    model("dynamic_management").act(plan)
    assert on_file(h) == [1, 2, 3, 4, 5, 6]  # the next in order enters
    assert h.grace_left.tolist() == [2] + [0] * 9
    assert np.flatnonzero(plan.served).tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert spent(plan) == {"checks": 7 * 30.0}


def test_after_more_years_above_the_line_an_exit_does_not_wait_for_the_home():
    plan, h = filed(poor_history=(0b11110000, (0, 1)), unsafe_house=(True, (0, 1, 2)))
    h.poor_history[1:3] = 0b11111000, 0b11110000
    model("dynamic_management").act(plan)
    assert on_file(h)[:4] == [1, 3, 4, 5]
    model("dynamic_management", income_years=3).act(plan)
    assert 1 not in on_file(h)


def test_three_stable_years_are_asked_where_the_rule_says_so():
    plan, h = filed(poor_history=(0b11111100, (0,)))
    h.poor_history[1] = 0b11111000
    model("dynamic_management", stable_years=3).act(plan)
    assert 0 in on_file(h) and 1 not in on_file(h)


def test_who_was_seen_above_the_line_does_not_enter_but_is_passed_over():
    plan, h = filed(poor_history=(0, (0, 6, 7)))
    model("dynamic_management").act(plan)
    assert on_file(h) == [1, 2, 3, 4, 5, 8]


def test_support_ends_with_the_years_of_grace():
    plan, h = filed(grace_left=(2, (7,)))
    h.grace_left[8] = 1
    model("dynamic_management").act(plan)
    assert h.grace_left[[7, 8]].tolist() == [1, 0]
    assert plan.served[7] and not plan.served[8]


def test_a_deadline_takes_off_whoever_is_still_poor_and_bars_the_way_back():
    plan, h = filed(years_on_file=(3, (0, 1)), poor_history=(0, (1,)), barred=(2, (6,)))
    model("dynamic_management", deadline=3, deadline_bar=4).act(plan)
    assert h.barred.tolist() == [4, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert on_file(h) == [2, 3, 4, 5, 7, 8]  # who is barred does not enter
    assert np.flatnonzero(h.paper_exit).tolist() == [0]
    assert h.years_on_file[[2, 7]].tolist() == [2, 1]


def test_without_a_deadline_years_on_the_file_do_not_count():
    plan, h = filed(years_on_file=(50, range(6)))
    model("dynamic_management").act(plan)
    assert on_file(h) == [0, 1, 2, 3, 4, 5] and not h.barred.any()


def test_whom_records_struck_leaves_the_file_without_grace_and_does_not_return():
    plan, h = filed()
    plan.struck[2] = plan.struck[7] = True
    model("dynamic_management").act(plan)
    assert on_file(h) == [0, 1, 3, 4, 5, 6]
    assert not h.grace_left.any() and not plan.served[2]


def test_checks_that_cannot_be_paid_change_nothing():
    plan, h = filed(poor_history=(0, (0, 1)))
    plan.purse.left = 29.0
    model("dynamic_management").act(plan)
    assert on_file(h) == [0, 1, 2, 3, 4, 5]
