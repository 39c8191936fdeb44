"""One finished run on its way to the results files: its rows as text."""

from __future__ import annotations

import math
import re
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from sim.experiment.plan import Job
from sim.folder.codebook import KEYS
from sim.folder.files import rows_writer

OUTCOMES = "outcomes"


@dataclass(frozen=True)
class Part:
    """One run: what it cost in time, and its rows of the results files as CSV text by table.

    A failed run has `error` and `traceback` instead of rows.
    """

    arm: str
    replication: int
    seed: int
    seconds: float
    tables: dict[str, str] = field(default_factory=dict)
    error: str = ""
    traceback: str = ""

    @property
    def status(self) -> str:
        """`done` or `failed`."""
        return "failed" if self.error else "done"


def of_run(job: Job, run: Any, kept: Iterable[str] = tuple(KEYS)) -> Part:
    """The part of a finished run with the tables `kept`.

    Raises ValueError for a number or a key that cannot be kept.
    """
    before: dict[str, tuple[Any, ...]] = {
        table: (job.arm, job.replication, *([run.seed] if table == OUTCOMES else []))
        for table in kept
    }
    tables = {table: _text(table, before[table], getattr(run, table, ())) for table in kept}
    return Part(job.arm, job.replication, int(run.seed), float(run.seconds), tables)


def of_failure(job: Job, seed: int, error: BaseException) -> Part:
    """The part of a run that raised: the error in a sentence and the way to it."""
    said = _without_addresses(str(error))
    sentence = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return Part(job.arm, job.replication, seed, 0.0, error=sentence, traceback=_way_to(error))


def _text(table: str, before: tuple[Any, ...], rows: Iterable[Sequence[Any]]) -> str:
    """Rows of a run as CSV text, sorted by key; one row a key, every value a finite number."""
    size = KEYS[table]
    ordered = sorted(rows, key=lambda row: tuple(row[:size]))
    buffer = StringIO()
    write, last = rows_writer(buffer).writerow, None
    for row in ordered:
        key, values = row[:size], [_number(value) for value in row[size:]]
        if bad := [value for value in values if isinstance(value, float) and not math.isfinite(value)]:
            raise ValueError(f"{table}: {_words(key)} is {bad[0]}")
        if key == last:
            raise ValueError(f"{table}: {_words(key)} stands there twice")
        write((*before, *key, *values))
        last = key
    return buffer.getvalue()


def _number(value: Any) -> Any:
    """Yes and no as 1 and 0, no negative zero; words and whole numbers as they are."""
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, (int, str)) else float(value) + 0.0


def _words(key: Sequence[Any]) -> str:
    return " ".join(str(word) for word in key if word != "")


def _way_to(error: BaseException) -> str:
    """The frames of an error by module: paths would differ from machine to machine."""
    frames = [
        f"{frame.f_globals.get('__name__', '?')}:{line} in {frame.f_code.co_name}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    return "\n".join(frames)


def _without_addresses(text: str) -> str:
    return re.sub(r" at 0x[0-9a-fA-F]+", "", text)
