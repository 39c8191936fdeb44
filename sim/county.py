"""The county as a Mesa model: people and burn-in at the start, then one year a step."""

from __future__ import annotations

import warnings
from typing import Any

with warnings.catch_warnings():
    # In a notebook Mesa asks for a widget to draw progress bars with; a county draws none.
    warnings.filterwarnings("ignore", "IProgress not found")
    import mesa
import pandas as pd
from mesa.agent import AgentSet

from .cycle import live_a_year
from .observe import Observer
from .scenario import Scenario
from .simulate import enter_arm, open_society
from .society import Society
from .views import View, by_type, make_views, mark_rich


class County(mesa.Model):
    """One county living one arm of a scenario; the agents are views on its columns.

    `replication` counts from 1 and gives the same people and luck in every arm. The state of the
    first year stands right after construction; each `step()` lets a year pass.
    """

    def __init__(self, scenario: Scenario, arm: str, replication: int = 1) -> None:
        if arm not in scenario.arms:
            raise ValueError(f"no arm {arm!r} (this scenario has {', '.join(scenario.arms)})")
        self.society: Society = enter_arm(open_society(scenario, replication), arm)
        self._views: list[View] | None = None
        self._sets: dict[type, AgentSet] | None = None
        super().__init__(rng=self.society.seed)
        self.arm = arm
        self._observer = Observer(self.society)
        self._observer.record()

    @property
    def year(self) -> int:
        """The year whose end the state shows."""
        return self.society.year

    def step(self) -> None:
        """Let one year pass."""
        self.society.year += 1
        live_a_year(self.society)
        self._observer.record()
        self._sets = None

    @property
    def households(self) -> pd.DataFrame:
        """A copy of the household table, one row a household, columns by name."""
        return pd.DataFrame(dict(self.society.households.items()))

    @property
    def outcomes(self) -> pd.DataFrame:
        """What has been recorded so far: year, measure, line, group, value, unit."""
        names = ["year", "measure", "line", "group", "value", "unit"]
        return pd.DataFrame(self._observer.rows()["outcomes"], columns=names)

    @property
    def agents(self) -> Any:
        """All agents of the county, made on first use."""
        return AgentSet(self._all_views(), random=self.random)

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agent sets by class; who is rich is ranked anew every year."""
        if self._sets is None:
            views = self._all_views()
            mark_rich(views, self.society)
            self._sets = by_type(views, self)
        return self._sets

    @property
    def agent_types(self) -> list[type]:
        """Classes of agents present."""
        return list(self.agents_by_type)

    def _all_views(self) -> list[View]:
        if self._views is None:
            self._views = []
            self._views = make_views(self, self.society)
        mark_rich(self._views, self.society)
        return self._views
