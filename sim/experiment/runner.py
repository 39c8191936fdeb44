"""From a scenario to a results folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from functools import partial
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.crew import Crew, Pool
from sim.experiment.execute import Execution, Means
from sim.experiment.progress import Progress
from sim.experiment.store import Store, claimed, refuse_links
from sim.experiment.stores import store_of
from sim.experiment.worker import Simulate
from sim.folder import across, digests, lock, manifest
from sim.folder.files import located
from sim.folder.stored import Stored, as_written
from sim.ground.errors import InputError, MachineFault, argument, out_of_memory, sentence
from sim.language import ENGLISH, LANGUAGES, Voice

if TYPE_CHECKING:
    from sim.results import Results
    from sim.scenario import Scenario


def run(
    scenario: Scenario | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    overwrite: bool = False,
    progress: bool = True,
    executor: Executor | Any = None,
    baseline: str | None = None,
    simulate: Simulate | None = None,
    report: bool = True,
    worlds: str | os.PathLike[str] | None = None,
) -> Results:
    """Run every arm of a scenario in every replication, then make tables, charts and report.

    The folder `out` (default: `results/NAME`) is gone on with if it holds runs of the same
    scenario made by the same code: it may have got more replications or arms since. `workers` are
    processes on this machine; `executor` is any other `concurrent.futures.Executor`, or a client
    that has one (`get_executor()`, as Dask's). `baseline` compares with another arm than the
    scenario says. A run that fails is listed in failures.csv while the others go on. `simulate`
    replaces the simulation of a run (scenario, arm, replication). Without `report` there are
    tables alone. `worlds` is a folder in which the same arms were compared in worlds of an ensemble:
    the report says in how many of them its findings hold.

    Raises `InputError` (wrong input, nothing written) and `MachineFault` (such as a full disk, or
    a report that cannot be made of tables that are whole); after either, and after an interrupt,
    the same call goes on from where it was.
    """
    if isinstance(scenario, (str, os.PathLike)):
        from sim.scenario import load

        scenario = load(scenario)
    _check(scenario, workers, baseline)
    if worlds is not None:
        told = as_written(scenario.to_yaml())
        worlds = across.checked(told, baseline or scenario.baseline, located(worlds))
    pool = as_executor(executor)
    path = located(out if out is not None else Path("results") / scenario.name)
    with told_plainly(path), claimed(store_of(path, scenario), overwrite) as store:
        seconds = complete(store, Means(workers, pool), progress, simulate)
        with _helpers(workers - 1 if report else 0) as helpers:
            if seconds is not None:
                store.close(seconds)
            _compare(path, baseline or scenario.baseline, helpers, [ENGLISH] if report else [], worlds)
    return _results(path)


def again(
    folder: str | os.PathLike[str], baseline: str | None = None,
    worlds: str | os.PathLike[str] | None = None, workers: int = 1, language: str = ENGLISH,
) -> Results:  # fmt: skip
    """Make comparisons, charts and report again from stored results, on any baseline arm.

    `worlds` and `workers` are as with `run`; `language` is that of a report made beside those that
    are there. Raises `InputError` if the folder holds no finished
    results, if they are not what was written there, if every run failed or if `baseline` is no arm.
    """
    path = located(folder)
    found = manifest.checked(path)
    digests.check(path, found.get("data", {}), digests.RECORDS)
    refuse_links(path)
    results = _results(path)
    if baseline is not None and baseline not in results.arms:
        raise InputError(_no_arm(baseline, results.arms))
    if results.failed == len(results.runs):
        raise InputError(f"{path}: {results.lost()}: there is nothing to report")
    against = baseline or results.baseline
    if worlds is not None:
        worlds = across.checked(Stored(path).scenario, against, located(worlds))
    with told_plainly(path), lock.locked(path), _helpers(workers - 1) as helpers:
        there = [one for one in LANGUAGES
                 if one == language or (path / f"report{Voice(one).mark}.html").is_file()]
        _compare(path, against, helpers, there, worlds)
    return _results(path)


def _results(path: Path) -> Results:
    from sim.results import Results

    return Results(path)


def _check(scenario: Scenario, workers: int, baseline: str | None) -> None:
    problems = workers_faults(workers)
    if baseline is not None and baseline not in scenario.arms:
        problems.append(_no_arm(baseline, scenario.arms))
    if problems:
        raise InputError(problems)


def workers_faults(workers: Any) -> list[str]:
    """What is wrong with a number of workers; nothing if it is one."""
    if isinstance(workers, Integral) and not isinstance(workers, bool) and int(workers) >= 1:
        return []
    return [f"{argument('workers')}: must be a whole number of at least 1, not {workers!r}"]


def _no_arm(baseline: str, arms: Iterable[str]) -> str:
    return f"{argument('baseline')}: {baseline!r} is no arm; there are {', '.join(arms)}"


def as_executor(given: Any) -> Executor | None:
    """The executor meant: the one given, or that of a client, which knows its own."""
    if given is None or isinstance(given, Executor):
        return given
    if callable(getattr(given, "get_executor", None)):
        return given.get_executor()
    raise InputError(
        f"executor: must be a concurrent.futures.Executor or have get_executor(), not {given!r}"
    )


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """A disk that is full or gone is a fault told in a sentence."""
    try:
        yield
    except OSError as error:
        if out_of_memory(error):
            raise MemoryError(str(error)) from error
        raise MachineFault(f"cannot write into {path}: {error.strerror or error}") from error


def complete(store: Store, means: Means, show: bool, simulate: Simulate | None) -> float | None:
    """Do the runs that are missing; seconds that took, None where the tables of all are there."""
    if store.finished:
        Progress(lambda: len(store.jobs), len(store.jobs), show).close()
        return None
    began = time.monotonic()
    with at_work(store, means, show, simulate) as execution:
        execution.run(store.missing())
        while store.grow():
            execution.run(store.missing())
    return time.monotonic() - began


@contextmanager
def at_work(
    store: Store, means: Means, show: bool, simulate: Simulate | None
) -> Iterator[Execution]:
    """Those who do the runs of a store, and a view of how far they are."""
    progress = Progress(lambda: len(store.jobs), store.count(), show)

    def tick() -> None:
        if progress.due:
            progress.at(store.count())

    try:
        with Execution(store.scenario_of, store.log, means, simulate, tick, store.opening,
                       store.parcel, store.kept_tables) as execution:  # fmt: skip
            yield execution
        progress.at(store.count())
    finally:
        progress.close()


def _compare(
    path: Path, baseline: str, helpers: Pool | None, languages: Sequence[str], worlds: Any = None
) -> None:
    """Everything that is made of stored results; what was made of earlier ones goes first."""
    from sim import compare

    _remove_report(path)
    compare.write(path, baseline)
    if worlds is not None:
        across.take_up(path, worlds)
    data = {name: entry for name, entry in manifest.read(path).get("data", {}).items()
            if name not in digests.COMPARISONS}
    data |= digests.of(path, digests.COMPARISONS)
    manifest.update(path, baseline=baseline, data=data)
    for language in languages if not _all_failed(path) else []:
        told_in_pictures(path, partial(_draw, path, baseline, helpers, language))


def _remove_report(path: Path) -> None:
    for name in manifest.read(path)["files"]:
        if manifest.is_report(name) or manifest.is_shown(name):
            (path / name).unlink(missing_ok=True)


def _all_failed(path: Path) -> bool:
    return not manifest.read(path)["runs"]["done"]


@contextmanager
def _helpers(number: int) -> Iterator[Pool | None]:
    """Processes that help to draw; they load what that needs while tables are written."""
    from sim import report

    if number < 1:
        yield None
        return
    with Crew(number) as crew:
        crew.pool.submit(report.prepare)
        yield crew.pool


def told_in_pictures(path: Path, draw: Callable[[], Any]) -> None:
    """Draw the charts and the page of a folder, and note in its manifest which are ours."""
    before = manifest.shown(path)
    try:
        draw()
    except Exception as error:
        raise MachineFault(
            f"the tables in {path} are whole, but the report could not be made: {sentence(error)}"
        ) from error
    finally:
        drawn = manifest.shown(path) - before
        manifest.update(path, files=sorted({*manifest.read(path)["files"], *drawn}))


def _draw(path: Path, baseline: str, pool: Pool | None, language: str) -> None:
    """Draw with helpers; when one is lost, as where memory is short, draw without them."""
    from sim import report

    try:
        report.build(path, baseline, pool, language)
    except BrokenExecutor:
        report.build(path, baseline, None, language)
