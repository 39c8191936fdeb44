"""Failing: each part in the condition in which it should be worth no more than its absence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.designs.point import Point, Whole, arm_name
from sim.terms import Role


def points(whole: Whole) -> Iterator[Point]:
    """A part in its condition, where it declares one, against the same without it; and left out.

    Where the condition takes other parts away as well, an arm lacks both.
    """
    for strategy, name, part in whole.parts():
        if condition := getattr(part, "failing", None):
            yield from _held(whole, strategy, name, condition.values)


def _held(whole: Whole, strategy: str, name: str, values: Mapping[str, Any]) -> Iterator[Point]:
    absent = values.get("without", ())
    values = {key: value for key, value in values.items() if key != "without"}
    without, lacking = arm_name("without", name), arm_name("lacking", name)
    role = Role("failing", name, lacking if absent else without)
    yield Point(arm_name("fails", name), whole.lacking(strategy, *absent, **values), role)
    left_out = whole.lacking(strategy, name)
    yield Point(without, left_out, Role("left-out", name, whole.name))
    if absent:
        both = whole.lacking(strategy, *absent, name)
        yield Point(lacking, both, Role("lacking", name, whole.name))
