"""Pairs: the partner of each village and where both lie, and who sends technicians to whom."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import Measured
from sim.record.seen import Seen

_of_village = partial(Measured, groups=("village",))
MEASURES = (
    _of_village(name="pair", title="partner county", unit="partner county", formula="its number",
                meaning="The partner county with which a village is paired."),
    _of_village(name="paired_village", title="paired village", unit="village", formula="its number",
                meaning="The village that sends technicians to a village."),
    _of_village(name="partner_direction", title="direction of the partner", unit="0..1",
                formula="angle / full circle",
                meaning="Direction of the partner county from the county seat, part of a circle."),
    _of_village(name="village_direction", title="direction of the village", unit="0..1",
                formula="angle / full circle",
                meaning="Direction of a paired village from the county seat, part of a circle."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """The partner county of each village and where both lie; the village that sends technicians."""
    v, p = seen.society.villages, seen.society.partners
    for village, sender in enumerate(v.paired_village):
        if sender >= 0:
            yield "paired_village", "", f"village={village}", float(sender)
    if (v.partner >= 0).any():
        for village, partner in enumerate(v.partner):
            yield "pair", "", f"village={village}", float(partner)
            yield "partner_direction", "", f"village={village}", float(p.direction[partner])
            yield "village_direction", "", f"village={village}", float(v.direction[village])
