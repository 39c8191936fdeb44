"""Who runs a lumpy activity, by its kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.agents.household import ACTIVITIES
from sim.ground.measured import HOUSEHOLDS, ON_REQUEST, Measured
from sim.processes.menu import runs
from sim.record.seen import Seen

_share = partial(Measured, unit="share of households", adds_up=HOUSEHOLDS, recorded=ON_REQUEST)
MEASURES = (
    _share(name="greenhouse_share", title="households with a greenhouse",
           formula="running one / households",
           meaning="Households that run a greenhouse large enough to yield something."),
    _share(name="cattle_share", title="households with cattle", formula="running them / households",
           meaning="Households that run cattle in numbers large enough to yield something."),
    _share(name="sheep_share", title="households with sheep or pigs",
           formula="running them / households",
           meaning="Households that run sheep or pigs in numbers large enough to yield something."),
    _share(name="activity_share", title="households with an activity",
           formula="running one of any kind / households",
           meaning="Households that run a greenhouse, cattle or sheep large enough to yield something."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Share of each kind of activity, and of all of them, at the end of the year."""
    society, h = seen.society, seen.society.households
    running = runs(h, society)
    yield "activity_share", "", "all", float(running.mean())
    for kind, name in enumerate(ACTIVITIES):
        yield f"{name}_share", "", "all", float((running & (h.activity_kind == kind)).mean())
