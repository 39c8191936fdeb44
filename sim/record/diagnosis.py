"""Diagnoses of pairing: served households whose cause was seen wrongly, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.ground.measured import Measured
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
    served, wrong, brought = seen.noted("judged") or (np.zeros(0, bool),) * 3
    if seen.listed and served.any() and brought.any():
        yield "misdiagnosed", "", "all", float(wrong[served].mean())
        yield "misdirected", "", "all", float(brought[wrong].sum() / brought.sum())
