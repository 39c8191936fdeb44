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
from ...processes.chosen import Chosen
from ...processes.identification import change_list
from ...processes.planning import monitoring
from ...society import Society


@dataclass
class Plan:
    """The programme's year. Arrays have one entry a household, `days` one a cadre.

    `rows` are the rows of the served; they move with `serve` alone.
    """

    county: Society
    purse: Purse
    strategy: Any
    served: np.ndarray
    urgency: np.ndarray
    days: np.ndarray
    visits: np.ndarray
    fit: np.ndarray
    money: float = field(default=0.0)
    easy_first: bool = True
    willing: np.ndarray | None = None

    def __post_init__(self) -> None:
        self.serve(self.served)
        self._queued: np.ndarray | None = None
        self.asked, self.delivered = np.zeros((2, len(self.served)), bool)

    def offer(self) -> None:
        """From here on measures are offered: who does not trust may decline them this year."""
        county, h = self.county, self.county.households
        base = county.world.take_up_without_trust
        self.willing = county.uniform("take_up", h) < base + (1 - base) * h.trust

    def keep_promises(self) -> None:
        """What a visiting cadre announced was kept where something came, broken where nothing did."""
        told = self.asked & (self.visits > 0)
        county = self.county
        county.channel("promise_kept").add(1.0 * (told & self.delivered))
        county.channel("promise_broken").add(1.0 * (told & ~self.delivered))

    def relist(self, listed: np.ndarray, link: str) -> None:
        """Put a list of the programme's own in place; who is not on it comes after who is."""
        change_list(self.county, self.strategy, listed, link)
        self.urgency = self.urgency + ~listed * (np.ptp(self.urgency) + 1.0)
        self.serve(listed)

    def serve(self, served: np.ndarray) -> None:
        """Settle whom the programme serves from here on: one bool a household."""
        self.served = served
        self.rows = np.flatnonzero(served)

    @cached_property
    def cause(self) -> np.ndarray:
        """Diagnosed main cause of each served household, an index into `CAUSES`; 0 elsewhere."""
        h = self.county.households
        seen = np.zeros(len(h), np.int8)
        seen[self.rows] = diagnose(self.county, self.fit[self.rows], Chosen(h, self.rows))
        h.cause = seen
        return seen

    def diagnosed(self, cause: str) -> np.ndarray:
        """Served households in which this cause was seen."""
        return self.served & (self.cause == CAUSES.index(cause))

    def known(self, rows: np.ndarray) -> np.ndarray:
        """Whether this year's visits have seen the affairs of each row (a draw for each)."""
        county = self.county
        chance = monitoring(self.visits[rows], county.world.monitoring_per_visit)
        return self.appraisal[rows] < chance

    @cached_property
    def appraisal(self) -> np.ndarray:
        """The draw by which visits see a household's affairs, or do not."""
        return self.county.uniform("appraisal", self.county.households)

    def reach(self, rows: np.ndarray, costs: np.ndarray, most: float = 1.0) -> np.ndarray:
        """Which rows can be served at full cost (yuan a row), the most urgent first.

        They take at most a share of the year's money; one bool a row, false where nothing is due.
        """
        if self.willing is None:
            return self.within(rows, costs, most)
        taken = np.flatnonzero(self.willing[rows] & (costs > 0))
        reached = np.zeros(len(rows), bool)
        reached[taken] = self.within(rows[taken], costs[taken], most)
        self.asked[rows[taken]] = True
        self.delivered[rows[reached]] = True
        return reached

    def within(self, rows: np.ndarray, costs: np.ndarray, most: float) -> np.ndarray:
        """The most urgent rows whose full costs fit the money; all that are due if it lasts."""
        limit = min(self.purse.left, most * self.money)
        due = costs > 0
        if costs.sum() <= limit:
            return due
        first = front(self.urgency[rows], costs, limit)
        reached = np.zeros(len(rows), bool)
        reached[first[np.cumsum(costs[first]) <= limit]] = True
        return reached & due

    def first(self, rows: np.ndarray, places: np.ndarray | float) -> np.ndarray:
        """The most urgent rows of each village, as many as it has places; sorted."""
        village, county = self.county.households.village, self.county
        asked = np.zeros(len(village), bool)
        asked[rows] = True
        queue = self.queue()
        rows = queue[asked[queue]]
        there = village[rows]
        rank = np.arange(len(rows)) - np.searchsorted(there, np.arange(len(county.villages)))[there]
        return np.sort(rows[rank < np.broadcast_to(places, len(county.villages))[there]])

    def queue(self) -> np.ndarray:
        """All rows by village and urgency, sorted once for each order of urgency."""
        if self._queued is not self.urgency:
            self._queued = self.urgency
            self._queue = np.lexsort((self.urgency, self.county.households.village))
        return self._queue

    def villages(
        self, cost: float, kind: str, wanted: Any = True, most: int | None = None
    ) -> np.ndarray:
        """Pay the cost (yuan a village) of wanted villages, most served first; returns which."""
        county = self.county
        need = county.village_sum(self.served) / county.villages.households
        rows = np.flatnonzero(wanted & (need > 0))
        rows = rows[np.argsort(-need[rows], kind="stable")]
        rows = rows[: int(self.purse.left // cost)][:most]
        self.purse.pay("rest_of_world", cost * len(rows), kind)
        return rows

    def buy(
        self, rows: np.ndarray, costs: np.ndarray | float, kind: str, most: float = 1.0
    ) -> np.ndarray:
        """Pay suppliers the full costs (yuan a row, or for each) of rows in reach; returns which."""
        costs = np.broadcast_to(np.asarray(costs, float), rows.shape)
        bought = self.reach(rows, costs, most)
        self.purse.pay("rest_of_world", float(costs[bought].sum()), kind)
        return bought

    def supply(self, wanted: np.ndarray, cost: float, channel: str, kind: str) -> None:
        """Buy one unit of a channel for each of the wanted (one bool a household) within reach."""
        rows = np.flatnonzero(wanted)
        rows = rows[self.buy(rows, cost, kind)]
        self.county.channel(channel).add(1.0, rows)


def front(urgency: np.ndarray, costs: np.ndarray, limit: float) -> np.ndarray:
    """Places of the most urgent, in order: as many as cost (yuan) more than the limit, or more."""
    places, count = np.arange(len(costs)), int(limit / costs.mean()) + 1
    while count < len(costs):
        nearest = np.flatnonzero(urgency <= np.partition(urgency, count)[count])
        if costs[nearest].sum() > limit:
            places = nearest
            break
        count *= 2
    return places[np.argsort(urgency[places], kind="stable")]


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

    def finish(self, plan: Plan) -> None:
        """Use what all models have left; most have nothing to add."""
