"""What runs in a worker process: a parcel of runs, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiment import parts
from sim.experiment.log import log_in
from sim.experiment.plan import Job, Task, check_same
from sim.folder.codebook import KEYS

if TYPE_CHECKING:
    from sim.scenario import Scenario

Simulate = Callable[["Scenario", str, int], Any]


Parcel = tuple["Scenario", Task]


def work(
    parcels: Iterable[Parcel], folder: Path | None, simulate: Simulate | None,
    tables: tuple[str, ...] = tuple(KEYS),
) -> list[parts.Part]:  # fmt: skip
    """Do runs, each of its scenario, keep each at once in a log in `folder`, or return them if None.

    Of a run its `tables` are kept.

    A run that raises is a failed run; one that cannot be kept stops everything with `MachineFault`.
    """
    returned = []
    runs = [(scenario, job, _ends(scenario, task, job)) for scenario, task in parcels for job in task]
    for scenario, job, last in runs:
        how = simulate or partial(_simulate, last=last)
        if folder is None:
            returned.append(run_one(scenario, job, how, tables))
        else:
            log_in(folder).begin(job)
            log_in(folder).add(job, run_one(scenario, job, how, tables))
    return returned


def run_one(
    scenario: Scenario, job: Job, simulate: Simulate, tables: tuple[str, ...]
) -> parts.Part:
    """One run as a part, whatever happens to it."""
    try:
        check_same(scenario, job)
        return parts.of_run(job, simulate(scenario, job.arm, job.replication), tables)
    except Exception as error:
        return parts.of_failure(job, seed_of(scenario, job), error)


def _ends(scenario: Scenario, task: Task, job: Job) -> bool:
    """Whether no run after it needs its opened county: it ends a parcel of all arms of a scenario."""
    return job is task[-1] and len(task) == len(scenario.arms) and not job.point


def _simulate(scenario: Scenario, arm: str, replication: int, last: bool) -> Any:
    from sim.simulate import simulate

    return simulate(scenario, arm, replication, last)


def seed_of(scenario: Scenario, job: Job) -> int:
    """The seed of a run, which all arms of its replication share."""
    from sim.simulate import seed_of as derive

    return derive(scenario.seed, job.replication)
