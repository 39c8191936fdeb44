"""Growth: public capital is what was paid, and people feel it through wages, openings or yields."""

import numpy as np
import pytest
from acting import act, budget_of, live, live_without, moved, paid, spends_within

PARTS = {
    "nonfarm": {"public_investment": 1.0},
    "farm": {"public_farm_investment": 1.0},
    "neutral": {"public_investment": 0.5, "public_farm_investment": 0.5},
}


@pytest.mark.parametrize(("bias", "shares"), PARTS.items())
def test_the_whole_purse_is_invested_in_the_sectors_of_the_bias(bias, shares):
    county = act("growth", bias=bias)
    assert spends_within(county)
    assert moved(county) == set(shares)
    for name, share in shares.items():
        assert paid(county)[name] == pytest.approx(share * budget_of(county))
        assert county.given(name)[0] == pytest.approx(paid(county)[name])


def test_nonfarm_investment_raises_wages_most_near_the_county_seat():
    county, without = live("growth", 2), live_without(2)
    rise = county.households.off_farm_wage / without.households.off_farm_wage - 1
    near = county.villages.nearness[county.households.village] > 1
    assert rise.min() > 0
    assert rise[near].mean() > rise[~near].mean() * 1.2
    assert np.all(county.villages.vacancies > without.villages.vacancies)


def test_farm_investment_raises_yields_and_leaves_wages():
    county, without = live("growth", 1, bias="farm"), live_without(1)
    assert np.all(county.households.farm_potential > without.households.farm_potential)
    assert np.array_equal(county.households.off_farm_wage, without.households.off_farm_wage)


def test_capital_is_what_was_paid_less_what_leaks():
    county = live("growth", 1)
    expected = (1 - county.world.investment_leak) * budget_of(county)
    assert county.government.public_capital[0] == pytest.approx(expected)
