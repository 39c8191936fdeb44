"""Rows of a survey file, whatever its format: names of columns, and cells with their place."""

from __future__ import annotations

import csv
import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.ground.errors import EXTRA as PARQUET
from sim.ground.errors import InputError, needs

EXTRA = "survey"
"""The optional library that reads files of SPSS."""
MISSING = {"", ".", "na", "nan", "n/a", "null"}
"""Cells that say nothing, in small letters."""


@dataclass(frozen=True)
class Sheet:
    """A table as it was read: cells are text, numbers or None; `places` tells where each row stands."""

    names: list[str]
    rows: list[list[Any]]
    places: list[str]


def digest_of(path: Path) -> str:
    """Sixteen hexadecimal digits of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def read(path: Path) -> Sheet:
    """The table in a file. Raises `InputError` for what is no table, or of no known format."""
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise InputError(f"{path}: is none of {', '.join(READERS)}")
    try:
        return READERS[suffix](path)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read: {why}") from None


def _csv(path: Path) -> Sheet:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = _lines(csv.reader(file))
        names = [name.strip() for name in next(lines, (0, []))[1]]
        rows, places, wrong = [], [], []
        for line, cells in lines:
            if len(cells) != len(names):
                wrong.append(f"{path}:{line}: has {len(cells)} cells under {len(names)} column names")
            rows.append([cell.strip() for cell in cells])
            places.append(f"{path}:{line}")
    if wrong:
        raise InputError(wrong)
    return Sheet(names, rows, places)


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the line on which it begins."""
    line = 1
    for cells in reader:
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _framed(load: Callable[[Path], Any]) -> Callable[[Path], Sheet]:
    """A reader of a format that has no lines: its rows count from 1."""

    def read(path: Path) -> Sheet:
        try:
            frame = load(path)
        except (InputError, OSError, MemoryError):
            raise
        except Exception as error:  # readers stumble over strange files in many ways
            raise InputError(f"{path}: cannot be read: {error}") from None
        rows = frame.astype(object).to_numpy().tolist()
        places = [f"{path}: row {number}" for number in range(1, len(rows) + 1)]
        return Sheet([str(name) for name in frame.columns], rows, places)

    return read


def _parquet(path: Path) -> Any:
    with needs(PARQUET, f"{path}: Parquet"):
        import pyarrow.parquet
    return pyarrow.parquet.read_table(path).to_pandas()


def _stata(path: Path) -> Any:
    import pandas as pd

    return pd.read_stata(path, convert_categoricals=False)


def _spss(path: Path) -> Any:
    with needs(EXTRA, f"{path}: SPSS"):
        import pyreadstat
    return pyreadstat.read_sav(str(path))[0]


READERS: dict[str, Callable[[Path], Sheet]] = {
    ".csv": _csv, ".parquet": _framed(_parquet), ".dta": _framed(_stata), ".sav": _framed(_spss),
}  # fmt: skip


def missing(cell: Any) -> bool:
    """Whether a cell says nothing."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return True
    return str(cell).strip().lower() in MISSING or str(cell) in ("<NA>", "NaT")


def number_in(cell: Any) -> float | None:
    """The finite number that a cell holds; None where it holds none."""
    try:
        found = float(cell)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None
