"""What a sweep will take, from one timed run of each arm."""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass

from sim.experiment import parts
from sim.simulate import simulate
from sim.sweeps.store import SweepStore


@dataclass(frozen=True)
class Probe:
    """Processor seconds and bytes on disk of all runs together, MiB of memory of one worker."""

    seconds: float
    disk: float
    mebibytes: float


def probe(store: SweepStore) -> Probe:
    """Run each arm once at the first point; the opening is shared as it is in the sweep.

    Runs at other points may take longer or shorter: more money buys more work.
    """
    first = store.jobs[0]
    arms = {job.arm: job for job in store.jobs if store.opening(job) == store.opening(first)}
    opened = simulate(store.scenario_of(first), first.arm, first.replication)
    spent, disk = [], 0
    for job in arms.values():
        started = time.process_time()
        run = simulate(store.scenario_of(job), job.arm, job.replication)
        spent.append(time.process_time() - started)
        disk += len(parts.of_run(job, run).tables["outcomes"])
    opening = max(opened.seconds - spent[0], 0.0)
    openings = len({store.opening(job) for job in store.jobs})
    years = sum(spent) / len(arms) * len(store.jobs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    mebibytes = peak / (2**20 if sys.platform == "darwin" else 2**10)
    return Probe(openings * opening + years, disk / len(arms) * len(store.jobs), mebibytes)
