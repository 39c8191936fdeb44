"""The end of the year as tidy rows: what `sim.record` declares and a scenario asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sim.observation.by_group import Crossing, by_group, planned
from sim.observation.dictionary import measured, of_the_whole, producers
from sim.observation.tables import TABLES
from sim.record.groupings import mark_quintiles
from sim.record.seen import Seen
from sim.society import Society


class Observer:
    """Records a society's years and hands them over as tidy rows."""

    def __init__(self, society: Society) -> None:
        plan = society.scenario.record
        self.society = society
        self.tables: dict[str, list[tuple[Any, ...]]] = {name: [] for name in ("outcomes", *TABLES)}
        self._asked = set(of_the_whole(plan))
        self._producers = producers(self._asked)
        self._units = {name: measure.unit for name, measure in measured().items()}
        self._memory: dict[type, Any] = {}
        mark_quintiles(society)

    @cached_property
    def _crossed(self) -> list[Crossing]:
        return planned(self.society.scenario.record)

    def __getstate__(self) -> dict[str, Any]:
        """What can be put away: declarations of measures hold functions, and are looked up again."""
        return {name: value for name, value in self.__dict__.items() if name != "_crossed"}

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All recorded rows by table."""
        return self.tables

    def record(self) -> None:
        """Record the year the society has just lived."""
        seen = Seen(self.society, self._asked, self._memory)
        year, units = seen.year, self._units
        self.tables["outcomes"].extend(
            (year, name, line, group, float(value), units[name])
            for name, line, group, value in self._values(seen) if value == value
        )
        for table, recorded in TABLES.items():
            self.tables[table].extend(recorded(seen))

    def _values(self, seen: Seen) -> Iterator[tuple[str, str, str, float]]:
        for values in self._producers:
            yield from (row for row in values(seen) if row[0] in self._asked)
        yield from by_group(seen, self._crossed)
