"""Shapley values and interactions: the axioms that define them, closed forms, and all orders tried."""

from itertools import combinations, permutations
from math import comb, factorial

import numpy as np
import pytest

from sim.compare.shapley import interactions, shapley

SIZES = range(1, 9)


def game(players, seed=0, *more):
    return np.random.default_rng([seed, players]).normal(size=(1 << players, *more))


def swapped(worths, one, two):
    """The game in which two players have changed places."""
    def mirror(number):
        first, second = number >> one & 1, number >> two & 1
        return number & ~(1 << one | 1 << two) | second << one | first << two

    return worths[[mirror(number) for number in range(len(worths))]]


def by_orders(worths, players):
    values = np.zeros(players)
    for order in permutations(range(players)):
        there = 0
        for player in order:
            values[player] += worths[there | 1 << player] - worths[there]
            there |= 1 << player
    return values / factorial(players)


def pair_by_orders(worths, players, one, two):
    """The pair joins as one: what it adds beyond its two members, over all orders of the rest and it."""
    pair, others = 1 << one | 1 << two, [p for p in range(players) if p not in (one, two)]
    total = 0.0
    for order in permutations([*(1 << p for p in others), pair]):
        before = sum(order[: order.index(pair)])
        total += (worths[before | pair] - worths[before | 1 << one] - worths[before | 1 << two]
                  + worths[before])
    return total / factorial(len(others) + 1)


@pytest.mark.parametrize("players", SIZES)
def test_shares_sum_to_what_all_do_together(players):
    worths = game(players, 1, 50)
    assert np.allclose(shapley(worths).sum(axis=0), worths[-1] - worths[0], rtol=0, atol=1e-13)


@pytest.mark.parametrize("players", range(2, 9))
def test_who_changes_places_changes_shares_and_nobody_elses(players):
    worths = game(players, 2)
    shares, mirrored = shapley(worths), shapley(swapped(worths, 0, players - 1))
    order = [players - 1, *range(1, players - 1), 0]
    assert np.allclose(mirrored, shares[order])
    alike = worths + swapped(worths, 0, players - 1)  # a game in which the two do the same
    assert shapley(alike)[0] == pytest.approx(shapley(alike)[-1])


@pytest.mark.parametrize("players", range(2, 9))
def test_who_adds_nothing_has_nothing_with_anybody(players):
    worths = np.tile(game(players - 1, 3), 2)  # the last player changes no worth
    assert shapley(worths)[-1] == 0
    pairs = list(combinations(range(players), 2))
    told = interactions(worths)
    assert all(told[place] == 0 for place, pair in enumerate(pairs) if players - 1 in pair)


@pytest.mark.parametrize("index", [shapley, interactions])
def test_the_index_of_a_sum_of_games_is_the_sum_of_indices(index):
    one, two = game(5, 4), game(5, 5)
    assert np.allclose(index(2 * one - 3 * two), 2 * index(one) - 3 * index(two))


def test_two_players_have_a_closed_form():
    none, one, two, both = worths = np.array([1.0, 3.0, 4.0, 11.0])
    assert np.allclose(shapley(worths), [(one - none + both - two) / 2, (two - none + both - one) / 2])
    assert interactions(worths) == pytest.approx([both - one - two + none])


@pytest.mark.parametrize("players", range(2, 7))
def test_they_are_means_over_all_orders(players):
    worths = game(players, 6)
    assert np.allclose(shapley(worths), by_orders(worths, players))
    tried = [pair_by_orders(worths, players, *pair) for pair in combinations(range(players), 2)]
    assert np.allclose(interactions(worths), tried)


def test_in_a_game_of_votes_the_shares_are_known():
    """Three votes of five, the first with two of them (Shapley and Shubik 1954)."""
    votes = [2, 1, 1, 1]
    worths = np.array([float(sum(v for p, v in enumerate(votes) if k >> p & 1) >= 3) for k in range(16)])
    assert shapley(worths) == pytest.approx([1 / 2, 1 / 6, 1 / 6, 1 / 6])


def test_players_who_merely_add_up_do_not_interact():
    worth = np.array([3.0, -1.0, 0.5, 2.0])
    worths = np.array([7 + worth[[k >> p & 1 == 1 for p in range(4)]].sum() for k in range(16)])
    assert np.allclose(shapley(worths), worth) and np.allclose(interactions(worths), 0)


def test_replications_are_games_of_their_own_and_an_unknown_worth_is_told():
    worths = game(3, 7, 4)
    worths[5, 2] = np.nan
    for index, rows in ((shapley, 3), (interactions, comb(3, 2))):
        found = index(worths)
        assert found.shape == (rows, 4) and np.isnan(found[:, 2]).all()
        for place in (0, 1, 3):
            assert np.allclose(found[:, place], index(worths[:, place]))


def test_one_player_has_all_and_no_pair():
    assert shapley(np.array([1.0, 4.0])).tolist() == [3.0]
    assert interactions(np.array([[1.0, 2.0], [4.0, 4.0]])).shape == (0, 2)


@pytest.mark.parametrize("number", [0, 1, 3, 6])
def test_worths_of_some_coalitions_only_are_refused(number):
    with pytest.raises(ValueError, match="not those of all coalitions"):
        shapley(np.zeros(number))
