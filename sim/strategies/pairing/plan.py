"""The programme's year as local models share it: whom it serves, in which order, with what money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.ground.guards import TINY
from sim.ground.purse import Purse
from sim.ground.tables import Chosen
from sim.processes.cadres import monitoring
from sim.processes.causes import CAUSES, among, misjudge, true_cause
from sim.processes.hands import free_days
from sim.processes.identification import change_list
from sim.processes.menu import runs
from sim.programme import Programme
from sim.society import Society
from sim.strategies.pairing.turns import Turns, front
from sim.strategies.pairing.usefulness import Usefulness

STREAMS = {
    "take_up": "each household a year: whether it accepts what it is offered",
    "appraisal": "each household a year: whether visits see if a start would pay",
}


@dataclass
class Plan(Turns, Usefulness):
    """The programme's year. Arrays have one entry a household, `days` one a cadre.

    `insight` is what visits add to the log-odds of a right diagnosis, `suits` names the causes that
    the acting measure meets (empty: any), `sought` those of `CAUSES` and the causes seen. `rows` are
    the rows of the served and `people` their columns at the opening of the year; they move with `serve`
    alone. `bought` are doses by channel as paid for, `brought` is what measures cost this year and
    `of_use` what of it met the main cause, yuan; `misjudged` is whose cause was seen wrongly, `struck`
    whom records took off the list.
    """

    county: Society
    purse: Purse
    strategy: Any
    served: np.ndarray
    easy_first: bool = True
    willing: np.ndarray | None = None
    spare_deposit: float | None = None
    interest_paid: bool = False
    suits: tuple[str, ...] = ()
    sought: tuple[np.ndarray, np.ndarray] | None = None

    def __post_init__(self) -> None:
        self.money, self.days = self.purse.left, self.county.cadres.days.copy()
        self.visits, self.insight = np.zeros((2, len(self.served)))
        self.serve(self.served)
        self.asked, self.delivered, self.misjudged, self.struck = np.zeros(
            (4, len(self.served)), bool)
        self.bought: dict[str, np.ndarray] = {}
        self.brought = np.zeros(len(self.served))
        self.of_use, self.misfit = np.zeros((2, len(self.served)))

    @property
    def programme(self) -> Programme:
        """The county's record of what the strategy does this year."""
        return self.county.programmes[self.strategy.name]

    def offer(self) -> None:
        """From here on measures are offered: who does not trust may decline them this year."""
        county, h = self.county, self.county.households
        base = county.world.take_up_without_trust
        self.willing = county.uniform("take_up", h) < base + (1 - base) * h.trust

    def note_money(self, link: str, left: float | None = None) -> None:
        """Keep account of what is still on its way to households after a link, yuan."""
        self.programme.money[link] = self.purse.left if left is None else left

    def who(self, holds: np.ndarray) -> np.ndarray:
        """Rows of the served for whom it holds: one bool for each of them."""
        return self.rows.compress(holds)

    def place_of(self, rows: np.ndarray) -> np.ndarray:
        """Places of served rows among all the served, as in `people`."""
        return self._place_of[rows]

    def who_accept(self, rows: np.ndarray) -> np.ndarray:
        """Those of the rows who take what they are offered this year."""
        return rows if self.willing is None else rows.compress(self.willing[rows])

    def keep_promises(self) -> None:
        """What a visiting cadre announced was kept where something came, broken where nothing did."""
        told = np.flatnonzero(self.asked & (self.visits > 0))
        kept = self.delivered[told]
        self.county.channel("promise_kept").add(1.0, told[kept])
        self.county.channel("promise_broken").add(1.0, told[~kept])

    def relist(self, listed: np.ndarray, link: str) -> None:
        """Put a list of the programme's own in place; who is not on it comes after who is."""
        change_list(self.county, self.programme, listed, link)
        self.prefer(listed)
        self.serve(listed)

    def serve(self, served: np.ndarray) -> None:
        """Settle whom the programme serves from here on: one bool a household."""
        self.served = served
        self.rows = np.flatnonzero(served)
        self.people = Chosen(self.county.households, self.rows)
        self._place_of = np.empty(len(served), np.int64)
        self._place_of[self.rows] = np.arange(len(self.rows))
        self._running_others: Chosen | None = None
        self.forget_turns()

    @cached_property
    def cause(self) -> np.ndarray:
        """Diagnosed main cause of each served household, an index into `CAUSES`; 0 elsewhere."""
        h, rows = self.county.households, self.rows
        seen = np.zeros(len(h), np.int8)
        true = self.true_cause[rows]
        seen[rows] = true if self.strategy.perfect_diagnosis else (
            misjudge(self.county, true, self.insight[rows], self.people))
        self.misjudged[rows] = seen[rows] != true
        h.cause = seen
        return seen

    @cached_property
    def true_cause(self) -> np.ndarray:
        """True main cause of each served household, which nobody in the county sees; 0 elsewhere."""
        causes = np.zeros(len(self.served), np.int8)
        causes[self.rows] = true_cause(self.county, self.people)
        return causes

    def aim(self, suits: tuple[str, ...]) -> None:
        """From here on help meets these causes; those in whom one was seen come first."""
        self.suits = suits
        self.sought = (among(suits), self.cause) if suits else None

    def diagnosed(self, *causes: str) -> np.ndarray:
        """Rows of served households in which one of these causes was seen."""
        seen = np.logical_or.reduce([self.cause == CAUSES.index(cause) for cause in causes])
        return np.flatnonzero(seen & self.served)

    def known(self, rows: np.ndarray) -> np.ndarray:
        """Whether this year's visits have seen the affairs of each row (a draw for each)."""
        county = self.county
        chance = monitoring(self.visits[rows], county.world.monitoring_per_visit)
        return self.appraisal[rows] < chance

    @cached_property
    def appraisal(self) -> np.ndarray:
        """The draw by which visits see a household's affairs, or do not."""
        return self.county.uniform("appraisal", self.county.households)

    def keepers(self, days: float) -> tuple[np.ndarray, np.ndarray]:
        """The household of each village with the largest activity that can give these days; and if any.

        It is not served itself.
        """
        number, others = len(self.county.villages), self.running_others
        able = free_days(others, self.county) >= days
        capital, there = others.activity_capital.compress(able), others.village.compress(able)
        kept = np.bincount(there, minlength=number)
        largest, keeper = np.zeros(number), np.full(number, -1)
        largest[kept > 0] = np.maximum.reduceat(capital, (np.cumsum(kept) - kept)[kept > 0])
        most = np.flatnonzero(capital == largest[there])
        keeper[there[most]] = others.places.compress(able)[most]
        return keeper, keeper >= 0

    @property
    def running_others(self) -> Chosen:
        """Who runs an activity and is not served, with the columns that were read of them."""
        if self._running_others is None:
            rows = np.flatnonzero(self.running & ~self.served)
            self._running_others = Chosen(self.county.households, rows)
        return self._running_others

    @cached_property
    def running(self) -> np.ndarray:
        """Who runs an activity at the opening of the year: one bool a household."""
        return runs(self.county.households, self.county)

    def with_days(self, rows: np.ndarray, days: float) -> np.ndarray:
        """Those of the rows whose adults could give so many days from their own farm."""
        return rows[free_days(Chosen(self.county.households, rows), self.county) >= days]

    def reach(self, rows: np.ndarray, costs: np.ndarray, most: float = 1.0) -> np.ndarray:
        """Which rows can be served at full cost (yuan a row), the most urgent first.

        They take at most a share of the year's money; one bool a row, false where nothing is due.
        A measure that comes keeps a promise.
        """
        if self.willing is None:
            return self.within(rows, costs, most)
        costs = costs * self.willing[rows]
        reached = self.within(rows, costs, most)
        helped = rows.compress(reached)
        self.asked[rows] |= costs > 0
        self.delivered[helped] = True
        self.note_help(helped, costs.compress(reached))
        return reached

    def within(self, rows: np.ndarray, costs: np.ndarray, most: float) -> np.ndarray:
        """The most urgent rows whose full costs fit the money; all that are due if it lasts."""
        limit, due = self.limit(most), costs > 0
        if costs.sum() <= limit:
            return due
        first = front(self.turn_of(rows), costs, limit)
        reached = np.zeros(len(rows), bool)
        reached[first[: costs[first].cumsum().searchsorted(limit, "right")]] = True
        return reached & due

    def limit(self, share: float) -> float:
        """What can be spent, yuan: the money left, and at most this share of the year's."""
        return min(self.purse.left, share * self.money)

    @contextmanager
    def capped(self, share: float) -> Iterator[None]:
        """Within, at most this share of the year's money can be spent."""
        with self.purse.part(self.limit(share) / max(self.purse.left, TINY), self.purse.sponsor):
            yield

    def villages(
        self, cost: float, kind: str, wanted: Any = True, most: int | None = None
    ) -> np.ndarray:
        """Pay the cost (yuan a village) of wanted villages, most served first; one bool a village."""
        rows = self.affordable(cost, wanted, most)
        self.purse.pay("rest_of_world", cost * len(rows), kind)
        paid = np.zeros(len(self.county.villages), bool)
        paid[rows] = True
        return paid

    def affordable(self, cost: float, wanted: Any = True, most: int | None = None) -> np.ndarray:
        """Wanted villages that the money left can serve at this cost, most served first."""
        county = self.county
        need = county.village_sum(self.served) / county.villages.households
        rows = np.flatnonzero(wanted & (need > 0))
        rows = rows[np.argsort(-need[rows], kind="stable")]
        return rows[: self.purse.affords(cost)][:most]

    def buy(
        self, rows: np.ndarray, costs: np.ndarray | float, kind: str, most: float = 1.0
    ) -> np.ndarray:
        """Pay suppliers the full costs (yuan a row, or for each) of rows in reach; returns which."""
        costs = np.zeros(len(rows)) + costs
        bought = self.reach(rows, costs, most)
        self.purse.pay("rest_of_world", float(costs[bought].sum()), kind)
        return bought

