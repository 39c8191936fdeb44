"""All households of a county, or those that a run followed, in two arms: incomes, the line, the list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.scenario import Scenario
from sim.simulate import enter_arm, live_through, open_society
from sim.society import Society

Look = tuple[float, bool, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Trace:
    """Households in one arm, from the opening on.

    `rows` and `villages` are one a household; `line` (yuan a head) and `lists_kept` one a year;
    `income` (yuan a head), `listed` and `persons` a year a row and a household a column.
    """

    arm: str
    years: tuple[int, ...]
    rows: np.ndarray
    villages: np.ndarray
    line: np.ndarray
    lists_kept: np.ndarray
    income: np.ndarray
    listed: np.ndarray
    persons: np.ndarray

    @property
    def poor(self) -> np.ndarray:
        """Whether income a head is below the line of the year, as the headcount has it."""
        return self.income < self.line[:, None]


def trace_twice(
    scenario: Scenario, arms: tuple[str, str], replication: int
) -> tuple[Trace, Trace]:
    """All households in two arms of a replication, lived again; raises `InputError` for a province."""
    opened = open_society(scenario, replication)
    one, other = (trace(enter_arm(opened, arm)) for arm in arms)
    return one, other


def trace(society: Society) -> Trace:
    """Let the years of an arm pass and note income and list of everybody at the end of each."""
    return traced(society, [look(society), *(look(one) for one in live_through(society))])


def traced(society: Society, seen: list[Look]) -> Trace:
    """The trace of a county that has lived its years, by what was seen at the opening and after each."""
    lines, kept, *columns = (np.array(column) for column in zip(*seen, strict=True))
    years = tuple(range(society.scenario.start, society.scenario.end + 1))
    rows = np.arange(len(society.households))
    return Trace(society.arm, years, rows, society.households.village.copy(), lines, kept, *columns)


def look(society: Society) -> Look:
    """The line, whether a list is kept, income a head, who is listed and how many live there, now."""
    h, programmes = society.households, society.programmes.values()
    kept = any(programme.listed is not None for programme in programmes)
    income = h.income / h.persons
    return society.world.poverty_line, kept, income, h.registered & kept, h.persons.copy()
