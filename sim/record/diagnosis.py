"""Diagnoses of pairing: causes seen wrongly, help that met another one, and what that costs."""

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
             formula="yuan for help that does not fit / yuan",
             meaning="Money for measures that did not meet the main cause of the household."),
    Measured(name="help_lost", title="help lost", unit="share of money for measures",
             formula="1 - yuan of use / yuan",
             meaning="Money for measures that was of no use because it met no main cause."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Served households whose cause was seen wrongly, and the money whose help did not fit."""
    noted = all_diagnoses(seen.programmes)
    if noted is not None and seen.listed and noted.served.any() and noted.brought.any():
        wrong, brought = noted.misjudged, noted.brought
        yield "misdiagnosed", "", "all", float(wrong[noted.served].mean())
        yield "misdirected", "", "all", float(noted.misfit.sum() / brought.sum())
        yield "help_lost", "", "all", float(1 - noted.of_use.sum() / brought.sum())
