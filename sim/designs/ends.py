"""Ends: each number of the whole's strategies at both ends of its declared range, one at a time."""

from __future__ import annotations

from collections.abc import Iterator

from sim.designs.point import Point, Whole, arm_name
from sim.terms import Role


def points(whole: Whole) -> Iterator[Point]:
    """Every number that does something in the whole, at its lowest and at its highest value."""
    for strategy, values in whole.uses.items():
        kind = whole.kinds[strategy]
        idle = kind.idle({name: p.default for name, p in kind.parameters.items()} | dict(values))
        for name, parameter in kind.parameters.items():
            if parameter.kind == "number" and name not in idle:
                ends = {"low": parameter.low, "high": parameter.high}
                for end, value in ends.items():
                    uses = whole.changed(strategy, **{name: value})
                    yield Point(arm_name(name, end), uses, Role(end, name, whole.name))
