"""A results folder: whose it is, what is in it already, and what becomes of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import InputError
from sim.experiment import lock, manifest, version
from sim.experiment.columns import FILES
from sim.experiment.files import temporary

if TYPE_CHECKING:
    from sim.scenario import Scenario

PARTS = ".parts"
CHOICES = "name another --out, or give --overwrite to replace what this program wrote there"
OURS = {*FILES, PARTS}
# What a program that was killed may leave in an otherwise empty folder.
_TRACES = {lock.NAME, temporary(Path(manifest.NAME)).name}


@contextmanager
def claimed(path: Path, scenario: Scenario, overwrite: bool) -> Iterator[Store]:
    """The folder for a scenario's results, locked, with a manifest that says whose it is.

    An absent or empty folder is used, one of the same scenario and code is gone on with, and
    with `overwrite` what this program wrote there is replaced. Raises `InputError` for anything
    else, with nothing written.
    """
    store = Store(path, scenario)
    store.check(overwrite)
    store.make()
    with lock.locked(path):
        store.check(overwrite)
        store.open(overwrite)
        yield store


class Store:
    """The results folder of one scenario."""

    def __init__(self, path: Path, scenario: Scenario) -> None:
        self.path, self.scenario = path, scenario
        self.code = version.code_version(scenario)

    @property
    def parts(self) -> Path:
        """Where finished runs wait for the others."""
        return self.path / PARTS

    def check(self, overwrite: bool) -> None:
        """Raise `InputError` if the folder must not be used."""
        if self.path.exists() and not self.path.is_dir():
            raise InputError(f"--out: {self.path} is not a folder")
        names = self._names()
        if not names or (self._same() and not overwrite):
            return
        if not overwrite:
            raise InputError(f"--out: {self.path} holds {self._content()}: {CHOICES}")
        clash = sorted((names & OURS) - self._written())
        if clash:
            raise InputError(
                f"--out: {self.path} holds {', '.join(clash)}, which this program did not write "
                "and --overwrite does not replace: name another --out"
            )

    def make(self) -> None:
        """Make the folder if it is absent."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"--out: cannot make {self.path}: {error.strerror}") from error

    def open(self, overwrite: bool) -> None:
        """Clear what is to be replaced, and say in the manifest whose folder it is."""
        if overwrite:
            self._clear()
        for file in FILES:
            temporary(self.path / file).unlink(missing_ok=True)
        if not manifest.read(self.path):
            manifest.begin(self.path, self.scenario, self.code, sorted(OURS))
        if self.finished:
            self.drop_parts()
        else:
            self._tidy_parts()

    @property
    def finished(self) -> bool:
        """Whether all runs are done and in the tables; failed ones are worth another try."""
        runs = manifest.read(self.path).get("runs")
        there = (self.path / "outcomes.csv").is_file()
        return there and runs is not None and runs["failed"] == 0

    def drop_parts(self) -> None:
        """Forget the single runs: the tables hold them all."""
        shutil.rmtree(self.parts, ignore_errors=True)

    def _tidy_parts(self) -> None:
        self.parts.mkdir(exist_ok=True)
        for unfinished in self.parts.glob(".*.tmp"):
            unfinished.unlink()

    def _names(self) -> set[str]:
        if not self.path.is_dir():
            return set()
        try:
            return {path.name for path in self.path.iterdir()} - _TRACES
        except OSError as error:
            raise InputError(f"--out: cannot read {self.path}: {error.strerror}") from error

    def _same(self) -> bool:
        found = manifest.read(self.path)
        made = found.get("scenario_hash"), found.get("code_version")
        return made == (self.scenario.hash, self.code)

    def _content(self) -> str:
        found = manifest.read(self.path)
        if not found:
            return "files that are no results of this program"
        if found["scenario_hash"] != self.scenario.hash:
            return f"results of another scenario (hash {found['scenario_hash']})"
        return f"results of other code ({found['code_version']}, this is {self.code})"

    def _written(self) -> set[str]:
        """What this program wrote there; a manifest cannot name files anywhere else."""
        named = manifest.read(self.path).get("files", [])
        return {name for name in named if name in OURS or manifest.is_figure(name)}

    def _clear(self) -> None:
        for name in sorted(self._written() - {PARTS, manifest.NAME}):
            (self.path / name).unlink(missing_ok=True)
        self.drop_parts()
        figures = self.path / "figures"
        if figures.is_dir() and not any(figures.iterdir()):
            figures.rmdir()
        # Last of all: without it nobody could tell whose the other files are.
        (self.path / manifest.NAME).unlink(missing_ok=True)
