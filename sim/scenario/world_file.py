"""An ensemble of worlds as a table: one a row, a column for each parameter, every cell checked."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from immutabledict import immutabledict

from sim.ground.parameters import Parameter
from sim.scenario import declared
from sim.scenario.check import as_declared, fault
from sim.scenario.problems import Problems, Spot, name_fault, nearest, show
from sim.scenario.read import plain_scalar
from sim.terms import OF_STRATEGIES, World

WORLD, WEIGHT = "world", "weight"
LONGEST_NAME = 60


@dataclass(frozen=True)
class Ensemble:
    """The worlds of a table, what each weighs, and the place of every cell by world and path."""

    worlds: tuple[World, ...]
    weights: tuple[float, ...]
    spots: Mapping[tuple[int, str], Spot]


def parameters(strategies: Mapping[str, Any]) -> dict[str, Parameter]:
    """What a world may say, by path; lists of names, which say what acts, are no part of a world."""
    world = {f"world.{name}": one for name, one in declared.world_parameters().items()}
    own = {f"{OF_STRATEGIES}{name}.{key}": one for name, kind in strategies.items()
           for key, one in kind.parameters.items()}  # fmt: skip
    return {path: one for path, one in (world | own).items() if one.kind != "names"}


def read_ensemble(
    lines: Iterable[str], shown: str, strategies: Mapping[str, Any], problems: Problems, begin: int = 1
) -> Ensemble | None:
    """The worlds in the lines of a table, of which those that begin with # are remarks.

    All that is wrong is noted by line (the first is `begin`) and number of column; None then.
    """
    return _Table(shown, parameters(strategies), problems).read(lines, begin)


class _Table:
    def __init__(self, file: str, known: Mapping[str, Parameter], problems: Problems) -> None:
        self._file, self._known, self._problems = file, known, problems

    def read(self, lines: Iterable[str], begin: int) -> Ensemble | None:
        before = len(self._problems)
        rows = [(number, next(csv.reader([line]))) for number, line in enumerate(lines, begin)
                if line.strip() and not line.startswith("#")]  # fmt: skip
        if not rows:
            self._wrong(begin, 1, "is empty: an ensemble needs a line of column names")
            return None
        (line, header), *worlds = rows
        head = [name.strip() for name in header]
        self._head(line, head)
        if not worlds:
            self._wrong(line, 1, "holds no world")
        found = [self._world(number, head, cells) for number, cells in worlds]
        self._check_alike([number for number, _ in worlds], [world for world, _ in found])
        weights = [weight for _, weight in found]
        if not any(weights) and len(self._problems) == before:
            self._wrong(line, head.index(WEIGHT) + 1, "is 0 for every world: none can be drawn")
        if len(self._problems) > before:
            return None
        spots = {(place, path): Spot(self._file, number, column)
                 for place, (number, _) in enumerate(worlds)
                 for column, path in enumerate(head, 1)}  # fmt: skip
        return Ensemble(tuple(world for world, _ in found), tuple(weights), spots)

    def _wrong(self, line: int, column: int, sentence: str) -> None:
        self._problems.add(Spot(self._file, line, column), (), sentence)

    def _head(self, line: int, head: list[str]) -> None:
        for column, name in enumerate(head, 1):
            if name in head[: column - 1]:
                self._wrong(line, column, f"the column {show(name)} stands here twice")
            elif name not in self._known and name not in (WORLD, WEIGHT):
                what = "world.PARAMETER or strategies.STRATEGY.PARAMETER"
                near = nearest(name, [*self._known, WORLD, WEIGHT]) or f" (a column is {what})"
                self._wrong(line, column, f"unknown column {show(name)}{near}")
        if WORLD not in head:
            self._wrong(line, 1, f"has no column {WORLD}, by which worlds are known")
        if not set(head) - {WORLD, WEIGHT}:
            self._wrong(line, 1, "has no column of a parameter: its worlds do not differ")

    def _world(self, line: int, head: list[str], cells: list[str]) -> tuple[World, float]:
        """A world and its weight, at its defaults where something is wrong."""
        if len(cells) != len(head):
            self._wrong(line, 1, f"has {len(cells)} cells under {len(head)} column names")
            return World("", immutabledict()), 0.0
        name, weight, values = "", 1.0, {}
        for column, (path, cell) in enumerate(zip(head, map(str.strip, cells), strict=True), 1):
            if path == WORLD:
                name = self._name(line, column, cell)
            elif path == WEIGHT:
                weight = self._weight(line, column, cell)
            elif path in self._known:
                values[path] = self._value(line, column, path, cell)
        return World(name, immutabledict(values)), weight

    def _name(self, line: int, column: int, cell: str) -> str:
        if problem := name_fault(cell, LONGEST_NAME):
            self._wrong(line, column, f"a world's name {problem}")
        return cell

    def _check_alike(self, lines: list[int], worlds: list[World]) -> None:
        """Worlds of one name must be one world, as where a stored scenario has drawn it twice."""
        first: dict[str, tuple[int, World]] = {}
        for line, world in zip(lines, worlds, strict=True):
            before, other = first.setdefault(world.name, (line, world))
            if world.name and other != world:
                self._wrong(line, 1, f"the world {show(world.name)} stands on line {before}, too, "
                                     "and is another there")  # fmt: skip

    def _weight(self, line: int, column: int, cell: str) -> float:
        value = plain_scalar(cell)
        if type(value) in (int, float) and isfinite(value) and value >= 0:
            return float(value)
        self._wrong(line, column, f"{WEIGHT}: must be a number of at least 0, not {show(cell)}")
        return 0.0

    def _value(self, line: int, column: int, path: str, cell: str) -> Any:
        value, parameter = plain_scalar(cell), self._known[path]
        problem = "has no value" if value is None else fault(parameter, value)
        if problem is None:
            return as_declared(parameter, value)
        self._wrong(line, column, f"{path}: {problem}")
        return parameter.default
