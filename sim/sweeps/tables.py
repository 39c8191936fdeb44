"""The files of a sweep that come from single runs, put together by point, arm and replication."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.analysis import fits, matched
from sim.compare.kinds import columns_of
from sim.experiment import parts
from sim.experiment.log import Log
from sim.experiment.plan import Job
from sim.experiment.tables import kept
from sim.folder import codebook, manifest, of_measures, outcomes
from sim.folder.files import rows_writer, whole, write_rows
from sim.ground.measured import WHOLE, Measured
from sim.sweeps.factors import LEVER
from sim.sweeps.points import Values
from sim.sweeps.terms import Sweep

POINT = outcomes.POINT.name
RUNS = ("runs.csv", "failures.csv")


def write(folder: Path, log: Log, jobs: Sequence[Job], form: str | None) -> tuple[int, int]:
    """Write outcomes, runs and failures with the point in front; returns runs done and failed."""
    failed: list[tuple[Any, ...]] = []
    files = outcomes.files_of(form, len(jobs))
    with outcomes.written(folder, files) as writer, whole(folder / "runs.csv") as runs:
        rows_writer(runs).writerow([POINT, *codebook.header("runs.csv")])
        for job, part in kept(log, jobs):
            writer.add(job.point, part.tables.get("outcomes", ""))
            row = job.point, job.name, job.arm, job.replication, part.seed, part.status, part.seconds
            rows_writer(runs).writerow(row)
            if part.error:
                failed.append((job.point, job.name, job.arm, job.replication, part.seed, part.error,
                               part.traceback))  # fmt: skip
    path = folder / "failures.csv"
    path.unlink(missing_ok=True)
    if failed:
        write_rows(path, [POINT, *codebook.header(path.name)], failed)
    return len(jobs) - len(failed), len(failed)


def write_points(folder: Path, paths: Sequence[str], points: Iterable[Values]) -> None:
    """Write points.csv: a column a path, empty where a point leaves the scenario as it is."""
    rows = ((number, *(point.get(path, "") for path in paths)) for number, point in enumerate(points, 1))
    write_rows(folder / "points.csv", [POINT, *paths], rows)


def explained(
    sweep: Sweep, measures: Iterable[Measured], files: Iterable[str]
) -> list[tuple[str, str, str, str]]:
    """The rows of columns.csv: file, column, unit and meaning of all that a sweep leaves.

    `files` are those that hold the outcomes.
    """
    point, rescaled = outcomes.POINT, sweep.first.rescale
    told = {one: codebook.Column(one.path, one.unit, f"{one.role}: {one.meaning}")
            for one in sweep.factors}  # fmt: skip
    besides = [codebook.Column(path, "number", "set by the experiment; empty: as in the scenario")
               for path in sweep.set_besides]  # fmt: skip
    own = {"points.csv": (point, *told.values(), *besides)}
    levers = [column for one, column in told.items() if one.role == LEVER]
    own |= columns_of(sweep.kind, levers, rescaled)
    own |= {fits.FILE: fits.COLUMNS} if rescaled else {}
    if sweep.kind == matched.KIND:
        own |= matched.columns({one.path: one.unit for one in sweep.factors})
    own |= {name: (point, *codebook.CODEBOOK[name]) for name in RUNS}
    own |= dict.fromkeys(files, outcomes.COLUMNS)
    own |= {name: codebook.CODEBOOK[name] for name in ("measures.csv", "columns.csv")}
    rows = [
        (file, column.name, column.unit, column.meaning)
        for file, columns in own.items()
        for column in columns
    ]
    return rows + of_measures.told(measures)


def needed(part: parts.Part | None, measures: Collection[str]) -> list[tuple[Any, ...]]:
    """Of a run what is asked for: year, measure, line and value of all persons."""
    if part is None or part.error:
        return []
    *_, year, measure, line, group, value, _ = range(len(codebook.header("outcomes.csv")))
    return [
        (int(row[year]), row[measure], row[line], float(row[value]))
        for row in csv.reader(StringIO(part.tables["outcomes"]))
        if row[measure] in measures and row[group] == WHOLE
    ]


def take_apart(folder: Path, log: Log, failed: bool) -> None:
    """Log the finished runs of the tables in a sweep's folder, with `failed` those that failed, too."""
    errors, keys = _errors(folder) if failed else {}, manifest.read(folder)["arms"]
    with _open(folder / "runs.csv") as runs:
        texts = groupby(outcomes.rows(folder), key=lambda row: tuple(row[:3]))
        ahead = next(texts, None)
        for row in csv.DictReader(runs):
            point, arm, replication = run = row[POINT], row["arm"], row["replication"]
            job, text = Job(0, int(replication), arm, keys[f"{point}:{arm}"], int(point)), ""
            if ahead is not None and ahead[0] == run:
                text, ahead = _text(ahead[1]), next(texts, None)
            made: dict[str, Any] = {"arm": arm, "replication": int(replication),
                                    "seed": int(row["seed"]), "seconds": float(row["seconds"])}
            if row["status"] == "done" and not log.done(job):
                log.add(job, parts.Part(**made, tables={"outcomes": text}))
            elif row["run"] in errors and job not in log:
                error, traceback = errors[row["run"]]
                log.add(job, parts.Part(**made, error=error, traceback=traceback))


def _errors(folder: Path) -> dict[str, tuple[str, str]]:
    """Error and traceback of each failed run."""
    path = folder / "failures.csv"
    if not path.is_file():
        return {}
    with _open(path) as file:
        return {row["run"]: (row["error"], row["traceback"]) for row in csv.DictReader(file)}


def _text(rows: Iterable[list[str]]) -> str:
    buffer = StringIO()
    rows_writer(buffer).writerows(row[1:] for row in rows)
    return buffer.getvalue()


def _open(path: Path) -> Any:
    return path.open(encoding="utf-8", newline="")
