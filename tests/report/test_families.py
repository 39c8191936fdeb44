"""What is called different is judged over the whole family, and the chart says of how many."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from sim.folder.estimate import Estimate, estimate, verdicts
from sim.showing.words import by_chance, judged


def luck(number: int, n: int = 10) -> dict[int, Estimate | None]:
    """Estimates of nothing at all."""
    return {k: estimate(row) for k, row in enumerate(np.random.default_rng(5).normal(size=(number, n)))}


def test_the_p_value_is_that_of_the_paired_t_test():
    values = np.random.default_rng(2).normal(0.4, 1, 12)
    found = estimate(values)
    assert found is not None and found.p == pytest.approx(stats.ttest_1samp(values, 0).pvalue, rel=1e-9)
    assert Estimate(1.0, 1.0, 1.0, 5).p == 0 and Estimate(0.0, 0.0, 0.0, 5).p == 1
    assert Estimate(1.0, None, None, 1).p is None


def test_of_164_intervals_of_nothing_some_miss_and_none_is_called_different():
    family = luck(164)
    one_by_one = [value for value in family.values() if value and value.verdict != "unclear"]
    assert 3 <= len(one_by_one) <= 14  # 8.2 expected
    assert set(verdicts(family).values()) == {"unclear"}


def test_what_is_there_is_found_among_much_that_is_not():
    family = luck(164) | {"there": estimate(np.random.default_rng(1).normal(-3, 1, 10))}
    told = verdicts(family)
    assert told.pop("there") == "lower" and set(told.values()) == {"unclear"}


@settings(derandomize=True, database=None, deadline=None, max_examples=60)
@given(some.lists(some.floats(-3, 3), min_size=1, max_size=12), some.integers(2, 30))
def test_a_family_never_calls_more_different_than_the_intervals_alone(means, n):
    family = {k: Estimate(mean, mean - 1, mean + 1, n) for k, mean in enumerate(means)}
    for key, verdict in verdicts(family).items():
        assert verdict in ("unclear", family[key].verdict)
    assert verdicts({0: family[0]}) == {0: family[0].verdict}


def test_an_estimate_in_another_unit_says_the_same():
    found = Estimate(-0.02, -0.03, -0.01, 7)
    shown = found.times(100)
    assert shown.cells == pytest.approx((-2, -3, -1, 7)) and shown.p == pytest.approx(found.p)
    assert Estimate(0.02, None, None, 1).times(100) == Estimate(2.0, None, None, 1)


def test_absent_and_single_estimates_stay_what_they_are():
    assert verdicts({"a": None, "b": Estimate(1.0, None, None, 1)}) == {"b": "single"}
    assert verdicts({}) == {}


def test_the_measures_of_a_chart_are_families_of_their_own():
    lone = {"measure": "fgt2", **estimate([1.0, 2.0, 1.5, 3.0]).__dict__}
    rows = [{"measure": "fgt0", **value.__dict__} for value in luck(164).values() if value] + [lone]
    assert list(judged(pd.DataFrame(rows)))[-1] == "higher"
    among = [row | {"measure": "fgt0"} for row in rows]
    assert list(judged(pd.DataFrame(among)))[-1] == "unclear"


def test_how_many_luck_would_make_is_said_in_numbers():
    assert by_chance(164) == "8.2" and math.isclose(float(by_chance(10)), 0.5)
