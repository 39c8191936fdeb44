"""The order of numbers is that of NumPy's stable sort, however they lie."""

import numpy as np
import pytest

from sim.ground.ordering import FEW, ascending

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("values", [
    np.array([]), np.array([3.0]), RNG.integers(0, 9, 500), np.full(FEW + 1, 2.0),
    np.tile([0.0, -0.0, 1.0], FEW), np.tile([1e300, -1e300, 5e-324, 0.0], FEW) / 2,
    np.tile([0.0, 5e-324], FEW), RNG.normal(size=3 * FEW), RNG.standard_cauchy(3 * FEW),
    np.exp(2 * RNG.normal(size=3 * FEW)), np.floor(5 * RNG.random(3 * FEW)), np.arange(70 * FEW) / 7.0,
])
def test_values_rise_and_equals_keep_their_order(values):
    assert np.array_equal(ascending(values), np.argsort(values, kind="stable"))
