"""Elementary effects: what an outcome does as one parameter alone takes a step (Morris 1991)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.compare.blocks import RESAMPLES, SEED, Blocks, Floats, arms_of, blocks, gap, measures_of, pairs
from sim.folder.intervals import LEVEL
from sim.ground.errors import EXTRA, needs

LEVELS = 4  # steps of two thirds of a range, between its thirds
STEP = LEVELS / (2 * (LEVELS - 1))
FEWEST = 4  # trajectories below which nothing is shown


@dataclass(frozen=True)
class Screening:
    """Whole trajectories, and at them how far along its range each of the parameters `paths` stands.

    `places` is by trajectory, point and parameter, from 0 at its lowest value to 1 at its highest;
    names stand at equal steps in their order.
    """

    paths: Sequence[str]
    trajectories: Blocks
    places: Floats

    @classmethod
    def of(
        cls, points: pd.DataFrame, factors: Mapping[str, Mapping[str, Any]], levels: pd.DataFrame
    ) -> Screening:
        """Parameters: values by point (rows) and factor, what is told of the factors, and levels."""
        paths = [path for path, told in factors.items() if len(told.get("values", "ab")) > 1]
        found = blocks(list(points.index), len(paths) + 1, levels)
        places = pd.DataFrame({path: _places(points[path], factors[path]) for path in paths})
        return cls(paths, found, found.of(places))

    @property
    def enough(self) -> bool:
        """Whether there are so many trajectories that anything may be said."""
        return self.trajectories.kept >= FEWEST

    @property
    def moved(self) -> NDArray[np.int64]:
        """Which parameter each step (trajectory, step) moves."""
        return np.abs(np.diff(self.places, axis=1)).argmax(axis=2)

    def effects(self, outcome: pd.Series, resamples: int = RESAMPLES) -> pd.DataFrame:
        """By parameter mu, mu_star and sigma, and half the 95% bootstrap interval of mu_star.

        Parameters: an outcome by point. An effect is over the whole range, as if it went on as over
        the step, which of few values is longer or shorter than that of a range; mu is the mean,
        mu_star the mean size (Campolongo et al. 2007), sigma the spread.
        """
        with needs(EXTRA, "a sensitivity analysis"):
            from SALib.analyze import morris
        found = morris.analyze(
            problem(len(self.paths)), self.places.reshape(-1, len(self.paths)),
            self._evenly(outcome).ravel(), num_resamples=resamples, conf_level=LEVEL,
            num_levels=LEVELS, seed=SEED,
        )  # fmt: skip
        names = ("mu", "mu_star", "sigma", "mu_star_conf")
        return pd.DataFrame({name: np.asarray(found[name], float) for name in names}, list(self.paths))

    def _evenly(self, outcome: pd.Series) -> Floats:
        """The outcome along the trajectories as if every step were as long as that of a range."""
        values = self.trajectories.of(outcome)
        lengths = np.abs(np.diff(self.places, axis=1)).max(axis=2)
        steps = np.diff(values, axis=1) * (STEP / lengths)
        return np.concatenate([values[:, :1], values[:, :1] + steps.cumsum(axis=1)], axis=1)

    def inert(self, levels: pd.DataFrame) -> list[str]:
        """Parameters no step of which changes poverty in any run, to the bit."""
        changes = (np.diff(self.trajectories.of(levels), axis=1) != 0).any(axis=2)
        busy = set(self.moved[changes])
        return [path for place, path in enumerate(self.paths) if place not in busy]

    def turned(self, outcome: pd.Series) -> pd.Series:
        """By parameter the share of its steps across which the outcome comes below 0, or leaves it."""
        below = self.trajectories.of(outcome) < 0
        turns = pd.Series((below[:, 1:] != below[:, :-1]).ravel())
        return turns.groupby(np.asarray(self.paths)[self.moved].ravel()).mean().reindex(self.paths)


def problem(number: int) -> dict[str, Any]:
    """So many parameters in the words of SALib, each along its range from 0 to 1."""
    return {"num_vars": number, "names": [str(place) for place in range(number)],
            "bounds": [[0.0, 1.0]] * number}  # fmt: skip


def _places(values: pd.Series, told: Mapping[str, Any]) -> pd.Series:
    """How far along the range each value stands, from 0 to 1: numbers as they are, names by order."""
    named = list(told.get("values", ()))
    if all(type(value) in (int, float) for value in named):  # a list of numbers, or a range
        low, high = (min(named), max(named)) if named else (told["low"], told["high"])
        return (values.astype(float) - low) / (high - low)
    order = {str(value): place / (len(named) - 1) for place, value in enumerate(named)}
    return values.astype(str).map(order)


def influence(screening: Screening, levels: pd.DataFrame) -> pd.Series:
    """How much each parameter moves some effect or difference, relative to what moves it most.

    By parameter, the most influential first: the largest of mu_star over that of the parameter with
    the largest mu_star, over every two arms and every measure; of equals the one with the higher mean.
    """
    found = {}
    for measure in measures_of(levels):
        for pair in pairs(arms_of(levels)):
            outcome = gap(levels, measure, pair).mean(axis=1)
            sizes = screening.effects(outcome, resamples=2)["mu_star"]
            if sizes.max() > 0:
                found[measure, *pair] = sizes / sizes.max()
    shares = pd.DataFrame(found, index=list(screening.paths), dtype=float)
    ranked = pd.DataFrame({"most": shares.max(axis=1), "mean": shares.mean(axis=1)}).fillna(0.0)
    return ranked.sort_values(["most", "mean"], ascending=False, kind="stable")["most"]
