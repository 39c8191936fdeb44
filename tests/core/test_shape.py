"""The shape at the line, by distributions whose answer is known, and by the published one."""

import numpy as np
import pytest
from scipy.stats import norm

from sim.data import column
from sim.measures import Distribution
from sim.record.density import POOR, neutral_elasticity, two_per_cent_transfer


def test_growth_of_a_uniform_is_answered_one_by_one():
    even = np.linspace(1e-6, 1, 100_001)
    assert neutral_elasticity(even, 0.2, np.ones_like(even)) == pytest.approx(-1, abs=0.01)


def test_growth_of_a_lognormal_is_answered_by_its_density_at_the_line():
    shares = (np.arange(200_000) + 0.5) / 200_000
    values, z = np.exp(0.6 * norm.ppf(shares)), norm.ppf(POOR)
    expected = -norm.pdf(z) / (0.6 * POOR)
    found = neutral_elasticity(values, float(np.exp(0.6 * z)), np.ones_like(values))
    assert found == pytest.approx(expected, rel=0.01)


def test_where_growth_leaves_nobody_poor_one_household_is_counted():
    values, alike = np.array([1.0, 1.0, 1.0, 9.0]), np.ones(4)
    assert neutral_elasticity(values, 1.0, alike) == pytest.approx(np.log(1 / 3) / np.log(1.05 / 0.95))
    assert neutral_elasticity(values, 0.5, alike) == 0  # nobody before either


def test_two_per_cent_lifts_who_lacks_less_than_the_gift():
    values = np.array([10.0, 16.0, 19.5, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0])
    gift = 0.02 * values.sum() / 4  # 2.33 for each of the four poorest
    assert two_per_cent_transfer(values, 20.0, np.ones(10)) == pytest.approx(-0.1)
    assert two_per_cent_transfer(values, 10.0 + gift + 0.1, np.ones(10)) == pytest.approx(0.0)


def test_where_all_have_nothing_nothing_moves():
    assert two_per_cent_transfer(np.zeros(10), 1e-9, np.ones(10)) == 0


def test_the_published_shape_lies_in_both_bands():
    values = np.array(column("china_rural_consumption_2011", "relative"))
    fine = np.interp(np.linspace(0.5, 99.5, 9901), np.arange(100) + 0.5, values)
    line, one = float(Distribution(fine).quantile(POOR)), np.ones_like(fine)
    assert neutral_elasticity(fine, line, one) == pytest.approx(-2.2, abs=0.15)
    assert two_per_cent_transfer(fine, line, one) == pytest.approx(-0.049, abs=0.003)
