"""All households of a county, or those that a run followed, in two arms: incomes, the line, the list."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.scenario import Scenario
from sim.simulate import enter_arm, live_through, open_society
from sim.society import Society


@dataclass(frozen=True)
class Trace:
    """Households in one arm, from the opening on.

    `rows` and `villages` are one a household; `line` (yuan a head) and `lists_kept` one a year;
    `income` (yuan a head) and `listed` a year a row and a household a column.
    """

    arm: str
    years: tuple[int, ...]
    rows: np.ndarray
    villages: np.ndarray
    line: np.ndarray
    lists_kept: np.ndarray
    income: np.ndarray
    listed: np.ndarray

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
    seen = [_look(society), *(_look(one) for one in live_through(society))]
    lines, kept, incomes, listed = (np.array(column) for column in zip(*seen, strict=True))
    years = tuple(range(society.scenario.start, society.scenario.end + 1))
    rows = np.arange(len(society.households))
    villages = society.households.village.copy()
    return Trace(society.arm, years, rows, villages, lines, kept, incomes, listed)


def _look(society: Society) -> tuple[float, bool, np.ndarray, np.ndarray]:
    """The line, whether a list is kept, income a head and who is listed, now."""
    h, programmes = society.households, society.programmes.values()
    kept = any(programme.listed is not None for programme in programmes)
    return society.world.poverty_line, kept, h.income / h.persons, h.registered & kept
