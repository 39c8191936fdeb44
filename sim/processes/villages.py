"""Villages at the close of the year: who does what, what neighbours see, ranks and averages."""

from __future__ import annotations

import numpy as np

from sim.processes.menu import runs
from sim.society import Society


def refresh_villages(society: Society) -> None:
    """Shares of neighbours with the activity, the seed and off-farm work, seen next year."""
    h, v = society.households, society.villages
    v.activity_share = society.village_sum(runs(h, society)) / v.households
    v.seed_share = society.village_sum(h.improved_seed) / v.households
    v.migrant_network = society.village_sum(h.off_farm_workers > 0) / v.households


def rank_incomes(society: Society) -> None:
    """Rank of permanent income per head in the village, 0 the poorest to 1 the richest."""
    h, v = society.households, society.villages
    order = np.argsort(society.by_village(h.permanent_income / h.persons), axis=1)
    place = np.empty(order.shape)
    place[np.arange(len(v))[:, None], order] = np.arange(order.shape[1])
    place /= np.maximum(v.households - 1, 1)[:, None]
    h.income_rank = society.from_villages(place)


def see_capture(society: Society) -> None:
    """A listed elite household in the village is seen by the poor who are left out."""
    h, v, w = society.households, society.villages, society.world
    if not h.registered.any():
        v.seen_capture, h.left_out = 0.0, False
        return
    poor = h.permanent_income < w.poverty_line * h.persons
    v.seen_capture = society.village_sum(h.registered & h.elite & ~poor)
    h.left_out = poor & ~h.registered
