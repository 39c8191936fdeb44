"""A sweep that can be run: a scenario, its factors, and the points that are known so far."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property, lru_cache, reduce
from operator import getitem
from typing import Any, NoReturn

from sim.folder.swept import SWEEP_FILE
from sim.scenario import declared
from sim.scenario.layers import laid
from sim.scenario.problems import Problems, ScenarioError, Spot
from sim.scenario.read import Document
from sim.scenario.resolve import resolve
from sim.scenario.scenario import Scenario
from sim.sweeps.factors import UNCERTAINTY, Factor
from sim.sweeps.points import Batch, Design, Values
from sim.terms import as_tree

SEED = "seed"
RECENT = 64  # scenarios of points that are kept at hand


@dataclass(frozen=True)
class Sweep:
    """One scenario at many points. `base` is its document, `spots` where each factor stands.

    `kind` is that of the experiment, which chooses the points, with its own `options`. `batches`
    are those chosen so far; the first of them is known before anything is run.
    """

    name: str
    kind: str
    options: Mapping[str, Any]
    base: Document
    factors: Sequence[Factor]
    design: Design
    spots: Mapping[str, Spot] = field(default_factory=dict)
    batches: tuple[Batch, ...] = ()

    def refuse(self, at: str, sentence: str) -> NoReturn:
        """Raise `ScenarioError` for what the file says at a key or of a factor."""
        problems = Problems()
        problems.add(self.spots.get(at, Spot(SWEEP_FILE)), (at,), sentence)
        raise ScenarioError(problems.lines())

    def with_batch(self, batch: Batch) -> Sweep:
        """The sweep with more points."""
        return replace(self, batches=(*self.batches, batch))

    @property
    def seed(self) -> int:
        """Where the luck of the runs, and of the choice of points, comes from."""
        return int(self.base.tree.get(SEED, declared.SCALARS[SEED].default))

    @cached_property
    def points(self) -> list[Values]:
        """All points so far."""
        return [point for batch in self.batches for point in batch.points]

    @cached_property
    def worlds(self) -> list[int]:
        """The number of each point's world, from 0: those with the same uncertainties and seed."""
        uncertain = [factor.path for factor in self.factors if factor.role == UNCERTAINTY] + [SEED]
        numbers: dict[tuple[Any, ...], int] = {}
        return [
            numbers.setdefault(tuple(point.get(path) for path in uncertain), len(numbers))
            for point in self.points
        ]

    @cached_property
    def number_of_worlds(self) -> int:
        """How many worlds there are."""
        return max(self.worlds) + 1

    @property
    def set_besides(self) -> list[str]:
        """Paths that are no factors and that the kind sets at some points, such as a seed."""
        paths = dict.fromkeys(path for point in self.points for path in point)
        return [path for path in paths if path not in {factor.path for factor in self.factors}]

    @property
    def stages(self) -> list[list[Any]]:
        """Stage, first and last point of each batch."""
        found, start = [], 1
        for batch in self.batches:
            found.append([batch.stage, start, start + len(batch.points) - 1])
            start += len(batch.points)
        return found

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
        return Scenario.of_resolved(values)

    def resolved(self, point: int, problems: Problems) -> dict[str, Any]:
        """The values of a point's scenario; what is wrong is noted where its factor stands."""
        document = self.base
        for path, value in self.points[point].items():
            place, spot = tuple(path.split(".")), self.spots.get(path, Spot(SWEEP_FILE))
            document = laid(document, Document(spot.file, value, values={place: spot}), place)
            document.keys[place] = spot
        return resolve(document, problems)

    @cached_property
    def _base(self) -> dict[str, Any]:
        """The scenario as it is where a point sets nothing, spelt out."""
        return as_tree(replace(self, batches=(Batch("", [{}]),)).first)

    def left(self, factor: Factor) -> dict[str, Any]:
        """The value of a factor that a point does not set, if the scenario can be without it."""
        try:
            return {"scenario": reduce(getitem, factor.path.split("."), self._base)}
        except (ScenarioError, KeyError):
            return {}

    @property
    def tree(self) -> dict[str, Any]:
        """Everything that makes the sweep, as it is stored."""
        told = [factor.tree for factor in self.factors]
        return {"name": self.name, "kind": self.kind, "options": dict(self.options),
                "scenario": self.base.tree, "factors": told, "design": asdict(self.design),
                "batches": [asdict(batch) for batch in self.batches]}  # fmt: skip

    @classmethod
    def stored(cls, tree: dict[str, Any]) -> Sweep:
        """A sweep from its stored tree."""
        factors = [Factor(**told | {"values": tuple(told["values"])}) for told in tree["factors"]]
        spots = {factor.path: Spot(SWEEP_FILE) for factor in factors}
        batches = tuple(Batch(**told) for told in tree["batches"])
        return cls(tree["name"], tree["kind"], tree["options"], Document(SWEEP_FILE, tree["scenario"]),
                   factors, Design(**tree["design"]), spots, batches)

    @property
    def first(self) -> Scenario:
        """The scenario of the first point, which tells what all points share."""
        return self.scenario(0)

    @property
    def _decisive(self) -> dict[str, Any]:
        """The scenario as it is written, but for where the file of a survey lies."""
        survey, tree = self.first.survey, self.base.tree
        if survey is None:
            return tree
        return tree | {"county": tree["county"] | {"survey": survey.digest}}

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits of what is known before the first run; the rest follows from it."""
        known = self.tree | {"scenario": self._decisive,
                             "batches": [asdict(batch) for batch in self.batches[:1]]}
        text = json.dumps(known, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]
