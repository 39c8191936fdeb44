"""Designs of experiments, one file each, found by folder: which arms are made out of one.

A design is a module with `points(whole)`, which yields the arms it makes of the whole one, each with
the role in which it is read. The file's name, with dashes, is the design's in a scenario.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.ground.rooms import members
from sim.terms import Role

Uses = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Whole:
    """The arm that a design varies: its strategies as a file gives them, and their classes by name.

    `idle` is an arm that does nothing; empty if there is none.
    """

    name: str
    uses: Uses
    kinds: Mapping[str, Any]
    idle: str

    def changed(self, strategy: str, **values: Any) -> Uses:
        """The strategies with other values of one of them."""
        return {**self.uses, strategy: {**self.uses[strategy], **values}}

    def parts(self) -> Iterator[tuple[str, str, Any]]:
        """Strategy, name and class of every part of the strategies that have some."""
        for strategy in self.uses:
            for name, part in self.kinds[strategy].parts.items():
                yield strategy, name, part


@dataclass(frozen=True)
class Point:
    """One arm of an experiment: its name, its strategies and its role."""

    arm: str
    uses: Uses
    role: Role


Design = Callable[[Whole], Iterator[Point]]


def find() -> dict[str, Design]:
    """The designs of this folder by name."""
    rooms = members(sys.modules[__name__])
    return {room.__name__.rpartition(".")[2].replace("_", "-"): room.points for room in rooms}


def arm_name(*words: str) -> str:
    """The name of an arm out of words."""
    return "-".join(words).replace("_", "-")
