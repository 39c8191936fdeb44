"""The order of numbers is that of NumPy's stable sort, however they lie."""

import numpy as np
import pytest

from sim.ground.ordering import ascending

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("values", [
    np.array([]), np.array([3.0]), np.full(9, 2.0), np.array([0.0, -0.0, 1.0, 0.0]),
    np.array([1e300, -1e300, 5e-324, 0.0]) / 2, np.array([0.0, 5e-324, 0.0]),
    RNG.normal(size=3_000), RNG.standard_cauchy(3_000), np.exp(2 * RNG.normal(size=3_000)),
    np.floor(5 * RNG.random(3_000)), np.arange(70_000) / 7.0, RNG.integers(0, 9, 500),
])
def test_values_rise_and_equals_keep_their_order(values):
    assert np.array_equal(ascending(values), np.argsort(values, kind="stable"))
