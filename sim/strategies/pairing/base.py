"""What a local model of pairing is: one part of the programme, with its own parameters and costs.

Local models share a plan of the year: whom the programme serves, in which order, how well each
household is known, and the purse. Each is one file here and is found by its class.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from ...agents.government import Purse
from ...parameters import Parameter
from ...processes.causes import CAUSES, diagnose
from ...processes.planning import monitoring
from ...society import Society


@dataclass
class Plan:
    """The programme's year. Arrays have one entry a household, `days` one a cadre."""

    county: Society
    purse: Purse
    strategy: Any
    served: np.ndarray
    urgency: np.ndarray
    days: np.ndarray
    visits: np.ndarray
    fit: np.ndarray
    money: float = field(default=0.0)

    @cached_property
    def cause(self) -> np.ndarray:
        """Diagnosed main cause of each served household, an index into `CAUSES`; 0 elsewhere."""
        h = self.county.households
        h.cause = np.where(self.served, diagnose(self.county, self.fit), 0)
        return h.cause

    def diagnosed(self, cause: str) -> np.ndarray:
        """Served households in which this cause was seen."""
        return self.served & (self.cause == CAUSES.index(cause))

    def known(self) -> np.ndarray:
        """Households whose affairs this year's visits have seen (a draw for each)."""
        county = self.county
        chance = monitoring(self.visits, county.world.monitoring_per_visit)
        return county.uniform("appraisal", county.households) < chance

    def queue(self, wanted: np.ndarray) -> np.ndarray:
        """Rows of the wanted households, the most urgent first."""
        rows = np.flatnonzero(wanted)
        return rows[np.argsort(self.urgency[rows], kind="stable")]

    def reach(self, wanted: np.ndarray, costs: np.ndarray | float, most: float = 1.0) -> np.ndarray:
        """Rows that can be served in full, in order, with at most a share of the year's money."""
        costs = np.broadcast_to(np.asarray(costs, float), self.served.shape)
        order = self.queue(wanted & (costs > 0))
        limit = min(self.purse.left, most * self.money)
        return order[: int(np.searchsorted(np.cumsum(costs[order]), limit, side="right"))]

    def buy(
        self, wanted: np.ndarray, costs: np.ndarray | float, kind: str, most: float = 1.0
    ) -> np.ndarray:
        """Pay suppliers the full costs (yuan a household) of those within reach; returns them."""
        rows = self.reach(wanted, costs, most)
        costs = np.broadcast_to(np.asarray(costs, float), self.served.shape)
        self.purse.pay("rest_of_world", float(costs[rows].sum()), kind)
        return rows


class LocalModel:
    """Base of the local models. They act by rising `turn`: lists, visits, measures, last uses."""

    name: ClassVar[str] = ""
    turn: ClassVar[int] = 50
    parameters: ClassVar[dict[str, Parameter]] = {}

    def __init__(self, **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)

    def act(self, plan: Plan) -> None:
        """Spend from the purse and fill the channels that the money pays for."""
        raise NotImplementedError(f"{self.name} does not say how it acts")
