"""What every run records, so that all else can be read: how many people there are, and the line."""

from __future__ import annotations

from collections.abc import Iterator

from sim.ground.measured import ALWAYS, ANY, PERSONS, SUM, WHOLE, Measured
from sim.record.seen import Seen

MEASURES = (
    Measured(name="population", title="population", unit="persons", recorded=ALWAYS,
             groups=(WHOLE, ANY), adds_up=SUM,
             formula="sum of persons", meaning="Persons of the county."),
    Measured(name="poverty_line", title="national poverty line", unit="yuan/person/year",
             recorded=ALWAYS, adds_up=PERSONS, formula="poverty_line of the world",
             meaning="The national line in yuan of 2010."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Persons, and the line."""
    yield "population", "", "all", seen.society.population
    yield "poverty_line", "", "all", seen.national
