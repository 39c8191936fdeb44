"""Doing the runs: here, in local worker processes, or through any executor."""

from __future__ import annotations

import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.crew import Crew
from sim.experiment import parts
from sim.experiment.plan import Job, Task, of_replication, tasks
from sim.experiment.worker import Simulate, keep, seed_of, work
from sim.ground.errors import InputError, MachineFault

if TYPE_CHECKING:
    from sim.scenario import Scenario

PATIENCE = 3  # lone attempts at a run that takes its process down with it
LOOK = 0.5  # seconds between looks at the progress


class Execution:
    """The runs still missing from a folder of parts, and the ways to get them done.

    `scenario_of` tells the scenario of a run, and `opening` what runs share an opening county by.
    `tick` is called with no arguments whenever there may be progress to show.
    """

    def __init__(
        self,
        scenario_of: Callable[[Job], Scenario],
        folder: Path,
        simulate: Simulate | None = None,
        tick: Callable[[], None] = lambda: None,
        opening: Callable[[Job], Any] = of_replication,
    ) -> None:
        self.scenario_of, self.folder, self.simulate = scenario_of, folder, simulate
        self.tick, self.opening = tick, opening

    def run(self, missing: Iterable[Job], workers: int, executor: Executor | None) -> None:
        """Do the missing runs; every one of them leaves a part, done or failed."""
        parcels = tasks(missing, workers, self.opening)
        if executor is not None:
            self._through(executor, parcels)
        elif workers == 1:
            self._here(parcels)
        elif parcels:
            check_portable(self.scenario_of(parcels[0][0]))
            self._locally(deque(parcels), workers)

    def _here(self, parcels: list[Task]) -> None:
        for task in parcels:
            for job in task:
                work([(self.scenario_of(job), (job,))], self.folder, self.simulate)
                self.tick()

    def _through(self, executor: Executor, parcels: list[Task]) -> None:
        """An executor of the user's: its workers may not see our folder, so parts come back."""
        running = {self._submit(executor, task, None): task for task in parcels}
        try:
            while running:
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
            keep(part, parts.path_of(self.folder, job))

    def _locally(self, waiting: deque[Task], workers: int) -> None:
        """Worker processes: when one dies, those whose runs it may have been are tried alone."""
        with Crew(workers) as crew:
            while waiting:
                for task in self._flow(crew, waiting, workers):
                    for job in self._missing(task):
                        self._alone(crew, job)

    def _flow(self, crew: Crew, waiting: deque[Task], width: int) -> list[Task]:
        """Keep `width` tasks going until all are done, or a worker dies: then those going."""
        running: dict[Future[Any], Task] = {}
        try:
            while waiting or running:
                while waiting and len(running) < width:
                    running[self._submit(crew.pool, waiting[0], self.folder)] = waiting[0]
                    waiting.popleft()
                done, _ = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                    running.pop(future)
                self.tick()
        except BrokenExecutor:
            crew.rebuild()
        return list(running.values())

    def _alone(self, crew: Crew, job: Job) -> None:
        """A suspected run with no other beside it, so that nobody else takes the blame."""
        for _ in range(PATIENCE):
            if not self._flow(crew, deque([(job,)]), 1) and not self._missing((job,)):
                return
        error = MachineFault(f"the process ended without a word, {PATIENCE} times")
        keep(self._failure(job, error), parts.path_of(self.folder, job))
        self.tick()

    def _missing(self, task: Task) -> list[Job]:
        return [job for job in task if parts.load(parts.path_of(self.folder, job), job) is None]

    def _submit(self, executor: Executor, task: Task, folder: Path | None) -> Future[Any]:
        parcels = [(self.scenario_of(job), (job,)) for job in task]
        return executor.submit(work, parcels, folder, self.simulate)

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
