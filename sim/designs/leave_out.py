"""Leave out: the whole without each of its parts, then each part alone."""

from __future__ import annotations

from collections.abc import Iterator

from sim.designs.point import Point, Whole, arm_name
from sim.terms import Role


def points(whole: Whole) -> Iterator[Point]:
    """What is missed without a part, against the whole; what it does alone, against doing nothing."""
    parts = sorted((name, strategy) for strategy, name, _ in whole.parts())
    for name, strategy in parts:
        role = Role("left-out", name, whole.name)
        yield Point(arm_name("without", name), whole.lacking(strategy, name), role)
    for name, strategy in parts:
        role = Role("alone", name, whole.idle)
        yield Point(arm_name("only", name), {strategy: whole.limited(strategy, [name])}, role)
