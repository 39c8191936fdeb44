"""What has to be run: every arm of every replication, parcelled out to workers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario import Scenario


@dataclass(frozen=True, order=True)
class Job:
    """One run: an arm (`place` is its place in the file) under the luck of one replication."""

    place: int
    replication: int
    arm: str

    @property
    def name(self) -> str:
        """The run in one word, such as `pairing-007`."""
        return f"{self.arm}-{self.replication:03d}"


Task = tuple[Job, ...]


def jobs(scenario: Scenario) -> list[Job]:
    """All runs of a scenario in the order of the results files: by arm, then by replication."""
    return [
        Job(place, replication, arm)
        for place, arm in enumerate(scenario.arms)
        for replication in range(1, scenario.replications + 1)
    ]


def tasks(missing: Iterable[Job], workers: int) -> list[Task]:
    """Runs in parcels: the arms of one replication together, whose opening county is shared.

    The last round of replications is cut finer, so that no worker idles while another is still
    busy with a long parcel.
    """
    by_replication = sorted(missing, key=lambda job: (job.replication, job.place))
    whole = [tuple(found) for _, found in groupby(by_replication, key=lambda job: job.replication)]
    if workers == 1 or not whole:
        return whole
    last = len(whole) % workers or min(workers, len(whole))
    pieces = math.ceil(2 * workers / last)
    return whole[:-last] + [part for task in whole[-last:] for part in _cut(task, pieces)]


def _cut(task: Task, pieces: int) -> list[Task]:
    size = math.ceil(len(task) / pieces)
    return [task[start : start + size] for start in range(0, len(task), size)]
