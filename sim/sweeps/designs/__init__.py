"""Designs of sweeps, one file each, found by folder: which worlds are tried.

A design is a module with `points(factors, number, seed)`, which yields one value a factor for each
point; `NUMBERED` says whether it is told how many. The factors are the uncertainties, and its worlds are
crossed with all settings of the levers, unless it says `CROSSED = False`: then they are all factors.
With `FROM_FILE = True` they are the columns of a file. The file's name, with dashes, is the design's.
"""

from __future__ import annotations

import sys
from types import ModuleType

from sim.ground.rooms import members


def find() -> dict[str, ModuleType]:
    """The designs of this folder by name."""
    rooms = members(sys.modules[__name__])
    return {room.__name__.rpartition(".")[2].replace("_", "-"): room for room in rooms}
