"""Own labour: which adults are at home for the farm, and the days they could give to others."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import People
from sim.processes.menu import labour_on_activity, runs
from sim.society import Society

PARAMETERS = {
    "worker_days": number(300, "days/worker-year", 200, 330, "assumption",
        "Days that an adult works in a year"),
    "least_labour": number(0.3, "workers", 0.1, 0.8, "assumption",
        "Farm labour that a household keeps up however many of its adults work elsewhere"),
    "labour_without_adults": number(0.25, "workers", 0.1, 0.6, "assumption",
        "Farm labour of a household without adults"),
}


def hands_at_home(h: People, society: Society) -> np.ndarray:
    """Own adults not in jobs, on works, with others or at the activity; below nought if too many."""
    helping = society.given("helper_days", h) / society.world.worker_days
    home = h.adults - (h.off_farm_workers + society.given("works", h) + helping)
    running = np.flatnonzero(runs(h, society))
    home[running] -= labour_on_activity(
        h.activity_kind[running], h.activity_capital[running], society)
    return home


def farm_labour(h: People, society: Society) -> np.ndarray:
    """Own adults working on the farm; a household without adults still manages a little."""
    labour = np.maximum(hands_at_home(h, society), society.world.least_labour)
    labour[h.adults == 0] = society.world.labour_without_adults
    return labour


def free_days(h: People, society: Society) -> np.ndarray:
    """Days of a year that own adults work on the farm and could give to others."""
    w = society.world
    return w.worker_days * np.maximum(hands_at_home(h, society) - w.least_labour, 0.0)
