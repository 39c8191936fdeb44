"""Points: every setting of the levers in every world, worlds shared by all settings."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING, Any

from sim.sweeps import designs
from sim.sweeps.factors import LEVER, UNCERTAINTY, Factor

if TYPE_CHECKING:
    import pandas as pd

MOST_POINTS = 1_000_000
Values = dict[str, Any]
"""The values of factors by path; what is left out stands as in the scenario."""


@dataclass(frozen=True)
class Batch:
    """Points that are run together, and at which `stage` of an experiment."""

    stage: str
    points: list[Values]


Came = Callable[..., "pd.DataFrame"]
"""Tells what the runs so far came to, as `sim.folder.swept.Swept.runs` has it, without failed ones; what
else is asked of them is given as a `sim.folder.came.Reading`."""

Plan = Generator[Batch, Came, None]
"""Yields batches of points, is sent what the runs came to after each, and ends when it has enough.

It depends on nothing but the sweep and what it is sent: what was killed is gone on with by going
through the plan again, where runs that are there are not done a second time.
"""


@dataclass(frozen=True)
class Design:
    """Which worlds are tried: the kind of design, and how many, where it must be told."""

    kind: str
    number: int = 0


class TooManyPoints(ValueError):
    """A design makes more points than anybody can run."""


def crossed(factors: Sequence[Factor], design: Design, seed: int) -> list[Values]:
    """The points of a design: world by world, in each all settings of the levers.

    A design that is not `CROSSED` says itself what the levers are. Raises `TooManyPoints` for more
    than `MOST_POINTS`.
    """
    of_kind = designs.find()[design.kind]
    if not getattr(of_kind, "CROSSED", True):
        return [named(factors, values) for values in of_kind.points(factors, design.number, seed)]
    levers = [factor for factor in factors if factor.role == LEVER]
    uncertain = [factor for factor in factors if factor.role == UNCERTAINTY]
    settings = prod(len(lever.levels) for lever in levers)
    most = MOST_POINTS // settings
    made = of_kind.points(uncertain, design.number, seed) if uncertain else iter([()])
    worlds = list(islice(made, most + 1))
    if len(worlds) > most:
        raise TooManyPoints(f"makes more than {MOST_POINTS:,} points: take fewer factors, steps or "
                            "points, or worlds that are sampled (latin-hypercube, sobol)")
    return [
        named(uncertain, world) | named(levers, setting)
        for world in worlds
        for setting in product(*(lever.levels for lever in levers))
    ]


def named(factors: Sequence[Factor], values: Sequence[Any]) -> Values:
    """Values by the paths of their factors, without those that are left as they are (None)."""
    pairs = zip(factors, values, strict=True)
    return {factor.path: value for factor, value in pairs if value is not None}
