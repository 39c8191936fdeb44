"""What has to be run: every arm of every replication, parcelled out to workers."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sim.ground.errors import InputError
from sim.ground.identity import identity_of
from sim.scenario.in_world import in_world

if TYPE_CHECKING:
    from sim.scenario import Scenario
    from sim.terms import StrategyUse

# What decides no run: the words, and which runs there are and how they are compared.
BESIDE = {"name", "title", "replications", "baseline", "arms", "roles"}
# What decides no run of an arm in which nothing acts: there is nobody to spend, to pay or to list.
OF_POLICY = {"budget", "finance", "targeting"}


@dataclass(frozen=True, order=True, slots=True)
class Job:
    """One run: an arm (`place` is its place in the file) under the luck of one replication.

    `key` stands for everything else that decides the run, its code apart. `point` counts the
    points of a sweep from 1; it is 0 where there is no sweep.
    """

    place: int
    replication: int
    arm: str
    key: str
    point: int = 0

    @property
    def identity(self) -> str:
        """What decides the run, in one word: the same run has the same in every experiment."""
        return f"{self.key}-{self.replication:05d}"

    @property
    def name(self) -> str:
        """The run in one word, such as `pairing-007`, or `12-pairing-007` at a point."""
        return f"{self.point}-" * (self.point > 0) + f"{self.arm}-{self.replication:03d}"


Task = tuple[Job, ...]


def jobs(scenario: Scenario, point: int = 0) -> list[Job]:
    """All runs of a scenario in the order of the results files: by arm, then by replication."""
    every = range(1, scenario.replications + 1)
    # Replications of one world have equal keys, so that its digits are taken once.
    luck = scenario.worlds.luck if scenario.worlds else scenario.replications
    known = [keys(in_world(scenario, first)) for first in every[::luck]]
    return [
        Job(place, replication, arm, known[(replication - 1) // luck][arm], point)
        for place, arm in enumerate(scenario.arms)
        for replication in every
    ]


def keys(scenario: Scenario) -> dict[str, str]:
    """By arm, twelve hexadecimal digits of what decides its runs: they are the same runs in every
    scenario that gives the arm the same key, whatever other arms and replications it has. A scenario
    in a world (`in_world`) has that world's alone, so that no other world decides its runs.
    """
    from sim.terms import decisive_tree

    tree = decisive_tree(scenario)
    common = {section: value for section, value in tree.items() if section not in BESIDE}
    idle = {section: value for section, value in common.items() if section not in OF_POLICY}
    return {
        arm: _digits([common if uses else idle, arm, tree["arms"][arm], list(map(_code, uses.values()))])
        for arm, uses in scenario.arms.items()
    }


def check_same(scenario: Scenario, job: Job) -> None:
    """Raise `InputError` if a class handed over in Python is not here what it was in the plan.

    Another process imports it anew, and may find another file, or globals that were set later.
    """
    made: list[Any] = [use.made_by for use in scenario.arms[job.arm].values() if use.made_by]
    known = made and all(identity_of(kind) for kind in made)
    if known and keys(scenario)[job.arm] != job.key:
        names = ", ".join(kind.name for kind in made)
        raise InputError(f"{names} is not what it was when the scenario was read: its code, or a "
                         "value that it reads, has changed since or is another in this process")


def _digits(parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


def _code(use: StrategyUse) -> str:
    """What a class handed over in Python is known by; one without identity is never known again."""
    return "" if use.made_by is None else identity_of(use.made_by) or str(uuid4())


def of_replication(job: Job) -> Any:
    """What runs of one scenario share an opening county by."""
    return job.replication


def tasks(
    missing: Iterable[Job], workers: int, opening: Callable[[Job], Any] = of_replication,
    parcel: Callable[[Job], Any] | None = None,
) -> list[Task]:  # fmt: skip
    """Runs in parcels: those together whose opening county is shared, which `opening` tells.

    Where openings have more in common, `parcel` tells what stays together: their order follows it.
    The last round of openings is cut finer, so that no worker idles while another is still busy
    with a long parcel.
    """
    ordered = sorted(missing, key=lambda job: (opening(job), job.point, job.place))
    whole = [tuple(found) for _, found in groupby(ordered, key=parcel or opening)]
    if workers == 1 or not whole:
        return whole
    last = len(whole) % workers or min(workers, len(whole))
    pieces = math.ceil(2 * workers / last)
    return whole[:-last] + [part for task in whole[-last:] for part in _cut(task, pieces)]


def _cut(task: Task, pieces: int) -> list[Task]:
    size = math.ceil(len(task) / pieces)
    return [task[start : start + size] for start in range(0, len(task), size)]
