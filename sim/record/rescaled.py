"""The income scale: the one number of a world that may be fitted, and so has to be told."""

from __future__ import annotations

from collections.abc import Iterator

from sim.ground.measured import Measured
from sim.record.seen import Seen

MEASURES = (
    Measured(name="income_scale", title="income scale", unit="factor",
             formula="income_scale of the world",
             meaning="The common factor of farm, wage and enterprise income, as given or as fitted."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """The factor in force."""
    yield "income_scale", "", "all", seen.society.world.income_scale
