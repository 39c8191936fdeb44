"""The county as a Mesa model: people and burn-in at the start, then one year a step."""

from __future__ import annotations

import copy
import os
import warnings
from functools import partial
from numbers import Integral
from typing import Any, NoReturn

with warnings.catch_warnings():
    # In a notebook Mesa asks for a widget to draw progress bars with; a county draws none.
    warnings.filterwarnings("ignore", "IProgress not found")
    import mesa
import pandas as pd
from mesa.agent import AgentSet

from sim.cycle import live_next_year
from sim.ground.errors import InputError, nearest
from sim.observation.dictionary import always
from sim.observation.observer import Observer
from sim.scenario import Scenario, load
from sim.scenario.declared import SCALARS
from sim.simulate import enter_arm, open_society
from sim.society import Society
from sim.views import View, by_type, make_views, mark_rich


class County(mesa.Model):
    """One county living one arm of a scenario (or of its file); agents are views on its columns.

    `replication` counts from 1 and gives the same people and luck in every arm. The state of the
    first year stands right after construction; each `step()` lets a year pass until the horizon
    ends. `datacollector` holds what each step recorded for the whole county at the first line;
    `outcomes` has every line and group, and the opening. Mesa's `rng` is refused: luck is a
    matter of `replication`. Raises `InputError` for an arm or a replication that is none.
    """

    def __init__(
        self, scenario: Scenario | str | os.PathLike[str], arm: str, replication: int = 1,
        rng: None = None,
    ) -> None:  # fmt: skip
        if isinstance(scenario, (str, os.PathLike)):
            scenario = load(scenario)
        check(scenario, arm, replication, rng)
        self.society: Society = enter_arm(open_society(scenario, int(replication)), arm)
        self._views: list[View] | None = None
        self._sets: dict[type, AgentSet] | None = None
        super().__init__(rng=self.society.seed)
        self.arm = arm
        self._observer = Observer(self.society)
        self._observer.record()
        names = dict.fromkeys((*always(), *scenario.record.measures))
        reporters = {name: partial(recorded, measure=name) for name in names}
        self.datacollector = mesa.DataCollector(model_reporters={"year": "year", **reporters})

    @property
    def year(self) -> int:
        """The year whose end the state shows."""
        return self.society.year

    @property
    def scenario(self) -> None:
        """None of Mesa's kind, which its page would put in the place of ours when it starts anew.

        Ours is `society.scenario`.
        """

    @scenario.setter
    def scenario(self, mesas: Any) -> None:
        """Mesa 3.5 gives every model an empty one."""

    def step(self) -> None:
        """Let one year pass; with the last year of the horizon `running` ends."""
        end = self.society.scenario.end
        if self.year >= end:
            raise RuntimeError(f"{end} is the last year of this scenario: load it with more `years`")
        live_next_year(self.society)
        self._observer.record()
        self._sets = None
        self.running = self.year < end
        self.datacollector.collect(self)

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

    def register_agent(self, agent: Any) -> NoReturn:
        """Refused: who lives in a county is a row of its columns."""
        raise NotImplementedError("a county takes no further agents: who lives in it is a row of its "
                                  "columns; it may be written into a table of your own")

    def remove_all_agents(self) -> NoReturn:
        """Refused: people and land of a county stay."""
        raise NotImplementedError("the agents of a county cannot leave it: make another county")

    def __copy__(self) -> County:
        """An independent county: a shallow copy would be the same one under two names."""
        return copy.deepcopy(self)

    def _all_views(self) -> list[View]:
        if self._views is None:
            self._views = make_views(self, self.society)
        mark_rich(self._views, self.society)
        return self._views


def check(scenario: Any, arm: Any, replication: Any, rng: Any) -> None:
    """Say all that is wrong with what a county is asked to be."""
    if not isinstance(scenario, Scenario):
        raise InputError(f"scenario: a scenario or its file, not {type(scenario).__name__}")
    problems, most = [], int(SCALARS["replications"].high or 0)
    if arm not in scenario.arms:
        hint = nearest(arm, scenario.arms)
        problems.append(f"no arm {arm!r}{hint}; this scenario has {', '.join(scenario.arms)}")
    whole = isinstance(replication, Integral) and not isinstance(replication, bool)
    if not whole or not 1 <= replication <= most:
        problems.append(f"replication: a whole number from 1 to {most:,}, not {replication!r}")
    if rng is not None:
        problems.append("rng: the luck of a county is set by its replication")
    if problems:
        raise InputError(problems)


def recorded(county: County, measure: str) -> float:
    """What the last year recorded of a measure for the whole county at the first line, or nan."""
    lines = ("", county.society.scenario.record.lines[0])
    for year, name, line, group, value, _ in reversed(county._observer.rows()["outcomes"]):
        if year < county.year:
            break
        if name == measure and group == "all" and line in lines:
            return value
    return float("nan")
