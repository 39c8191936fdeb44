"""From a sweep file to a results folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.experiment.execute import Means
from sim.experiment.progress import Progress
from sim.experiment.runner import (
    as_executor,
    at_work,
    told_in_pictures,
    told_plainly,
    workers_faults,
)
from sim.experiment.store import claimed
from sim.experiment.worker import Simulate
from sim.folder import digests, lock, manifest
from sim.folder.files import located
from sim.folder.outcomes import FORMS
from sim.ground.errors import InputError, argument
from sim.language import ENGLISH, LANGUAGES, Voice
from sim.sweeps import kinds
from sim.sweeps.points import Batch, Came, Plan
from sim.sweeps.read import SWEEP, load
from sim.sweeps.store import WHOLE, Part, SweepStore
from sim.sweeps.terms import Sweep

Given = Sweep | str | os.PathLike[str] | dict[str, Any]


def sweep(
    given: Given,
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    executor: Executor | Any = None,
    overwrite: bool = False,
    progress: bool = True,
    simulate: Simulate | None = None,
    part: Part = WHOLE,
    report: bool = True,
    kind: str = SWEEP,
    limit: float | None = None,
    retry_failed: bool = False,
    form: str | None = None,
    reuse: Sequence[str | os.PathLike[str]] = (),
) -> Path:
    """Run every arm at every point of a sweep, and write its tables.

    `given` is a sweep file, a dict with its keys, or a sweep. The folder `out` (default:
    `results/NAME`) is gone on with if it holds runs of the same sweep made by the same code.
    `workers`, `executor` and `simulate` are those of `sim.run`. `part` (number, of how many) does
    one part of the runs, for machines that know nothing of each other: `merge` joins the folders.
    Without `report` there are tables alone. `kind` is that of the experiment, which chooses the
    points. A run that takes longer than `limit` seconds is given up; runs that failed are done
    again only with `retry_failed`. `form` is that of the outcomes: `csv`, `parquet` or `both`; left
    out, CSV up to 10,000 runs and Parquet above. Runs that stand in the folders `reuse` of other
    finished sweeps by the same code are taken from there.
    Returns the folder.
    """
    _check(workers, part, form)
    loaded = given if isinstance(given, Sweep) else load(given, kind=kind)
    means = Means(workers, as_executor(executor), limit)
    path = located(out if out is not None else Path("results") / folder_name(loaded, part))
    if part != WHOLE and not kinds.find()[loaded.kind].DESIGNED:
        raise InputError(f"{argument('part')}: which points it comes to ({loaded.kind}) depends on "
                         "its runs: do it as a whole, on a cluster if it takes long")
    store, sources = SweepStore(path, loaded, part, retry_failed, form), [located(one) for one in reuse]
    refuse_other_code(sources, store.code)
    with told_plainly(path), claimed(store, overwrite):
        if not store.finished:
            store.take_from(sources)
        _carry_out(store, means, progress, simulate)
        manifest.update(path, baseline=store.scenario.baseline)
        if report and part == WHOLE:
            tell(path)
    return path


def _check(workers: int, part: Part, form: str | None) -> None:
    problems = workers_faults(workers)
    number, of = part
    if not 1 <= number <= of:
        problems.append(f"{argument('part')}: must be one of so many, such as (3, 40), not {part!r}")
    if form is not None and form not in FORMS:
        problems.append(f"{argument('form')}: must be one of {', '.join(FORMS)}, not {form!r}")
    if problems:
        raise InputError(problems)


def sensitivity(
    given: Given, out: str | os.PathLike[str] | None = None, workers: int = 1,
    executor: Executor | Any = None, **options: Any,
) -> Path:  # fmt: skip
    """Find which parameters matter to effects and differences, and which conclusions lean on them.

    Everything is as in `sweep`. Returns the folder, with sensitivity.csv and leaning.csv.
    """
    return sweep(given, out, workers, executor, kind="sensitivity", **options)


def robustness(
    given: Given, out: str | os.PathLike[str] | None = None, workers: int = 1,
    executor: Executor | Any = None, **options: Any,
) -> Path:  # fmt: skip
    """Ask in sampled worlds how firmly headlines hold, where they flip and what may be regretted.

    Everything is as in `sweep`. Returns the folder, with robustness.csv, regions.csv and regret.csv.
    """
    return sweep(given, out, workers, executor, kind="robustness", **options)


def optimise(
    given: Given, out: str | os.PathLike[str] | None = None, workers: int = 1,
    executor: Executor | Any = None, **options: Any,
) -> Path:  # fmt: skip
    """Search the levers of one arm for the least poverty, and confirm what is found in fresh worlds.

    Everything is as in `sweep`. Returns the folder, with optimum.csv.
    """
    return sweep(given, out, workers, executor, kind="optimise", **options)


def calibrate(
    given: Given, out: str | os.PathLike[str] | None = None, workers: int = 1,
    executor: Executor | Any = None, **options: Any,
) -> Path:  # fmt: skip
    """Find worlds within plausible ranges in which the county looks like the published one.

    Everything is as in `sweep`. Returns the folder, with ensemble.csv.
    """
    return sweep(given, out, workers, executor, kind="calibrate", **options)


def _carry_out(store: SweepStore, means: Means, show: bool, simulate: Simulate | None) -> None:
    """Go through the plan of an experiment, unless it was, and write its tables."""
    if store.finished:
        Progress(lambda: len(store.jobs), len(store.jobs), show).close()
        return
    began, batches = time.monotonic(), kinds.plan_of(store.sweep)
    next(batches)  # known since the file was read
    with at_work(store, means, show, simulate) as execution:
        execution.run(store.missing())
        while batch := _next(batches, store.came):
            store.add(batch)
            execution.run(store.missing())
    store.close(time.monotonic() - began)


def _next(batches: Plan, came: Came) -> Batch | None:
    """What is to be run next, after what came; nothing where the experiment has enough."""
    try:
        return batches.send(came)
    except StopIteration:
        return None


def again(folder: str | os.PathLike[str], language: str = ENGLISH) -> Path:
    """Make tables, charts and report of a sweep again from its stored runs; returns the folder.

    `language` is that of a report made beside those that are there.

    Raises `InputError` if the folder holds no finished sweep, or not what was written there.
    """
    path = located(folder)
    finished(path)
    with told_plainly(path), lock.locked(path):
        for one in LANGUAGES:
            if one == language or (path / f"report{Voice(one).mark}.html").is_file():
                tell(path, one)
    return path


def finished(path: Path) -> dict[str, Any]:
    """The manifest of a finished sweep. Raises `InputError` for any other folder."""
    found = manifest.checked(path)
    if "factors" not in found:
        raise InputError(f"{path} holds no results of a sweep")
    digests.check(path, found.get("data", {}), SweepStore.records)
    return found


def refuse_other_code(folders: Iterable[Path], code: str) -> None:
    """Raise `InputError` for folders that hold no finished sweep, or one by other code, by name."""
    found = {folder: finished(folder)["code_version"] for folder in folders}
    wrong = [f"{folder}: was made by other code ({made}, this is {code})"
             for folder, made in found.items() if made != code]  # fmt: skip
    if wrong:
        raise InputError(wrong)


def tell(path: Path, language: str = ENGLISH) -> None:
    """Write what the sweep answers, if any of its runs is done: tables, charts and the page."""
    if not manifest.read(path)["runs"]["done"]:
        return
    from sim.report.sweep import build

    told_in_pictures(path, lambda: build(path, language))


def folder_name(loaded: Sweep, part: Part) -> str:
    """What the results folder of a sweep, or of a part of it, is called."""
    return loaded.name if part == WHOLE else f"{loaded.name}-part-{part[0]}-of-{part[1]}"
