"""What each player of a game is worth, and each pair, from the worths of all coalitions.

A game of n players is an array of 2^n worths down the first axis: that at place k is of the players
whose bits are set in k. Further axes (replications, measures) are kept.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from sim.folder.intervals import Floats


def shapley(worths: Floats) -> Floats:
    """The mean of what each player adds, over all orders in which they may join (Shapley 1953).

    Worths [2^n, ...] give values [n, ...] in the same unit. They sum to the worth of all players
    minus that of none. A coalition of unknown worth (NaN) leaves nothing known.
    """
    players = players_of(worths)
    values = []
    for player in range(players):
        without = _lacking(players, 1 << player)
        added = worths[without | 1 << player] - worths[without]
        values.append(np.tensordot(_weights(without, players - 1), added, 1))
    return np.array(values)


def interactions(worths: Floats) -> Floats:
    """What two players add together beyond what each adds alone (Owen 1972; Grabisch, Roubens 1999).

    The Shapley interaction index, the mean over coalitions of the others as they come before the
    pair in a random order. Worths [2^n, ...] give values [pairs, ...], the pairs in the order of
    `itertools.combinations`.
    """
    players = players_of(worths)
    values = []
    for one, two in combinations((1 << player for player in range(players)), 2):
        without = _lacking(players, one | two)
        apart = worths[without | one] + worths[without | two]
        beyond = worths[without | one | two] + worths[without] - apart
        values.append(np.tensordot(_weights(without, players - 2), beyond, 1))
    return np.array(values).reshape(comb(players, 2), *worths.shape[1:])


def players_of(worths: Floats) -> int:
    """How many players a game has. Raises ValueError where the worths are not of all coalitions."""
    players = len(worths).bit_length() - 1
    if players < 1 or len(worths) != 1 << players:
        raise ValueError(f"{len(worths)} worths are not those of all coalitions of some players")
    return players


def _lacking(players: int, some: int) -> NDArray[np.intp]:
    """The coalitions in which none of some players is."""
    coalitions = np.arange(1 << players)
    return coalitions[coalitions & some == 0]


def _weights(coalitions: NDArray[np.intp], others: int) -> Floats:
    """The chance of each coalition to be those of the others who came before, in a random order."""
    chances = [1 / ((others + 1) * comb(others, int(number).bit_count())) for number in coalitions]
    return np.array(chances)
