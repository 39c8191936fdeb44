"""Points: every setting of the levers in every world, worlds shared by all settings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from sim.sweeps import designs
from sim.sweeps.factors import LEVER, UNCERTAINTY, Factor

Values = dict[str, Any]


def crossed(factors: Sequence[Factor], kind: str, number: int, seed: int) -> list[Values]:
    """The points of a design: world by world, in each all settings of the levers.

    A point has the values of its factors by path; what it leaves out stands as in the scenario.
    """
    levers = [factor for factor in factors if factor.role == LEVER]
    uncertain = [factor for factor in factors if factor.role == UNCERTAINTY]
    worlds = list(designs.find()[kind].points(uncertain, number, seed)) if uncertain else [()]
    settings = list(product(*(lever.levels for lever in levers)))
    return [
        _named(uncertain, world) | _named(levers, setting)
        for world in worlds
        for setting in settings
    ]


def _named(factors: Sequence[Factor], values: Sequence[Any]) -> Values:
    pairs = zip(factors, values, strict=True)
    return {factor.path: value for factor, value in pairs if value is not None}
