"""Files that are either whole or absent: written to a temporary name, then renamed."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


def located(path: str | os.PathLike[str]) -> Path:
    """A path as it is meant from here: `~` is the home folder, and a later chdir changes nothing."""
    return Path(os.path.expanduser(path)).absolute()


def temporary(path: Path) -> Path:
    """Where a file is written before it gets its name."""
    return path.with_name(f".{path.name}.tmp")


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A text file (UTF-8, line feeds) that takes its name only when it is complete."""
    with whole_path(path) as unfinished, unfinished.open("w", encoding="utf-8", newline="") as file:
        yield file


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Where to write a file that takes its name only when it is complete."""
    unfinished = temporary(path)
    try:
        yield unfinished
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Write a whole text file."""
    with whole(path) as file:
        file.write(text)


def rows_writer(file: Any) -> Any:
    """A CSV writer as all results files use it; floats come out as `repr`."""
    return csv.writer(file, lineterminator="\n")


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a whole CSV file."""
    with whole(path) as file:
        writer = rows_writer(file)
        writer.writerow(header)
        writer.writerows(rows)
