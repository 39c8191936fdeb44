"""How much of an effect each part has, and each pair of parts: one game a replication."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd

from sim.compare.outcomes import Outcomes
from sim.compare.shapley import interactions, shapley
from sim.designs.coalitions import Game
from sim.folder import codebook
from sim.folder.intervals import Floats, student
from sim.record.poverty import POVERTY

Keys = dict[str, list[str]]


def attribution(outcomes: Outcomes, game: Game) -> pd.DataFrame:
    """Each part's Shapley value: its share of what all parts together change in the last year.

    At the national line. Paired by replication; one in which a coalition has no run is left out.
    """
    parts = {"part": list(game.players)}
    return _table("attribution.csv", parts, "share", shapley, outcomes, game)


def pair_interactions(outcomes: Outcomes, game: Game) -> pd.DataFrame:
    """Each pair's Shapley interaction in the last year: what it changes beyond its two parts."""
    first, second = zip(*combinations(game.players, 2), strict=True)
    pairs = {"first": list(first), "second": list(second)}
    return _table("interactions.csv", pairs, "value", interactions, outcomes, game)


def worths(outcomes: Outcomes, game: Game, measure: str) -> Floats:
    """A measure at the national line in the last year, [coalition, replication]."""
    return np.array([outcomes.yearly(arm, measure, "national")[:, -1] for arm in game.arms])


def _table(
    file: str, keys: Keys, middle: str, index: Callable[[Floats], Floats], outcomes: Outcomes,
    game: Game,
) -> pd.DataFrame:  # fmt: skip
    """Mean and interval over replications of an index of games, for every measure that is known."""
    frames = []
    for measure in POVERTY:
        found = student(index(worths(outcomes, game, measure)).T)
        frame = pd.DataFrame({**keys, **found, middle: found["mean"]}).assign(measure=measure)
        frames.append(frame.loc[frame["n"] > 0, codebook.header(file)])
    return pd.concat(frames, ignore_index=True)
