"""One program at a time in a results folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sim.ground.errors import InputError

NAME = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system frees it when this process ends, however it ends.

    Worker processes do not inherit it: files are not inheritable across a spawn (PEP 446).
    Raises `InputError` if another program holds it or the folder cannot be written.
    """
    path = folder / NAME
    try:
        file = path.open("a")
    except OSError as error:
        raise InputError(f"cannot write into {folder}: {error.strerror}") from error
    with file:
        if not _take(file) or not _still_there(file, path):
            raise InputError(
                f"another program is writing into {folder}: wait for it or name another folder"
            )
        try:
            yield
        finally:
            _remove(path)


def _take(file: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _still_there(file: IO[str], path: Path) -> bool:
    """Whether the file held is the one in the folder, not one just removed by its last owner."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        pass  # some systems keep an open file; an empty lock nobody holds does no harm
