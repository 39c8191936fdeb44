"""Failing: each part in the condition in which it should be worth no more than its absence."""

from __future__ import annotations

from collections.abc import Iterator

from sim.designs.point import Point, Whole, arm_name
from sim.terms import Role


def points(whole: Whole) -> Iterator[Point]:
    """A part in its declared condition, against the same without it; and the whole without it.

    Where the condition takes other parts away as well, an arm lacks both.
    """
    for strategy, name, part in whole.parts():
        values, absent = part.failing.values, list(part.failing.values.get("without", ()))
        without, lacking = arm_name("without", name), arm_name("lacking", name)
        role = Role("failing", name, lacking if absent else without)
        yield Point(arm_name("fails", name), whole.changed(strategy, **values), role)
        left_out = whole.changed(strategy, without=[name])
        yield Point(without, left_out, Role("left-out", name, whole.name))
        if absent:
            both = whole.changed(strategy, without=[*absent, name])
            yield Point(lacking, both, Role("lacking", name, whole.name))
