"""A year as statistics see it: what those who record it share, worked out once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from sim.measures import Distribution
from sim.programme import Moves, Programme, all_moves
from sim.record.aid import received
from sim.record.per_head import OfDistribution, PerHead, taken
from sim.society import Society

MEDIAN_SHARE = 0.6  # of a line `median` that says no share
Memory = TypeVar("Memory")


@dataclass
class Seen:
    """The end of a year of a society.

    `asked` are the measures that the scenario records of the whole county. `memory` holds what
    is remembered from one year of a run to the next.
    """

    society: Society
    asked: Collection[str] = ()
    memory: dict[type, Any] = field(default_factory=dict)

    def remembered(self, kind: type[Memory], *given: Any) -> Memory:
        """The one object of a kind that a run keeps through its years, made in the first as given."""
        if kind not in self.memory:
            self.memory[kind] = kind(*given)
        return self.memory[kind]

    @property
    def programmes(self) -> Collection[Programme]:
        """The strategies of the arm in this year, with what each noted."""
        return self.society.programmes.values()

    @cached_property
    def moves(self) -> Moves | None:
        """Moves into and out of the files of all programmes; None if none keeps a file."""
        return all_moves(self.programmes)

    @property
    def year(self) -> int:
        """The year at whose end this is."""
        return self.society.year

    @property
    def opening(self) -> bool:
        """Whether this is the opening year, in which no programme acts."""
        return self.year == self.society.scenario.start

    @property
    def national(self) -> float:
        """The national line, yuan a person and year."""
        return self.society.world.poverty_line

    @cached_property
    def income(self) -> np.ndarray:
        """Income per head of each household, yuan a year."""
        return self.society.households.income / self.society.households.persons

    @cached_property
    def poor(self) -> np.ndarray:
        """Whose income per head is below the national line: one bool a household."""
        return self.income < self.national

    @cached_property
    def aid(self) -> np.ndarray:
        """What programmes paid each household, yuan."""
        return received(self.society)

    @cached_property
    def income_before_aid(self) -> np.ndarray:
        """The year's income of each household without that, yuan; see `record.aid`."""
        return self.society.households.income - self.aid

    @cached_property
    def poor_before_aid(self) -> np.ndarray:
        """Whose income per head before programme aid is below the line: one bool a household."""
        return self.income_before_aid < self.national * self.society.households.persons

    @cached_property
    def listed(self) -> bool:
        """Whether there is a list this year, and anybody whom it should name."""
        return bool(self.society.households.registered.any() and self.poor_before_aid.any())

    def per_head(self, variable: str, rows: np.ndarray | None = None) -> PerHead:
        """Income or consumption per head, of the households of some rows or of all."""
        h, chosen = self.society.households, slice(None) if rows is None else rows
        persons = h.persons[chosen]
        return PerHead(h.arrays[variable][chosen] / persons, persons, self.national)

    @cached_property
    def whole(self) -> dict[str, PerHead]:
        """Income and consumption per head of all people."""
        return {variable: self.per_head(variable) for variable in ("income", "consumption")}

    def of_all_people(
        self, measures: Iterable[OfDistribution]
    ) -> Iterator[tuple[str, str, str, float]]:
        """Those of the measures that are asked for, of all people."""
        asked = [measure for measure in measures if measure.name in self.asked]
        for name, line, value in taken(asked, self.whole, self.lines) if asked else ():
            yield name, line, "all", value

    @cached_property
    def lines(self) -> dict[str, float]:
        """Yuan of each recorded line; a share of a median of nothing is no line."""
        lines = {name: self._line(name) for name in self.society.scenario.record.lines}
        return {name: yuan for name, yuan in lines.items() if yuan > 0}

    def _line(self, name: str) -> float:
        own = dict(self.society.scenario.record.own_lines)
        if name in own:
            return own[name]
        kind, _, factor = name.partition("_")
        if kind == "national":
            return self.national * float(factor or 1)
        people = Distribution(self.income, self.society.households.persons)
        return float(factor or MEDIAN_SHARE) * float(people.quantile(0.5))
