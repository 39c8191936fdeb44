"""What is refused is named in full; small amounts, whole numbers and named states are no exception."""

import re

import numpy as np
import pytest

from sim import measures
from sim.measures import Distribution

YES, TWO, NAN = [True, False], [1.0, 2.0], [1.0, np.nan]
FLAGS = "must be true or false, or 1 or 0"
FINITE = "must be finite numbers: there is a NaN or an infinity"
SHARE = "there is no share of {}: there are none"
REFUSED = [
    (lambda: measures.exit_rate([2, 0], YES), f"before {FLAGS}"),
    (lambda: measures.exit_rate(YES, [2, 0]), f"after {FLAGS}"),
    (lambda: measures.exit_rate(NAN, YES), f"before {FINITE}"),
    (lambda: measures.exit_rate([False, False], YES), SHARE.format("poor people")),
    (lambda: measures.return_rate([[2], [0], [1]]), f"poor {FLAGS}"),
    (lambda: measures.return_rate([[1], [1], [1]]), SHARE.format("exits")),
    (lambda: measures.return_rate([[1, 1, 1], [0, 0, 0]]),
     "exits and 1 years after do not fit in shape (2, 3)"),
    (lambda: measures.return_rate([[1], [0], [1]], within=0),
     "exits and 0 years after do not fit in shape (3, 1)"),
    (lambda: measures.chronic_transient([NAN], 4), f"incomes {FINITE}"),
    (lambda: measures.chronic_transient(TWO, 4),
     "incomes must be years by observations, not shape (2,)"),
    (lambda: measures.inclusion_error([2, 0], YES), f"poor {FLAGS}"),
    (lambda: measures.inclusion_error(YES, [2, 0]), f"listed {FLAGS}"),
    (lambda: measures.inclusion_error(YES, [False, False]), SHARE.format("listed people")),
    (lambda: measures.exclusion_error([2, 0], YES), f"poor {FLAGS}"),
    (lambda: measures.exclusion_error(YES, [2, 0]), f"listed {FLAGS}"),
    (lambda: measures.exclusion_error([False, False], YES), SHARE.format("poor people")),
    (lambda: measures.leakage(NAN, YES), f"amounts {FINITE}"),
    (lambda: measures.leakage(TWO, [2, 0]), f"poor {FLAGS}"),
    (lambda: measures.leakage([-1, 2], YES), "amounts must not be negative"),
    (lambda: measures.leakage([0, 0], YES), SHARE.format("money")),
    (lambda: measures.transitions([[1]], [[1]]),
     "two equal columns of states are needed, not (1, 1), (1, 1)"),
    (lambda: measures.transitions([], []),
     "two equal columns of states are needed, not (0,), (0,)"),
]  # fmt: skip


@pytest.mark.parametrize("place", range(len(REFUSED)))
def test_what_is_wrong_is_said_in_full(place):
    call, words = REFUSED[place]
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        call()


def test_shares_of_less_than_one_exist():
    small = [0.25, 0.5]
    assert measures.exit_rate([True, True], YES, small) == pytest.approx(2 / 3)
    assert measures.leakage(small, YES) == pytest.approx(2 / 3)
    moved = measures.transition_shares([True, True], [True, False], small)
    assert moved[1].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_money_to_nobody_is_no_money():
    assert measures.leakage([0.0, 4.0, 0.0], [False, True, False]) == 0


def test_whole_numbers_will_do():
    assert measures.return_rate([[1, 1], [0, 0], [1, 0]]) == pytest.approx(1 / 2)
    parts = measures.chronic_transient([[2, 2], [4, 8]], 4)
    assert parts.total == pytest.approx(1 / 8)
    assert measures.transitions([0, 1], [1, 1])[1].dtype == np.float64


def test_states_are_sorted_unless_named():
    names, persons = measures.transitions(["near", "poor"], ["safe", "poor"])
    assert list(names) == ["near", "poor", "safe"]
    assert persons.tolist() == [[0, 0, 1], [0, 1, 0], [0, 0, 0]]
    order = ["safe", "poor", "near"]
    shares = measures.transition_shares(["near", "poor"], ["safe", "poor"], states=order)
    assert shares.tolist() == [[0, 0, 0], [0, 1, 0], [1, 0, 0]]


def test_growth_has_a_hundred_places_and_weights_of_its_own():
    before, after = np.linspace(1, 2, 300), np.linspace(2, 4, 300)
    assert measures.growth_incidence(before, after) == pytest.approx(np.ones(100))
    richer = Distribution([1.0, 4.0], [1, 3])
    grown = measures.growth_incidence([1.0, 2.0], richer, [1, 3], bins=4)
    assert grown == pytest.approx([0, 1, 1, 1])


def test_who_is_just_at_the_fourth_fifth_is_not_above_it():
    # Of ten persons the eighth has 3, as four others do: above are those with 4, at the foot two with 1.
    assert measures.s80s20([1.0, 2.0, 3.0, 4.0], [2, 2, 5, 1]) == pytest.approx(4 / 2)


def test_poverty_over_years_is_that_of_each_household_weighted():
    # Line 4: gaps of a half in one year of two, and of none: 1/8 for three of four persons.
    found = measures.chronic_transient([[2, 8], [4, 8]], 4, weights=[3, 1])
    assert found.total == pytest.approx(3 / 32) and found.chronic == pytest.approx(3 / 64)
