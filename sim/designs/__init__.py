"""Designs of experiments, one file each, found by folder: which arms are made out of one.

A design is a module with `points(whole)`, which yields the arms it makes of the whole one, each with
the role in which it is read. The file's name, with dashes, is the design's in a scenario. A design with
keys of its own declares them in `options(whole)` and takes their values as arguments of `points`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sim.designs.point import Point, Whole
from sim.ground.parameters import Parameter
from sim.ground.rooms import members


def no_options(whole: Whole) -> Mapping[str, Parameter]:
    """The options of a design that has none."""
    return {}


@dataclass(frozen=True)
class Design:
    """How a design makes arms of a whole one, and which keys of its own it takes.

    `points` raises `Unfit` where the values of these keys do not fit together.
    """

    points: Callable[..., Iterator[Point]]
    options: Callable[[Whole], Mapping[str, Parameter]] = no_options


def find() -> dict[str, Design]:
    """The designs of this folder by name."""
    rooms = [room for room in members(sys.modules[__name__]) if hasattr(room, "points")]
    return {
        room.__name__.rpartition(".")[2].replace("_", "-"):
            Design(room.points, getattr(room, "options", no_options))
        for room in rooms
    }
