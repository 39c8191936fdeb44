"""Whose turn comes before whose: an order of need, and those first whom the acting measure fits."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from sim.ground.tables import by_group
from sim.measures.ordering import FEW, among_lowest, from_lowest
from sim.society import Society

STREAMS = {
    "lottery": "each household a year: its turn where the list has no order",
}


class Turns:
    """The part of a plan that knows the order in which households are helped; arrays as in `Plan`.

    The order of need is one for the year. Measures differ by whom they put ahead, so the served are
    sorted once, and each measure takes its own out of that queue.
    """

    county: Society
    served: np.ndarray
    rows: np.ndarray
    sought: tuple[np.ndarray, np.ndarray] | None
    _behind: tuple[np.ndarray, float] | None = None

    @cached_property
    def urgency(self) -> np.ndarray:
        """Order in which the served are helped, the lowest first: a lottery until somebody ranks."""
        return self.county.uniform("lottery", self.county.households)

    def prefer(self, first: np.ndarray) -> None:
        """From here on these (one bool a household) come before the others, each in their order."""
        self.urgency = self.urgency + ~first * self.behind()

    def turn_of(self, rows: np.ndarray) -> np.ndarray:
        """The turn of each row, the lowest first: those ahead and then the others, by urgency."""
        turn = self.urgency[rows]
        if self.sought is None:
            return turn
        return np.asarray(turn + ~self.ahead(rows) * self.behind())

    def behind(self) -> float:
        """What puts a turn behind those of all others; reckoned once for each order."""
        if self._behind is None or self._behind[0] is not self.urgency:
            self._behind = self.urgency, float(np.ptp(self.urgency) + 1.0)
        return self._behind[1]

    def ahead(self, rows: np.ndarray) -> np.ndarray:
        """In whom of these rows a cause was seen that the acting measure meets; all if it meets any."""
        if self.sought is None:
            return np.ones(len(rows), bool)
        meets, seen = self.sought
        return meets.take(seen.take(rows))

    def forget_turns(self) -> None:
        """Others are served from here on: they have to be sorted again."""
        self._sorted: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def queue(self) -> tuple[np.ndarray, np.ndarray]:
        """Served rows by urgency alone, and their villages; sorted once for each order."""
        if self._sorted is None or self._sorted[0] is not self.urgency:
            queue = self.rows[from_lowest(self.urgency[self.rows])]
            self._sorted = self.urgency, queue, self.county.households.village[queue]
        return self._sorted[1:]

    def first(self, rows: np.ndarray, places: np.ndarray | float) -> np.ndarray:
        """The most urgent of these served rows in each village, as many as it has places; sorted."""
        number = len(self.county.villages)
        queue, there = self._queues(rows)
        rank = np.arange(len(queue)) - np.searchsorted(there, np.arange(number))[there]
        return np.flatnonzero(self._are(queue.compress(rank < np.broadcast_to(places, number)[there])))

    def within_groups(
        self, rows: np.ndarray, group: np.ndarray, amounts: np.ndarray, limits: np.ndarray
    ) -> np.ndarray:
        """Which of these served rows, the most urgent first, fit the limit of their group with others.

        One bool a row; `group` has one entry a village, `amounts` one a row, `limits` one a group.
        """
        due = np.empty(len(self.served))
        due[rows] = amounts
        queue, there = self._queues(rows, group)
        running = np.concatenate([[0.0], np.cumsum(due[queue])])
        start = np.searchsorted(there, np.arange(len(limits)))
        fits = running[1:] - running[start][there] <= limits[there]
        return self._are(queue.compress(fits))[rows]

    def _queues(
        self, rows: np.ndarray, group: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """These served rows by village, or group (one a village), and each by turn; and which it is."""
        queue, there = self.queue()
        if len(rows) < len(queue):
            asked = self._are(rows)[queue]
            queue, there = queue.compress(asked), there.compress(asked)
        there = there if group is None else group[there]
        turn = by_group(there if self.sought is None else 2 * there + ~self.ahead(queue))
        return queue[turn], there[turn]

    def _are(self, rows: np.ndarray) -> np.ndarray:
        """Who stands in these rows: one bool a household."""
        there = np.zeros(len(self.served), bool)
        there[rows] = True
        return there


def front(turn: np.ndarray, costs: np.ndarray, limit: float) -> np.ndarray:
    """Places of the most urgent, in order: as many as cost (yuan) more than the limit, or more."""
    places, count = np.arange(len(costs)), max(int(limit / costs.mean()), FEW)
    while count < len(costs):
        nearest = np.flatnonzero(among_lowest(turn, count + 1))
        if costs[nearest].sum() > limit:
            places = nearest
            break
        count *= 2
    return places[from_lowest(turn[places])]


def lowest(values: np.ndarray, rows: np.ndarray, number: int) -> np.ndarray:
    """The rows with the lowest values, as many as asked, or all."""
    if number >= len(rows):
        return rows
    values = values[rows]
    found = rows.compress(among_lowest(values, number)) if number else rows[:0]
    return found if len(found) == number else rows[np.argpartition(values, number)[:number]]
