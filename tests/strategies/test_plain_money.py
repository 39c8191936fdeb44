"""What plain money does: the same for every head, and a floor seen by visits."""

import numpy as np
import pytest
from acting import act, budget_of, live, paid, purse
from small_county import bare, purse_in

from sim.processes.settlement import hide_wages, top_up_floor


def test_a_universal_transfer_is_the_same_for_every_head_and_not_for_every_household():
    county = act("universal_transfer", overhead=0.1)
    h = county.households
    (cash,) = [amounts for _, amounts, kind in purse(county).pending if kind == "universal_transfer"]
    assert cash / h.persons == pytest.approx(0.9 * 150.0)
    assert np.unique(h.persons).size > 3 and np.corrcoef(cash, h.persons)[0, 1] == pytest.approx(1.0)
    assert paid(county)["administration"] == pytest.approx(0.1 * budget_of(county))
    assert purse(county).left == pytest.approx(0.0, abs=1e-6)


def test_it_reaches_households_as_income():
    county = live("universal_transfer")
    h = county.households
    assert h.transfer_income - h.standing_income == pytest.approx(0.98 * 150.0 * h.persons)


@pytest.mark.parametrize("budget", [4.0, 20.0, 150.0])
def test_the_floors_visits_take_half_of_a_small_purse_at_most(budget):
    county = act("income_floor", budget=budget, overhead=0.0)
    listed = county.programmes["income_floor"].listed
    after_register = budget_of(county, budget) - paid(county)["identification"]
    wanted = 3 * 150.0 * listed.sum()
    visits = min(wanted, 0.5 * after_register)
    assert paid(county)["visits"] == pytest.approx(visits)
    assert paid(county)["pledge floor"] == pytest.approx(after_register - visits)
    each = visits / 150.0 / listed.sum()  # every listed household alike
    assert (each == 3.0) == (budget == 150.0)
    assert county.given("floor_monitoring") == pytest.approx((1 - 0.65**each) * listed)


def test_the_overhead_of_the_floor_comes_first():
    county = act("income_floor", budget=20.0, overhead=0.2)
    after_register = budget_of(county, 20.0) - 10 * len(county.households)
    assert paid(county)["administration"] == pytest.approx(0.2 * after_register)
    assert paid(county)["visits"] == pytest.approx(0.4 * after_register)


def floor(pledged, seen=1.0):
    society = bare(8)
    h = society.households
    h.persons, h.transfer_income, h.income = 2.0, 0.0, 3_000.0
    h.observed_income = np.array([0, 1_000, 4_600, 4_691, 4_693, 5_000, 9_000, -500.0])
    purse_in(society, pledged, "income_floor").pledge("floor", pledged)
    society.channel("floor_monitoring").add(seen)
    top_up_floor(society)
    return society


def test_a_seen_gap_of_observed_income_below_the_floor_is_paid():
    h = floor(1e6).households
    gaps = [4_692.0, 3_692.0, 92.0, 1.0, 0.0, 0.0, 0.0, 5_192.0]
    assert h.floor_payment == pytest.approx(gaps)
    assert h.transfer_income == pytest.approx(gaps)
    assert h.income == pytest.approx(np.add(gaps, 3_000))
    assert h.observed_income[:4] == pytest.approx(4_692.0)


def test_too_little_money_pays_a_part_of_every_gap_and_unseen_gaps_get_none():
    whole, half = floor(1e6), floor(0.5 * (4_692 + 3_692 + 92 + 1 + 5_192))
    assert half.households.floor_payment == pytest.approx(0.5 * whole.households.floor_payment)
    society = floor(1e6, seen=0.4)
    seen = society.uniform("floor", society.households) < 0.4
    assert society.households.floor_payment == pytest.approx(whole.households.floor_payment * seen)
    assert 0 < seen.sum() < 8


def test_the_watched_hide_more_and_the_trusting_less():
    society = bare(3)
    h = society.households
    h.trust = [0.1, 0.3, 0.9]
    hide_wages(h, society)
    assert h.hidden_share == pytest.approx([0.1, 0.1, 0.1 * (1 - 0.5 * 0.6)])
    society.channel("floor_monitoring").add(0.5)
    hide_wages(h, society)
    assert h.hidden_share == pytest.approx([0.15, 0.15, 0.15 * 0.7])
