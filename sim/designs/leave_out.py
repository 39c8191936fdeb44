"""Leave out: the whole without each of its parts, then each part alone."""

from __future__ import annotations

from collections.abc import Iterator

from sim.designs.point import Point, Whole, arm_name
from sim.terms import Role


def points(whole: Whole) -> Iterator[Point]:
    """What is missed without a part, against the whole; what it does alone, against doing nothing."""
    parts = sorted((name, strategy) for strategy, name, _ in whole.parts())
    for name, strategy in parts:
        less = [*whole.uses[strategy].get("without", ()), name]
        role = Role("left-out", name, whole.name)
        yield Point(arm_name("without", name), whole.changed(strategy, without=less), role)
    for name, strategy in parts:
        values = {key: value for key, value in whole.uses[strategy].items() if key != "without"}
        role = Role("alone", name, whole.idle)
        yield Point(arm_name("only", name), {strategy: {**values, "only": [name]}}, role)
