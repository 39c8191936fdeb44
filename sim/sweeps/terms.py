"""A sweep that can be run: a scenario, its factors and its points."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from math import prod
from typing import Any

from sim.scenario.layers import laid
from sim.scenario.problems import Problems, Spot
from sim.scenario.read import Document
from sim.scenario.resolve import resolve
from sim.scenario.scenario import Scenario
from sim.sweeps.factors import LEVER, Factor
from sim.sweeps.points import Values

SWEEP_FILE = "sweep.yaml"
RECENT = 64  # scenarios of points that are kept at hand


@dataclass(frozen=True)
class Sweep:
    """One scenario at many points. `base` is its document, `spots` where each factor stands."""

    name: str
    base: Document
    factors: Sequence[Factor]
    points: Sequence[Values]
    spots: dict[str, Spot]

    def scenario(self, point: int) -> Scenario:
        """The scenario of a point (from 0). Raises `ScenarioError` for what it cannot be."""
        return self._recent(point)

    @cached_property
    def _recent(self) -> Callable[[int], Scenario]:
        return lru_cache(maxsize=RECENT)(self._made)

    def _made(self, point: int) -> Scenario:
        problems = Problems()
        values = self.resolved(point, problems)
        problems.raise_if_any()
        return Scenario(**values)

    def resolved(self, point: int, problems: Problems) -> dict[str, Any]:
        """The values of a point's scenario; what is wrong is noted where its factor stands."""
        document = self.base
        for path, value in self.points[point].items():
            place, spot = tuple(path.split(".")), self.spots[path]
            document = laid(document, Document(spot.file, value, values={place: spot}), place)
            document.keys[place] = spot
        return resolve(document, problems)

    @property
    def settings(self) -> int:
        """How many settings of the levers there are in each world."""
        levels = (len(factor.levels) for factor in self.factors if factor.role == LEVER)
        return prod(levels)

    @property
    def tree(self) -> dict[str, Any]:
        """Everything that makes the sweep, as it is stored."""
        told = [asdict(factor) for factor in self.factors]
        return {"name": self.name, "scenario": self.base.tree, "factors": told,
                "points": list(self.points)}  # fmt: skip

    @classmethod
    def stored(cls, tree: dict[str, Any]) -> Sweep:
        """A sweep from its stored tree."""
        factors = [Factor(**told | {"values": tuple(told["values"])}) for told in tree["factors"]]
        spots = {factor.path: Spot(SWEEP_FILE) for factor in factors}
        return cls(tree["name"], Document(SWEEP_FILE, tree["scenario"]), factors, tree["points"], spots)

    @property
    def first(self) -> Scenario:
        """The scenario of the first point, which tells what all points share."""
        return self.scenario(0)

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits of the scenario and all points."""
        text = json.dumps(self.tree, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]
