"""A results folder: whose it is, what is in it already, and what becomes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sim.experiment import plan, survey_report, tables
from sim.experiment.log import Log
from sim.folder import codebook, digests, lock, manifest, of_survey, version
from sim.folder.codebook import FILES
from sim.folder.files import temporary, write_rows, write_text
from sim.ground.errors import InputError, argument

if TYPE_CHECKING:
    from sim.scenario import Scenario

PARTS = ".parts"
OURS = {*FILES, PARTS}
FOLDERS = (*manifest.SHOWN, PARTS)
AnyStore = TypeVar("AnyStore", bound="Store")
# What a program that was killed may leave in an otherwise empty folder.
_TRACES = {lock.NAME, temporary(Path(manifest.NAME)).name}


@contextmanager
def claimed(store: AnyStore, overwrite: bool) -> Iterator[AnyStore]:
    """A results folder, locked, with a manifest that says whose it is.

    An absent or empty folder is used, one that holds runs of the scenario by the same code is
    gone on with, and with `overwrite` what this program wrote there is replaced. Raises
    `InputError` for anything else, with nothing written.
    """
    store.check(overwrite)
    store.make()
    with lock.locked(store.path):
        store.check(overwrite)
        store.open(overwrite)
        yield store


class Store:
    """The results folder of one scenario. `records` are the files that come from runs, and
    `kept_tables` what of each run is kept.

    Tables of earlier runs stay until those of all runs take their place; until then new runs
    wait in `log`. With `retry` runs that failed before are done again.
    """

    records: tuple[str, ...] = digests.RECORDS
    kept_tables: tuple[str, ...] = tuple(codebook.KEYS)
    of_worlds = ""  # what intervals over replications hold, where it is more than luck

    def __init__(self, path: Path, scenario: Scenario, retry: bool = True) -> None:
        self.path, self.scenario, self.retry = path, scenario, retry
        self.log = Log(path / PARTS)
        self.code, self.hash = version.code_version(scenario), scenario.hash
        self.jobs = self._jobs()
        self.arms = {self._arm(job): job.key for job in self.jobs}

    def scenario_of(self, job: plan.Job) -> Scenario:
        """The scenario of a run."""
        return self.scenario

    def opening(self, job: plan.Job) -> Any:
        """What runs share an opening county by."""
        return plan.of_replication(job)

    def parcel(self, job: plan.Job) -> Any:
        """What runs are dealt out to workers by."""
        return self.opening(job)

    def _jobs(self) -> list[plan.Job]:
        return plan.jobs(self.scenario)

    @property
    def runs(self) -> list[plan.Job]:
        """The runs that the tables hold."""
        return self.jobs

    def _arm(self, job: plan.Job) -> str:
        """What the manifest calls the arm of a run."""
        return job.arm

    def check(self, overwrite: bool) -> None:
        """Raise `InputError` if the folder must not be used."""
        if self.path.exists() and not self.path.is_dir():
            raise InputError(f"{argument('out')}: {self.path} is not a folder")
        names = self._names()
        refuse_links(self.path)
        if not names:
            return
        manifest.refuse_later(self.path, manifest.read(self.path))
        if overwrite:
            self._refuse_strangers(names)
        else:
            self._refuse_others()

    def make(self) -> None:
        """Make the folder if it is absent."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"cannot make {self.path}: {error.strerror}"
            raise InputError(f"{argument('out')}: {what}") from error

    def open(self, overwrite: bool) -> None:
        """Clear what is to be replaced, say whose folder it is, and take up what is there."""
        if overwrite:
            self._clear()
        for file in FILES:
            temporary(self.path / file).unlink(missing_ok=True)
        if not manifest.read(self.path):
            self._begin()
        if self.finished:
            self.log.forget([*self.jobs, *self.runs])
        else:
            self._take_up()

    @property
    def finished(self) -> bool:
        """Whether all runs are in the tables, and none of them is to be tried again."""
        found = manifest.read(self.path)
        made, wanted = (found.get("scenario_hash"), found.get("arms")), (self.hash, self.arms)
        return made == wanted and "runs" in found and not (self.retry and found["runs"].get("failed"))

    @property
    def replications(self) -> int:
        """How many replications are planned by now."""
        return self.scenario.replications

    def grow(self) -> bool:
        """Plan more runs if those that are done call for them; whether they do."""
        return False

    def missing(self) -> list[plan.Job]:
        """Runs that are not in the log, each once, whatever experiments or points it stands in."""
        found: dict[str, plan.Job] = {}
        for job in self.jobs:
            if not self._has(job):
                found.setdefault(job.identity, job)
        return list(found.values())

    def count(self) -> int:
        """How many runs are there by now, looked at from outside."""
        self.log.look()
        return sum(map(self._has, self.jobs))

    def close(self, seconds: float) -> None:
        """Put the tables of all runs in the place of what was there."""
        self._begin()
        done, failed = self._write()
        manifest.update(
            self.path,
            runs={"planned": done + failed, "done": done, "failed": failed},
            times=manifest.times_after(manifest.read(self.path)["times"], seconds),
            data=digests.of(self.path, self.records),
        )
        self.log.forget([*self.jobs, *self.runs])

    def _write(self) -> tuple[int, int]:
        """Write all tables of runs; returns how many of them are done and failed."""
        write_text(self.path / "scenario.yaml", self.scenario.to_yaml())
        explained = codebook.payments(self.scenario.handed_over)
        write_rows(self.path / "payments.csv", codebook.header("payments.csv"), explained)
        if self.scenario.survey is not None:
            rows = survey_report.rows(self.scenario, self.scenario.survey)
            write_rows(self.path / of_survey.SURVEY, codebook.header(of_survey.SURVEY), rows)
        return tables.write(self.path, self.log, self.runs, self.scenario.record, self.of_worlds)

    def _has(self, job: plan.Job) -> bool:
        return job in self.log

    def _begin(self) -> None:
        manifest.begin(self.path, self.scenario, self.replications, self.code, self.arms, OURS)

    def _take_up(self) -> None:
        self.log.folder.mkdir(exist_ok=True)
        self.log.look()
        if self.retry:
            self.log.forget_failed()
            self.log.folder.mkdir(exist_ok=True)
        if "runs" in manifest.read(self.path):
            self._take_apart([job for job in self.runs if job not in self.log])
            self.log.look()

    def _take_apart(self, jobs: list[plan.Job]) -> None:
        """Log the finished runs of the tables as the parts they were put together from."""
        tables.take_apart(self.path, self.log, jobs)

    def _names(self) -> set[str]:
        if not self.path.is_dir():
            return set()
        try:
            return {path.name for path in self.path.iterdir()} - _TRACES
        except OSError as error:
            what = f"cannot read {self.path}: {error.strerror}"
            raise InputError(f"{argument('out')}: {what}") from error

    def _refuse_strangers(self, names: set[str]) -> None:
        clash = sorted((names & OURS) - self._written())
        if clash:
            raise InputError(
                f"{argument('out')}: {self.path} holds {', '.join(clash)}, which this program did "
                f"not write and {argument('overwrite', 'True')} does not replace: name another folder"
            )

    def _refuse_others(self) -> None:
        found = manifest.read(self.path)
        self._refuse_if(self._reason(found))
        if "runs" in found:
            digests.check(self.path, found.get("data", {}), self.records)

    def _refuse_if(self, reason: str) -> None:
        if reason:
            raise InputError(
                f"{argument('out')}: {self.path} holds {reason}: name another folder, or give "
                f"{argument('overwrite', 'True')} to replace what this program wrote there"
            )

    def _reason(self, found: dict[str, Any]) -> str:
        """What the folder holds that cannot be gone on with; nothing if all of it can."""
        if not found:
            return "files that are no results of this program"
        there = found.get("arms", {})
        if not there.items() & self.arms.items():
            return f"results of another scenario (hash {found['scenario_hash']})"
        if found["code_version"] != self.code:
            return f"results of other code ({found['code_version']}, this is {self.code})"
        other = [arm for arm in there if self.arms.get(arm, there[arm]) != there[arm]]
        if other:
            return f"results of another scenario (other strategies or values in {', '.join(other)})"
        return self._surplus(found) if "runs" in found else ""

    def _surplus(self, found: dict[str, Any]) -> str:
        """Which runs of the tables are not asked for now."""
        count, more = len(found["seeds"]), [arm for arm in found["arms"] if arm not in self.arms]
        kinds = [f"{count} replications"] if count > self.scenario.replications else []
        kinds += [f"the arms {', '.join(more)}"] if more else []
        return f"more than was asked for ({' and '.join(kinds)})" if kinds else ""

    def _written(self) -> set[str]:
        """What this program wrote there; a manifest cannot name files anywhere else."""
        named = manifest.read(self.path).get("files", [])
        return {name for name in named if manifest.is_shown(name) or name in OURS}

    def _clear(self) -> None:
        for name in sorted(self._written() - {PARTS, manifest.NAME}):
            (self.path / name).unlink(missing_ok=True)
        for log in self.log.folder.glob("*"):
            log.unlink()
        self._remove_empty()
        # Last of all: without it nobody could tell whose the other files are.
        (self.path / manifest.NAME).unlink(missing_ok=True)

    def _remove_empty(self) -> None:
        for name in FOLDERS:
            with suppress(OSError):  # absent, or not empty
                (self.path / name).rmdir()


def refuse_links(path: Path) -> None:
    """Raise `InputError` if what would be written inside a results folder would land elsewhere."""
    links = [path / name for name in FOLDERS if os.path.islink(path / name)]
    if links:
        what = "is a link, and nothing is written outside of the results folder: remove it"
        raise InputError(f"{link} {what}" for link in links)
