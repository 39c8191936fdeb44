"""Arms by their role: what each was made for, and what it is held against."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sim.folder.estimate import Estimate
from sim.folder.read import Folder
from sim.language import phrase
from sim.showing.voice import strategy
from sim.strategies import find


class Gap(NamedTuple):
    """An arm minus the one it is read against, last year: `role` in what it differs `of`."""

    measure: str
    arm: str
    against: str
    role: str
    of: str
    estimate: Estimate


def gaps(folder: Folder, measures: Collection[str], roles: Collection[str]) -> Iterator[Gap]:
    """Every arm of the roles against its own other arm, measure by measure, role by role."""
    for measure in measures:
        for kind in roles:
            for arm, role in folder.roles.items():
                found = folder.paired(measure, arm, role.against, folder.last)
                if role.role == kind and found is not None:
                    yield Gap(measure, arm, role.against, kind, role.of, found)


def plain(name: str) -> str:
    """The name of a part or a parameter in words; a strategy by its title."""
    return strategy(name) if name in find() else phrase(name.replace("_", " "))
