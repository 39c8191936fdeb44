"""Diagnoses of pairing: served households whose cause was seen wrongly, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator

from sim.ground.measured import Measured
from sim.programme import all_diagnoses
from sim.record.seen import Seen

MEASURES = (
    Measured(name="misdiagnosed", title="misdiagnosed", unit="share of served",
             formula="seen wrongly / served",
             meaning="Served households whose main cause was seen wrongly."),
    Measured(name="misdirected", title="misdirected money", unit="share of money for measures",
             formula="yuan to those seen wrongly / yuan",
             meaning="Money for measures that went to households whose cause was seen wrongly."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Served households whose cause was seen wrongly, and the share of money that went to them."""
    noted = all_diagnoses(seen.programmes)
    if noted is not None and seen.listed and noted.served.any() and noted.brought.any():
        wrong, brought = noted.misjudged, noted.brought
        yield "misdiagnosed", "", "all", float(wrong[noted.served].mean())
        yield "misdirected", "", "all", float(brought[wrong].sum() / brought.sum())
