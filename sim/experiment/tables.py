"""The results files that come from single runs, put together in the order of the scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from sim.errors import MachineFault
from sim.experiment import columns, parts
from sim.experiment.files import rows_writer, whole, write_rows
from sim.experiment.plan import Job


def write(
    folder: Path, kept: Path, jobs: Iterable[Job], states: tuple[str, ...] = ()
) -> tuple[int, int]:
    """Write the tables of runs and their rows; returns how many runs are done and failed.

    `states` are the columns kept of households; without any there is no table of households.

    Runs come by arm in file order and by replication, and the rows of a run are sorted already,
    so that putting them one after the other sorts the files.
    """
    found = []
    with ExitStack() as stack:
        written = [table for table in parts.KEYS if f"{table}.csv" in columns.codebook(states)]
        files = {table: stack.enter_context(whole(folder / f"{table}.csv")) for table in written}
        for table, file in files.items():
            rows_writer(file).writerow(columns.header(f"{table}.csv", states))
        for job, part in _parts(kept, jobs):
            for table, file in files.items():
                file.write(part.tables.get(table, ""))
            found.append((job, replace(part, tables={})))
    write_rows(folder / "runs.csv", columns.header("runs.csv"), _runs(found))
    write_rows(folder / "columns.csv", columns.header("columns.csv"), columns.rows(states))
    return _write_failures(folder, found)


def _parts(kept: Path, jobs: Iterable[Job]) -> Iterator[tuple[Job, parts.Part]]:
    for job in jobs:
        part = parts.load(parts.path_of(kept, job), job)
        if part is None:
            raise MachineFault(f"the run {job.name} was done but is gone from {kept}")
        yield job, part


def _runs(found: list[tuple[Job, parts.Part]]) -> Iterator[tuple]:
    for job, part in found:
        yield job.name, job.arm, job.replication, part.seed, part.status, part.seconds


def _write_failures(folder: Path, found: list[tuple[Job, parts.Part]]) -> tuple[int, int]:
    rows = [
        (job.name, job.arm, job.replication, part.seed, part.error, part.traceback)
        for job, part in found
        if part.error
    ]
    path = folder / "failures.csv"
    if rows:
        write_rows(path, columns.header(path.name), rows)
    else:
        path.unlink(missing_ok=True)
    return len(found) - len(rows), len(rows)
