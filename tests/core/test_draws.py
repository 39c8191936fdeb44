"""Opening draws follow their distributions, however many are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from sim.ground.streams import Streams
from sim.population.draws import WORTH_A_TABLE, Draws, inverse_beta

SHAPE = st.floats(0.5, 20)


@given(SHAPE, SHAPE, st.lists(st.floats(0.01, 0.99), min_size=1, max_size=50))
def test_the_table_of_an_inverse_distribution_is_that_distribution(a, b, chances):
    assert inverse_beta(a, b)(chances) == pytest.approx(betaincinv(a, b, chances), abs=1e-10)


@pytest.mark.parametrize(("a", "b"), [(9, 1.3), (0.5, 0.5), (3, 3), (20, 0.5)])
def test_many_draws_are_those_of_the_distribution_tails_included(a, b):
    many = Draws(Streams(5), WORTH_A_TABLE)
    drawn, exact = many.beta("health", a, b), betaincinv(a, b, many.uniform("health"))
    assert drawn == pytest.approx(exact, abs=1e-10) and (drawn != exact).any()
    order = np.argsort(many.uniform("health"))
    assert (np.diff(drawn[order]) >= 0).all() and 0 <= drawn.min() <= drawn.max() <= 1


def test_few_draws_are_exact():
    few = Draws(Streams(5), WORTH_A_TABLE - 1)
    assert (few.beta("health", 9, 1.3) == betaincinv(9, 1.3, few.uniform("health"))).all()
