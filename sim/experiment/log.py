"""Finished runs, kept as they come: each a line of a log, and each process writes a log of its own."""

from __future__ import annotations

import base64
import json
import time
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple
from uuid import uuid4

from sim.experiment.parts import Part
from sim.experiment.plan import Job
from sim.ground.errors import MachineFault

ENDING, BEGUN = ".log", b"begun"


class Place(NamedTuple):
    """Where a run stands: which file, at which byte, and whether it failed."""

    file: Path
    start: int
    failed: bool


class Log:
    """The finished runs in a folder, by what decides them.

    A line that was cut off or damaged, as by a kill or a full disk, is as if it had not been
    written. Of several lines of one run a done one counts, else the last that was met. `begun` holds
    by run when it was first seen to be at work.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.begun: dict[str, float] = {}
        self._places: dict[str, Place] = {}
        self._read: dict[Path, int] = {}
        self._own: IO[bytes] | None = None

    def begin(self, job: Job) -> None:
        """Append that a run is at work now."""
        self._keep(b"%s %s\n" % (job.identity.encode(), BEGUN))

    def add(self, job: Job, part: Part) -> None:
        """Append a run. Raises `MachineFault` where the machine cannot keep it."""
        self._keep(_line(job, part))

    def _keep(self, line: bytes) -> None:
        try:
            self._write(line)
        except OSError as error:
            self.close()
            raise MachineFault(f"cannot write into {self.folder}: {error.strerror or error}") from error

    def look(self) -> None:
        """Take note of what any process has added since the last look."""
        for path in sorted(self.folder.glob(f"*{ENDING}")):
            with path.open("rb") as file:
                file.seek(self._read.get(path, 0))
                start = file.tell()
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._note(line, Place(path, start, failed=False))
                    start += len(line)
                self._read[path] = start

    def part(self, job: Job) -> Part | None:
        """The run as it was kept, or None if it is not there."""
        place = self._places.get(job.identity)
        if place is None:
            return None
        with place.file.open("rb") as file:
            file.seek(place.start)
            return _part(file.readline())

    def __contains__(self, job: Job) -> bool:
        return job.identity in self._places

    def done(self, job: Job) -> bool:
        """Whether the run is there and did not fail."""
        place = self._places.get(job.identity)
        return place is not None and not place.failed

    def close(self) -> None:
        """Write no more into the log of this process."""
        if self._own is not None:
            self._own.close()
            self._own = None

    def clear(self) -> None:
        """Take all runs out."""
        self.close()
        for path in self.folder.glob(f"*{ENDING}"):
            path.unlink(missing_ok=True)
        self._places, self._read = {}, {}
        with suppress(OSError):  # absent, or not empty
            self.folder.rmdir()

    def forget(self, jobs: Iterable[Job]) -> None:
        """Take runs out; those of others stay, in one log."""
        self.look()
        gone = {job.identity for job in jobs}
        others = [place for name, place in self._places.items() if name not in gone]
        if others:
            self._keep_only(others)
        else:
            self.clear()

    def forget_failed(self) -> None:
        """Take out all runs that failed."""
        self.look()
        done = [place for place in self._places.values() if not place.failed]
        if len(done) < len(self._places):
            self._keep_only(done)

    def _keep_only(self, places: Iterable[Place]) -> None:
        """Write the runs at some places into a new log, then drop the others."""
        self.close()
        before = list(self._read)
        for place in places:
            with place.file.open("rb") as file:
                file.seek(place.start)
                self._write(file.readline())
        self.close()
        for path in before:
            path.unlink(missing_ok=True)
        self._places, self._read = {}, {}
        self.look()

    def _write(self, line: bytes) -> None:
        if self._own is None:
            self._own = (self.folder / f"{uuid4().hex}{ENDING}").open("ab", buffering=0)
        rest = memoryview(line)
        while rest:
            rest = rest[self._own.write(rest):]

    def _note(self, line: bytes, place: Place) -> None:
        name, status, checked, text = _fields(line)
        if status == BEGUN:
            self.begun[name] = time.monotonic()
        if checked != _sum(name.encode(), status, text):
            return
        before, failed = self._places.get(name), status == b"failed"
        if before is None or before.failed or not failed:
            self._places[name] = place._replace(failed=failed)


@lru_cache(maxsize=1)
def log_in(folder: Path) -> Log:
    """The log that this process writes into a folder."""
    return Log(folder)


def _line(job: Job, part: Part) -> bytes:
    name, status = job.identity.encode(), part.status.encode()
    text = base64.b64encode(zlib.compress(json.dumps(asdict(part)).encode(), 1))
    return b" ".join([name, status, _sum(name, status, text), text]) + b"\n"


def _sum(*fields: bytes) -> bytes:
    """The checksum of the other fields of a line."""
    return b"%08x" % zlib.crc32(b" ".join(fields))


def _fields(line: bytes) -> tuple[str, bytes, bytes, bytes]:
    name, _, rest = line.rstrip(b"\n").partition(b" ")
    status, _, rest = rest.partition(b" ")
    checked, _, text = rest.partition(b" ")
    return name.decode("ascii", "replace"), status, checked, text


def _part(line: bytes) -> Part:
    *_, text = _fields(line)
    return Part(**json.loads(zlib.decompress(base64.b64decode(text))))
