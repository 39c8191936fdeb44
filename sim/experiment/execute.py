"""Doing the runs: here, in local worker processes, or through any executor."""

from __future__ import annotations

import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sim.crew import Crew
from sim.experiment import parts
from sim.experiment.log import Log
from sim.experiment.plan import Job, Task, of_replication, tasks
from sim.experiment.worker import Simulate, seed_of, work
from sim.folder.codebook import KEYS
from sim.ground.errors import InputError, MachineFault

if TYPE_CHECKING:
    from sim.scenario import Scenario

PATIENCE = 3  # lone attempts at a run that takes its process down with it
LOOK = 0.5  # seconds between looks at the progress
BEHIND = 2  # tasks that each worker is given, one behind that at work, so that none waits for us
AHEAD = 1_000  # tasks that an executor is given before others are done; it may be a whole cluster


@dataclass(frozen=True)
class Means:
    """With what runs are done: processes on this machine, or an executor of the user's.

    A run that takes longer than `limit` seconds is given up and recorded as failed, where it can be
    told: in worker processes, which are then used even if there is but one.
    """

    workers: int = 1
    executor: Executor | None = None
    limit: float | None = None

    @property
    def here(self) -> bool:
        """Whether runs are done in this very process."""
        return self.executor is None and self.workers == 1 and self.limit is None


class Execution:
    """The runs still missing from a log, and the ways to get them done; a context for its workers.

    `scenario_of` tells the scenario of a run, and `opening` what runs share an opening county by,
    `parcel` by what they are dealt out if that is more, and `tables` what of them is kept.
    `tick` is called with no arguments whenever there may be progress to show.
    """

    def __init__(
        self,
        scenario_of: Callable[[Job], Scenario],
        log: Log,
        means: Means,
        simulate: Simulate | None = None,
        tick: Callable[[], None] = lambda: None,
        opening: Callable[[Job], Any] = of_replication,
        parcel: Callable[[Job], Any] | None = None,
        tables: tuple[str, ...] = tuple(KEYS),
    ) -> None:
        self.scenario_of, self.log, self.means = scenario_of, log, means
        self.simulate, self.tick, self.opening, self.parcel = simulate, tick, opening, parcel
        self.tables = tables
        self._crew: Crew | None = None

    def __enter__(self) -> Execution:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._crew is not None:
            self._crew.__exit__(kind, error, trace)
        self.log.close()

    def run(self, missing: Iterable[Job]) -> None:
        """Do the missing runs; every one of them is in the log then, done or failed."""
        parcels = tasks(missing, self.means.workers, self.opening, self.parcel)
        if self.means.executor is not None:
            self._through(self.means.executor, parcels)
        elif self.means.here:
            self._here(parcels)
        elif parcels:
            self._locally(deque(parcels))
        self.log.look()

    def _here(self, parcels: list[Task]) -> None:
        for task in parcels:
            for job in task:
                (part,) = work([(self.scenario_of(job), (job,))], None, self.simulate, self.tables)
                self.log.add(job, part)
                self.tick()

    def _through(self, executor: Executor, parcels: list[Task]) -> None:
        """An executor of the user's: its workers may not see our folder, so parts come back."""
        waiting, running = deque(parcels), dict[Future[Any], Task]()
        try:
            while waiting or running:
                while waiting and len(running) < AHEAD:
                    task = waiting.popleft()
                    running[self._submit(executor, task, None)] = task
                done, _ = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED)
                for future in done:
                    self._collect(future, running.pop(future))
                self.tick()
        finally:
            for future in running:
                future.cancel()

    def _collect(self, future: Future[Any], task: Task) -> None:
        try:
            made = dict(zip(task, future.result(), strict=True))
        except BrokenExecutor as error:
            raise MachineFault(
                f"the executor broke ({error}); the same command goes on from here"
            ) from error
        except Exception as error:
            made = {job: self._failure(job, error) for job in task}
        for job, part in made.items():
            self.log.add(job, part)

    def _locally(self, waiting: deque[Task]) -> None:
        """Worker processes: when one dies, those whose runs it may have been are tried alone."""
        crew = self._hired(waiting)
        while waiting:
            for task in self._flow(crew, waiting, BEHIND * self.means.workers):
                for job in self._missing(task):
                    self._alone(crew, job)

    def _hired(self, waiting: deque[Task]) -> Crew:
        """The workers, who stay until all is done."""
        if self._crew is None:
            check_portable(self.scenario_of(waiting[0][0]))
            self._crew = Crew(self.means.workers).__enter__()
        return self._crew

    def _flow(self, crew: Crew, waiting: deque[Task], width: int) -> list[Task]:
        """Keep `width` tasks going until all are done, or a worker dies: then those going."""
        running: dict[Future[Any], Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) < width:
                    running[self._submit(crew.pool, waiting[0], self.log.folder)] = waiting[0]
                    waiting.popleft()
                done, _ = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                    running.pop(future)
                self.tick()
                if self._give_up_the_late(running.values()):
                    crew.end_workers()
                    self._anew(crew)
                    waiting.extendleft(filter(None, map(self._missing, running.values())))
                    running.clear()
        except BrokenExecutor:
            self._anew(crew)
        return list(running.values())

    def _anew(self, crew: Crew) -> None:
        """New workers, of whose runs none has begun."""
        crew.rebuild()
        self.log.look()
        self.log.begun.clear()

    def _give_up_the_late(self, running: Iterable[Task]) -> bool:
        """Record the runs that have taken too long as failed; whether there are any."""
        if self.means.limit is None:
            return False
        self.log.look()
        now = time.monotonic()
        late = [
            job for task in running for job in task
            if job not in self.log and now - self.log.begun.get(job.identity, now) > self.means.limit
        ]  # fmt: skip
        for job in late:
            error = TimeoutError(f"took longer than the limit of {self.means.limit:g} seconds")
            self.log.add(job, self._failure(job, error))
        return bool(late)

    def _alone(self, crew: Crew, job: Job) -> None:
        """A suspected run with no other beside it, so that nobody else takes the blame."""
        for _ in range(PATIENCE):
            if not self._flow(crew, deque([(job,)]), 1) and not self._missing((job,)):
                return
        if self._missing((job,)):
            error = MachineFault(f"the process ended without a word, {PATIENCE} times")
            self.log.add(job, self._failure(job, error))
        self.tick()

    def _missing(self, task: Task) -> Task:
        self.log.look()
        return tuple(job for job in task if job not in self.log)

    def _submit(self, executor: Executor, task: Task, folder: Path | None) -> Future[Any]:
        parcels = [(self.scenario_of(job), (job,)) for job in task]
        return executor.submit(work, parcels, folder, self.simulate, self.tables)

    def _failure(self, job: Job, error: BaseException) -> parts.Part:
        return parts.of_failure(job, seed_of(self.scenario_of(job), job), error)


def check_portable(scenario: Scenario) -> None:
    """Refuse what other processes cannot see. Raises `InputError`."""
    try:
        here = b"__main__" in pickle.dumps(scenario)
    except (pickle.PicklingError, AttributeError, TypeError):
        here = True
    if here and not hasattr(sys.modules["__main__"], "__file__"):
        raise InputError(
            "workers: a strategy defined in this session cannot be seen by other processes; "
            "use one worker, or put the class into a file that can be imported"
        )
