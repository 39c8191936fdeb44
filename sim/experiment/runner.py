"""From a scenario to a results folder."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError, MachineFault
from sim.experiment import lock, manifest, parts, plan, tables
from sim.experiment.crew import Crew
from sim.experiment.execute import Execution
from sim.experiment.files import write_text
from sim.experiment.progress import Progress
from sim.experiment.store import Store, claimed
from sim.experiment.worker import Simulate

if TYPE_CHECKING:
    from sim.results import Results
    from sim.scenario import Scenario


def run(
    scenario: Scenario | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    overwrite: bool = False,
    progress: bool = True,
    executor: Executor | None = None,
    baseline: str | None = None,
    simulate: Simulate | None = None,
) -> Results:
    """Run every arm of a scenario in every replication, then make tables, charts and report.

    The folder `out` (default: `results/NAME`) is gone on with if it holds the same scenario made
    by the same code. `workers` are processes on this machine; `executor` is any other
    `concurrent.futures.Executor`. `baseline` compares with another arm than the scenario says.
    A run that fails is listed in failures.csv while the others go on. `simulate` replaces the
    simulation of a run (scenario, arm, replication).

    Raises `InputError` (wrong input, nothing written) and `MachineFault` (such as a full disk);
    after either, and after an interrupt, the same call goes on from where it was.
    """
    if isinstance(scenario, (str, os.PathLike)):
        from sim.scenario import load

        scenario = load(scenario)
    _check(scenario, workers, baseline)
    path = Path(out) if out is not None else Path("results") / scenario.name
    with _told_plainly(path), claimed(path, scenario, overwrite) as store:
        if not store.finished:
            _complete(store, workers, executor, progress, simulate)
        _compare_and_report(path, baseline or scenario.baseline, workers)
    return _results(path)


def again(folder: str | os.PathLike[str], baseline: str | None = None) -> Results:
    """Make comparisons, charts and report again from stored results, on any baseline arm.

    Raises `InputError` if the folder holds no finished results or `baseline` is no arm.
    """
    from sim.results import open

    results = open(folder)
    if baseline is not None and baseline not in results.arms:
        raise InputError(f"--baseline: {baseline!r} is no arm; there are {', '.join(results.arms)}")
    with _told_plainly(results.folder), lock.locked(results.folder):
        _compare_and_report(results.folder, baseline or results.baseline)
    return _results(results.folder)


def _results(path: Path) -> Results:
    from sim.results import Results

    return Results(path)


def _check(scenario: Scenario, workers: int, baseline: str | None) -> None:
    problems = []
    if not isinstance(workers, int) or isinstance(workers, bool) or workers < 1:
        problems.append(f"--workers: must be a whole number of at least 1, not {workers!r}")
    if baseline is not None and baseline not in scenario.arms:
        arms = ", ".join(scenario.arms)
        problems.append(f"--baseline: {baseline!r} is no arm; there are {arms}")
    if problems:
        raise InputError(problems)


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """A disk that is full or gone is a fault told in a sentence."""
    try:
        yield
    except OSError as error:
        raise MachineFault(f"cannot write into {path}: {error.strerror or error}") from error


def _complete(
    store: Store, workers: int, executor: Executor | None, show: bool, simulate: Simulate | None
) -> None:
    """Do what is missing and write the tables of all runs."""
    scenario, began = store.scenario, time.monotonic()
    jobs = plan.jobs(scenario)
    missing = _missing(store, jobs)
    progress = Progress(len(jobs), len(jobs) - len(missing), show)
    tick = lambda: progress.at(len(list(store.parts.glob("*.json"))))  # noqa: E731
    try:
        Execution(scenario, store.parts, simulate, tick).run(missing, workers, executor)
        tick()
    finally:
        progress.close()
    write_text(store.path / "scenario.yaml", scenario.to_yaml())
    states = scenario.record.columns
    done, failed = tables.write(store.path, store.parts, jobs, states)
    _close(store, began, done, failed)


def _close(store: Store, began: float, done: int, failed: int) -> None:
    times = manifest.read(store.path)["times"]
    seconds = round(times["seconds"] + time.monotonic() - began, 3)
    manifest.update(
        store.path,
        runs={"planned": done + failed, "done": done, "failed": failed},
        times=times | {"finished": manifest.now(), "seconds": seconds},
    )
    if not failed:
        store.drop_parts()


def _missing(store: Store, jobs: list[plan.Job]) -> list[plan.Job]:
    """Runs without a whole part; damaged and failed parts are thrown away."""
    kept = {job: parts.load(parts.path_of(store.parts, job), job) for job in jobs}
    missing = [job for job, part in kept.items() if part is None or part.error]
    for job in missing:
        parts.path_of(store.parts, job).unlink(missing_ok=True)
    return missing


def _compare_and_report(path: Path, baseline: str, workers: int = 1) -> None:
    """Everything that is made of stored results."""
    from sim import compare

    with _helpers(workers - 1) as pool:
        compare.write(path, baseline)
        manifest.update(path, baseline=baseline)
        before = manifest.figures(path)
        _report(path, baseline, pool)
    drawn = manifest.figures(path) - before
    manifest.update(path, files=sorted({*manifest.read(path)["files"], *drawn}))


@contextmanager
def _helpers(number: int) -> Iterator[Executor | None]:
    """Processes that help to draw; they load what that needs while tables are compared."""
    from sim import report

    if number < 1:
        yield None
        return
    with Crew(number) as crew:
        crew.pool.submit(report.prepare)
        yield crew.pool


def _report(path: Path, baseline: str, pool: Executor | None) -> None:
    from sim import report

    try:
        report.build(path, baseline, pool)
    except OSError:
        raise
    except Exception as error:
        message = f"the tables in {path} are whole, but the report could not be made: {error!r}"
        warnings.warn(message, stacklevel=2)
