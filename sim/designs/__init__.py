"""Designs of experiments, one file each, found by folder: which arms are made out of one.

A design is a module with `points(whole)`, which yields the arms it makes of the whole one, each with
the role in which it is read. The file's name, with dashes, is the design's in a scenario.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from sim.designs.point import Point, Whole
from sim.ground.rooms import members

Design = Callable[[Whole], Iterator[Point]]


def find() -> dict[str, Design]:
    """The designs of this folder by name."""
    rooms = [room for room in members(sys.modules[__name__]) if hasattr(room, "points")]
    return {room.__name__.rpartition(".")[2].replace("_", "-"): room.points for room in rooms}
