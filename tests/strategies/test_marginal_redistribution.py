"""Marginal redistribution: a part of growth's increment, nothing without growth."""

import numpy as np
import pytest
from acting import act, moved, paid, purse, spends_within

NAME = "marginal_redistribution"


def grown_by(share):
    """Income before aid stands above that of the opening by a share."""
    def prepare(county):
        opening = county.economy.opening_mean_income[0]
        county.economy.mean_income_before_aid = opening * (1 + share)
    return prepare


@pytest.mark.parametrize("growth", [0.0, -0.1])
def test_without_growth_nothing_is_paid(growth):
    county = act(NAME, prepare=grown_by(growth))
    assert set(paid(county)) == {"identification"}
    assert not moved(county)


def test_the_sum_is_the_share_of_the_increment_owed_by_the_better_off():
    county = act(NAME, prepare=grown_by(0.1), overhead=0.0, resistance=0.5)
    h = county.households
    head = h.permanent_income / h.persons
    base = h.permanent_income[head > np.median(head)].sum()
    rate = 0.25 * (1 - 0.5 * county.villages.capture.mean())
    owed = rate * (1 - 1 / 1.1) * base
    given = paid(county)
    assert given["cash_transfer"] == pytest.approx(owed / 2)
    assert given["cash_transfer"] + given["farm_capital"] == pytest.approx(owed, abs=1500)
    assert spends_within(county)


def test_the_purse_is_the_limit():
    county = act(NAME, budget=20.0, prepare=grown_by(1.0))
    assert spends_within(county, 20.0)
    assert purse(county).left < 1500


def test_elites_that_hold_villages_keep_part_of_it():
    free = act(NAME, prepare=grown_by(0.1), resistance=0.0)
    held = act(NAME, prepare=grown_by(0.1), resistance=1.0)
    capture = free.villages.capture.mean()
    kept = paid(held)["cash_transfer"] / paid(free)["cash_transfer"]
    assert kept == pytest.approx(1 - capture)


def test_cash_goes_by_head_to_the_listed_up_to_the_largest_transfer():
    """The smaller limit binds, the larger does not: growth has more to give than the smaller."""
    heads = {}
    for most in (1200, 100):
        county = act(NAME, prepare=grown_by(0.5), most_cash=most)
        (cash,) = [amounts for _, amounts, kind in purse(county).pending if kind == "cash_transfer"]
        listed, head = county.programmes[NAME].listed, cash / county.households.persons
        assert not cash[~listed].any()
        assert np.ptp(head[listed]) < 1e-9
        heads[most] = head.max()
    assert heads[100] == pytest.approx(100) and 100 < heads[1200] < 1200


def test_capital_is_given_whole_to_the_worst_equipped_who_have_hands():
    county = act(NAME, prepare=grown_by(0.1))
    grant, h = county.given("farm_capital_grant"), county.households
    assert moved(county) == {"farm_capital_grant"}
    assert set(np.unique(grant)) == {0.0, 1500.0}
    assert grant.sum() == pytest.approx(paid(county)["farm_capital"])
    able = county.programmes[NAME].listed & (h.adults > 0)
    assert not grant[~able].any()
    assert h.farm_capital[grant > 0].max() <= h.farm_capital[able & (grant == 0)].min()


@pytest.mark.parametrize(("investment", "channels"), [
    ("none", set()),
    ("schooling", {"tuition"}),
    ("capital and schooling", {"farm_capital_grant", "tuition"}),
])
def test_the_investment_is_chosen(investment, channels):
    county = act(NAME, prepare=grown_by(0.1), investment=investment)
    assert moved(county) == channels
    assert ("farm_capital" in paid(county)) == ("farm_capital_grant" in channels)


def test_tuition_is_paid_for_all_children_of_those_served():
    county = act(NAME, prepare=grown_by(0.1), investment="schooling")
    w, served = county.world, county.given("tuition") > 0
    child = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
    children = county.households.children[served].sum()
    assert paid(county)["tuition"] == pytest.approx(0.8 * child * children)
