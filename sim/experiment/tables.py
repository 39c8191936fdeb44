"""The results files that come from single runs: put together in the order of the scenario, and
taken apart when more runs are to come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

from sim.experiment import parts
from sim.experiment.log import Log
from sim.experiment.plan import Job
from sim.folder import codebook, of_measures
from sim.folder.files import rows_writer, whole, write_rows
from sim.ground.errors import MachineFault
from sim.observation.dictionary import of_all
from sim.terms import Record


def write(
    folder: Path, log: Log, jobs: Iterable[Job], recorded: Record, of_worlds: str = ""
) -> tuple[int, int]:
    """Write the tables of runs and their rows; returns how many runs are done and failed.

    Without columns recorded of households there is no table of households. `of_worlds` is what
    intervals hold where replications live in worlds.

    Runs come by arm in file order and by replication, and the rows of a run are sorted already,
    so that putting them one after the other sorts the files.
    """
    found, states = [], recorded.columns
    with ExitStack() as stack:
        written = [table for table in codebook.KEYS if f"{table}.csv" in codebook.codebook(states)]
        files = {table: stack.enter_context(whole(folder / f"{table}.csv")) for table in written}
        for table, file in files.items():
            rows_writer(file).writerow(codebook.header(f"{table}.csv", states))
        for job, part in kept(log, jobs):
            for table, file in files.items():
                file.write(part.tables.get(table, ""))
            found.append((job, replace(part, tables={})))
    write_rows(folder / "runs.csv", codebook.header("runs.csv"), _runs(found))
    measures = list(of_all(recorded))
    told = of_measures.dictionary(measures)
    write_rows(folder / "measures.csv", codebook.header("measures.csv"), told)
    columns = codebook.rows(states, measures, of_worlds)
    write_rows(folder / "columns.csv", codebook.header("columns.csv"), columns)
    return _write_failures(folder, found)


def kept(log: Log, jobs: Iterable[Job]) -> Iterator[tuple[Job, parts.Part]]:
    """Runs as the log has them. Raises `MachineFault` for one that has gone."""
    for job in jobs:
        part = log.part(job)
        if part is None:
            raise MachineFault(f"the run {job.name} was done but is gone from {log.folder}")
        yield job, part


def _runs(found: list[tuple[Job, parts.Part]]) -> Iterator[tuple[Any, ...]]:
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
        write_rows(path, codebook.header(path.name), rows)
    else:
        path.unlink(missing_ok=True)
    return len(found) - len(rows), len(rows)


class _Rows:
    """The rows of a table, taken run by run in the order of the file, as the text they were."""

    def __init__(self, file: TextIO) -> None:
        reader = csv.reader(file)
        next(reader)
        self._runs = groupby(reader, key=lambda row: tuple(row[:2]))
        self._next = next(self._runs, None)

    def take(self, run: tuple[str, str]) -> str:
        """The rows of a run (arm, replication), without those it has none of in this table."""
        if self._next is None or self._next[0] != run:
            return ""
        text = StringIO()
        rows_writer(text).writerows(self._next[1])
        self._next = next(self._runs, None)
        return text.getvalue()


def take_apart(folder: Path, log: Log, jobs: Iterable[Job]) -> None:
    """Log finished runs of the tables as the parts they were put together from, where asked for."""
    wanted = {(job.arm, str(job.replication)): job for job in jobs}
    with ExitStack() as stack:

        def read(name: str) -> TextIO:
            return stack.enter_context(_open(folder / f"{name}.csv"))

        there = [table for table in codebook.KEYS if (folder / f"{table}.csv").is_file()]
        tables = {table: _Rows(read(table)) for table in there}
        for row in csv.DictReader(read("runs")):
            run = row["arm"], row["replication"]
            texts = {table: rows.take(run) for table, rows in tables.items()}
            if run in wanted and row["status"] == "done":
                seed, seconds = int(row["seed"]), float(row["seconds"])
                part = parts.Part(run[0], int(run[1]), seed, seconds, texts)
                log.add(wanted[run], part)


def _open(path: Path) -> TextIO:
    return path.open(encoding="utf-8", newline="")
