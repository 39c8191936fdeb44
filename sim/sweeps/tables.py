"""The files of a sweep that come from single runs, put together by point, arm and replication."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.analysis import worlds
from sim.compare import best, fitting, robustness
from sim.experiment import parts
from sim.experiment.plan import Job
from sim.folder import codebook
from sim.folder.files import rows_writer, whole, write_rows
from sim.ground.errors import MachineFault
from sim.ground.measured import Measured
from sim.sweeps.factors import Factor
from sim.sweeps.points import Values

POINT = "point"
RUNS = ("runs.csv", "outcomes.csv", "failures.csv")


def write(folder: Path, kept: Path, jobs: Sequence[Job]) -> tuple[int, int]:
    """Write outcomes, runs and failures with the point in front; returns runs done and failed."""
    failed: list[tuple[Any, ...]] = []
    with whole(folder / "outcomes.csv") as outcomes, whole(folder / "runs.csv") as runs:
        for file, name in ((outcomes, "outcomes.csv"), (runs, "runs.csv")):
            rows_writer(file).writerow([POINT, *codebook.header(name)])
        for job in jobs:
            part = parts.load(parts.path_of(kept, job), job)
            if part is None:
                raise MachineFault(f"the run {job.name} was done but is gone from {kept}")
            outcomes.writelines(_at(job, part.tables.get("outcomes", "")))
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


def _at(job: Job, text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield f"{job.point},{line}"


def write_points(folder: Path, factors: Sequence[Factor], points: Iterable[Values]) -> None:
    """Write points.csv: a column a factor, empty where a point leaves the scenario as it is."""
    paths = [factor.path for factor in factors]
    rows = ((number, *(point.get(path, "") for path in paths)) for number, point in enumerate(points, 1))
    write_rows(folder / "points.csv", [POINT, *paths], rows)


def explained(
    factors: Iterable[Factor], measures: Iterable[Measured], rescaled: bool = False
) -> list[tuple[str, str, str, str]]:
    """The rows of columns.csv: file, column, unit and meaning of all that a sweep leaves."""
    point = codebook.Column(POINT, "number", "counts from 1; a row of points.csv")
    told = [codebook.Column(one.path, one.unit, f"{one.role}: {one.meaning}") for one in factors]
    also = (fitting.COLUMN,) if rescaled else ()
    own = {"points.csv": (point, *told), best.FILE: (*best.COLUMNS, *also),
           robustness.FILE: (*robustness.COLUMNS, *also)}  # fmt: skip
    own |= {worlds.FILE: worlds.COLUMNS} if rescaled else {}
    own |= {name: (point, *codebook.CODEBOOK[name]) for name in RUNS}
    own |= {name: codebook.CODEBOOK[name] for name in ("measures.csv", "columns.csv")}
    rows = [
        (file, column.name, column.unit, column.meaning)
        for file, columns in own.items()
        for column in columns
    ]
    return rows + codebook.told(measures)


def take_apart(folder: Path, kept: Path, jobs: Iterable[Job], failed: bool = False) -> None:
    """Keep finished runs of the tables as parts again, where they are still asked for.

    With `failed`, those that failed, too.
    """
    errors = _errors(folder) if failed else {}
    wanted = {(str(job.point), job.arm, str(job.replication)): job for job in jobs}
    with _open(folder / "outcomes.csv") as file, _open(folder / "runs.csv") as runs:
        rows = csv.reader(file)
        next(rows)
        texts = groupby(rows, key=lambda row: tuple(row[:3]))
        ahead = next(texts, None)
        for row in csv.DictReader(runs):
            run, text = (row[POINT], row["arm"], row["replication"]), ""
            if ahead is not None and ahead[0] == run:
                text, ahead = _text(ahead[1]), next(texts, None)
            numbers = int(row["replication"]), int(row["seed"]), float(row["seconds"])
            if run in wanted and row["status"] == "done":
                part = parts.Part(row["arm"], *numbers, {"outcomes": text})
                parts.save(part, parts.path_of(kept, wanted[run]))
            elif run in wanted and row["run"] in errors:
                part = parts.Part(row["arm"], *numbers, {}, *errors[row["run"]])
                parts.save(part, parts.path_of(kept, wanted[run]))


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
