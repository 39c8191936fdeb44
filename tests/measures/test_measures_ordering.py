"""Numbers in order: what NumPy's stable sort of floats says, whatever the floats."""

import numpy as np
import pytest

from sim.measures.ordering import FEW, among_lowest, from_lowest, nth_lowest

LUCK = np.random.default_rng(5)
SPREAD = LUCK.lognormal(8.0, 1.0, 3000)
COLUMNS = {
    "spread": SPREAD,
    "with losses": SPREAD - 2000,
    "many alike": SPREAD.round(-3),
    "alike in their leading half": 1.0 + SPREAD * 1e-13,
    "noughts of both signs": np.where(LUCK.random(3000) < 0.5, -0.0, SPREAD * (SPREAD > 3000)),
    "not side by side": np.stack([SPREAD, SPREAD], axis=1)[:, 0],
    "whole": SPREAD.astype(int),
    "the largest and the least": np.tile([1e300, -1e300, 5e-324, -5e-324, 0.0, np.inf, -np.inf], FEW),
    "heavy in its tails": LUCK.standard_cauchy(3 * FEW),
    "one": np.array([1.0]),
    "none": np.array([]),
}


@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_the_order_is_that_of_a_stable_sort(values):
    np.testing.assert_array_equal(from_lowest(values), np.argsort(values, kind="stable"))


@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_the_number_at_a_place_is_that_of_all_sorted(values):
    ordered = np.sort(values)
    for place in {0, len(values) // 3, len(values) // 2, len(values) - 1} & set(range(len(values))):
        assert nth_lowest(values, place) == nth_lowest(ordered, place) == ordered[place]


@pytest.mark.parametrize("values", COLUMNS.values(), ids=COLUMNS)
def test_those_among_the_lowest_are_they_and_their_equals(values):
    ordered = np.sort(values)
    for number in {1, len(values) // 3, len(values)} - {0}:
        chosen = among_lowest(values, number)
        assert chosen.dtype == bool and (chosen == np.isin(values, ordered[:number])).all()
    assert among_lowest(values, len(values) + 1).all()
