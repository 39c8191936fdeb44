"""Kinds of experiments over points, one file each, found by folder: which points are run, and why.

All read the same file and keep the same folder. A kind is a module that is a `Kind`; the file's name is
the kind's, and the key of the file under which its own options stand.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from sim.ground.parameters import Parameter
from sim.ground.rooms import members
from sim.sweeps.points import Plan
from sim.sweeps.terms import Sweep


class Kind(Protocol):
    """What an experiment is asked for, and how it chooses its points."""

    OPTIONS: Mapping[str, Parameter]
    """What its own section of the file may say."""
    DESIGNED: bool
    """Whether the file has a `design`, so that all its points are known before the first run."""

    def plan(self, sweep: Sweep) -> Plan:
        """The points, batch by batch; `sweep` has no points yet."""


def find() -> dict[str, Kind]:
    """The kinds of this folder by name."""
    rooms: list[Any] = members(sys.modules[__name__])
    return {room.__name__.rpartition(".")[2]: room for room in rooms}


def plan_of(sweep: Sweep) -> Plan:
    """The points of an experiment, from its first batch on."""
    return find()[sweep.kind].plan(replace(sweep, batches=()))
