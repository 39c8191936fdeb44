"""From a sweep file to a results folder."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from sim.experiment.runner import as_executor, complete, told_in_pictures, told_plainly
from sim.experiment.store import claimed
from sim.experiment.worker import Simulate
from sim.folder import digests, lock, manifest
from sim.folder.files import located
from sim.ground.errors import InputError
from sim.sweeps.read import load
from sim.sweeps.store import WHOLE, Part, SweepStore
from sim.sweeps.terms import Sweep


def sweep(
    given: Sweep | str | os.PathLike[str] | dict[str, Any],
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    executor: Executor | Any = None,
    overwrite: bool = False,
    progress: bool = True,
    simulate: Simulate | None = None,
    part: Part = WHOLE,
    report: bool = True,
) -> Path:
    """Run every arm at every point of a sweep, and write its tables.

    `given` is a sweep file, a dict with its keys, or a sweep. The folder `out` (default:
    `results/NAME`) is gone on with if it holds runs of the same sweep made by the same code.
    `workers`, `executor` and `simulate` are those of `sim.run`. `part` (number, of how many) does
    one part of the runs, for machines that know nothing of each other: `merge` joins the folders.
    Without `report` there are tables alone.
    Returns the folder.
    """
    loaded = given if isinstance(given, Sweep) else load(given)
    path = located(out if out is not None else Path("results") / folder_name(loaded, part))
    with told_plainly(path), claimed(SweepStore(path, loaded, part), overwrite) as store:
        complete(store, workers, as_executor(executor), progress, simulate)
        manifest.update(path, baseline=store.scenario.baseline)
        if report and part == WHOLE:
            tell(path)
    return path


def again(folder: str | os.PathLike[str]) -> Path:
    """Make tables, charts and report of a sweep again from its stored runs; returns the folder.

    Raises `InputError` if the folder holds no finished sweep, or not what was written there.
    """
    path = located(folder)
    finished(path)
    with told_plainly(path), lock.locked(path):
        tell(path)
    return path


def finished(path: Path) -> dict[str, Any]:
    """The manifest of a finished sweep. Raises `InputError` for any other folder."""
    found = manifest.checked(path)
    if "factors" not in found:
        raise InputError(f"{path} holds no results of a sweep")
    digests.check(path, found.get("data", {}), SweepStore.records)
    return found


def tell(path: Path) -> None:
    """Write what the sweep answers, if any of its runs is done: tables, charts and the page."""
    if not manifest.read(path)["runs"]["done"]:
        return
    from sim.report.sweep import build

    told_in_pictures(path, lambda: build(path))


def folder_name(loaded: Sweep, part: Part) -> str:
    """What the results folder of a sweep, or of a part of it, is called."""
    return loaded.name if part == WHOLE else f"{loaded.name}-part-{part[0]}-of-{part[1]}"
