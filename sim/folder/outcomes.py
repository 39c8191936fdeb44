"""The outcomes of a sweep's runs, as CSV or as Parquet: written run by run, read in portions."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.folder import codebook
from sim.folder.files import rows_writer, whole, whole_path
from sim.ground.errors import EXTRA, needs

if TYPE_CHECKING:
    import pandas as pd

CSV, PARQUET = "outcomes.csv", "outcomes.parquet"
FORMS = {"csv": (CSV,), "parquet": (PARQUET,), "both": (CSV, PARQUET)}
MOST_AS_CSV = 10_000  # runs; of more, a table is read faster and kept smaller as Parquet
PORTION = 20_000  # rows that are held at a time
POINT = codebook.Column("point", "number", "counts from 1; a row of points.csv")
COLUMNS = (POINT, *codebook.CODEBOOK[CSV])
NAMES = [column.name for column in COLUMNS]


def files_of(form: str | None, runs: int) -> tuple[str, ...]:
    """Which files hold the outcomes of so many runs: as asked for, else as CSV if they are few."""
    return FORMS[form or ("csv" if runs <= MOST_AS_CSV else "parquet")]


def found(folder: Path) -> tuple[str, ...]:
    """Which of the files are in a folder."""
    return tuple(name for name in (CSV, PARQUET) if (folder / name).is_file())


class Writer:
    """Takes the outcomes of one run after the other; nothing has its name before all are there."""

    def __init__(self, text: Any, table: Any) -> None:
        self._text, self._table = text, table
        self._held, self._size = StringIO(), 0

    def add(self, point: int, rows: str) -> None:
        """The outcomes of a run at a point, as CSV without the point."""
        lines = [f"{point},{line}" for line in rows.splitlines(keepends=True)]
        if self._text is not None:
            self._text.writelines(lines)
        if self._table is not None:
            self._held.writelines(lines)
            self._size += len(lines)
            if self._size >= PORTION:
                self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self._size:
            self._table.write_table(_arrow(self._held.getvalue()))
            self._held, self._size = StringIO(), 0


@contextmanager
def written(folder: Path, files: Sequence[str]) -> Iterator[Writer]:
    """Write outcomes into some files of a folder; others of earlier runs go when these are whole."""
    with ExitStack() as stack:
        text = table = None
        if CSV in files:
            text = stack.enter_context(whole(folder / CSV))
            rows_writer(text).writerow(NAMES)
        if PARQUET in files:
            path = stack.enter_context(whole_path(folder / PARQUET))
            pool = _pyarrow().system_memory_pool()
            writer = _pyarrow().parquet.ParquetWriter(path, _schema(), memory_pool=pool)
            table = stack.enter_context(writer)
        taker = Writer(text, table)
        yield taker
        taker.flush()
    for name in {CSV, PARQUET} - {*files}:
        (folder / name).unlink(missing_ok=True)


def rows(folder: Path) -> Iterator[list[str]]:
    """The rows of a folder's outcomes as text, which is the same out of both kinds of files."""
    if CSV in found(folder):
        with (folder / CSV).open(encoding="utf-8", newline="") as file:
            read = csv.reader(file)
            next(read)
            yield from read
        return
    for portion in _portions(folder, NAMES):
        text = StringIO()
        rows_writer(text).writerows(zip(*portion.to_pydict().values(), strict=True))
        yield from csv.reader(StringIO(text.getvalue()))


def frames(folder: Path, kinds: dict[str, str]) -> Iterator[pd.DataFrame]:
    """Some columns of a folder's outcomes, a portion of rows at a time; `kinds` tells their types."""
    if CSV in found(folder):
        import pandas as pd

        yield from pd.read_csv(
            folder / CSV, usecols=list(kinds), dtype=kinds, chunksize=PORTION, keep_default_na=False,
            na_values={"value": [""]},
        )  # fmt: skip
        return
    for portion in _portions(folder, list(kinds)):
        yield portion.to_pandas().astype(kinds)


def _portions(folder: Path, columns: list[str]) -> Iterator[Any]:
    with _pyarrow().parquet.ParquetFile(folder / PARQUET) as file:
        yield from file.iter_batches(PORTION, columns=columns)


def _arrow(text: str) -> Any:
    """Rows as a table; the parser reads the shortest text of a number back to the bit."""
    from pyarrow import csv as arrow_csv

    types = arrow_csv.ConvertOptions(column_types=_schema(), strings_can_be_null=False)
    named = arrow_csv.ReadOptions(column_names=NAMES, use_threads=False)
    pool = _pyarrow().system_memory_pool()  # what is freed is given back
    return arrow_csv.read_csv(BytesIO(text.encode()), named, convert_options=types, memory_pool=pool)


def _schema() -> Any:
    arrow = _pyarrow()
    types = {"float64": arrow.float64(), "int64": arrow.int64(),
             "str": arrow.dictionary(arrow.int32(), arrow.string())}  # fmt: skip
    return arrow.schema([(column.name, types[column.kind]) for column in COLUMNS])


def _pyarrow() -> Any:
    with needs(EXTRA, "Parquet"):
        import pyarrow.parquet
    return pyarrow
