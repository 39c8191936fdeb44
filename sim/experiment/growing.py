"""A results folder whose replications are added until differences are known well enough."""

from __future__ import annotations

import csv
import math
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.experiment import enough, plan
from sim.experiment.store import Store
from sim.folder import codebook, manifest
from sim.folder.intervals import Floats
from sim.folder.tables import read_table
from sim.ground.measured import NATIONAL, WHOLE

if TYPE_CHECKING:
    from sim.scenario import Scenario

Found = dict[tuple[str, int], float]
"""What is looked at, by arm and replication."""


class GrowingStore(Store):
    """The results folder of a scenario that says until when replications are added.

    What it comes to depends on the scenario alone: runs that are there already are looked at as if
    they had been done in turn.
    """

    def __init__(self, path: Path, scenario: Scenario, retry: bool = True) -> None:
        assert scenario.until is not None
        self.until, self._found = scenario.until, Found()
        self._every = plan.jobs(scenario)  # once: a class without identity has another key each time
        super().__init__(path, scenario, retry)

    @property
    def replications(self) -> int:
        """How many replications are planned by now."""
        return self.jobs[-1].replication

    def open(self, overwrite: bool) -> None:
        """Take up what is there; where it is finished, that is all."""
        if self.finished and not overwrite:
            self.jobs = self._first(len(manifest.read(self.path)["seeds"]))
        super().open(overwrite)

    def grow(self) -> bool:
        """Plan more replications if differences are not known well enough; whether they are not."""
        before, most = self.replications, self.scenario.replications
        number = enough.wanted(self._gaps(), self.until.half_width, most)
        self.jobs = self._first(number)
        return number > before

    def _jobs(self) -> list[plan.Job]:
        return self._first(enough.first(self.scenario))

    def _first(self, number: int) -> list[plan.Job]:
        """The runs of the first so many replications."""
        return [job for job in self._every if job.replication <= number]

    def _take_up(self) -> None:
        """Take up every replication that may be asked for later, not only the first ones."""
        begun, self.jobs = self.jobs, self._every
        super()._take_up()
        self.jobs = begun

    def _gaps(self) -> Floats:
        """Differences of the runs in the log from the baseline, [replication, arm]."""
        for job in self.jobs:
            if (job.arm, job.replication) not in self._found:
                self._found[job.arm, job.replication] = self._value(job)
        return self._from_baseline(self._found, self.replications)

    def _value(self, job: plan.Job) -> float:
        """What a run in the log came to; NaN if it failed."""
        part = self.log.part(job)
        header = codebook.header("outcomes.csv")
        text = part.tables.get("outcomes", "") if part else ""
        rows = (dict(zip(header, row, strict=True)) for row in csv.reader(StringIO(text)))
        found = [float(row["value"]) for row in rows if self._looked_at(row)]
        return found[0] if found else math.nan

    def _looked_at(self, row: dict[str, str]) -> bool:
        wanted = str(self.scenario.end), self.until.measure, WHOLE
        there = row["year"], row["measure"], row["group"]
        return there == wanted and row["line"] in ("", NATIONAL)

    def _from_baseline(self, found: Found, number: int) -> Floats:
        baseline, arms = self.scenario.baseline, self.scenario.arms
        values = {arm: np.array([found.get((arm, run), math.nan) for run in range(1, number + 1)])
                  for arm in arms}  # fmt: skip
        return np.stack([values[arm] - values[baseline] for arm in arms if arm != baseline], axis=1)

    def _write(self) -> tuple[int, int]:
        gaps, most = self._gaps(), self.scenario.replications
        widths = enough.half_widths(gaps)
        told = {
            "done": self.replications, "most": most, "measure": self.until.measure,
            "half_width": self.until.half_width,
            "widest": None if np.isnan(widths).any() else float(widths.max()),
            "stopped": enough.why(gaps, self.until.half_width, most),
        }  # fmt: skip
        manifest.update(self.path, replications=told)
        return super()._write()

    def _refuse_others(self) -> None:
        super()._refuse_others()
        found = manifest.read(self.path)
        if "runs" in found and not self.finished and set(self.arms) <= set(found["arms"]):
            there = len(found["seeds"])
            needed = self._stop_in_tables(there)
            self._refuse_if(f"more than was asked for ({there} replications, where {needed} are "
                            "enough)" if needed < there else "")  # fmt: skip

    def _stop_in_tables(self, there: int) -> int:
        """Where the rule stops on the replications of the tables."""
        rows = read_table(self.path, "outcomes.csv")
        year, measure, group = self.scenario.support_ends, self.until.measure, WHOLE
        rows = rows[(rows["year"] == year) & (rows["measure"] == measure) & (rows["group"] == group)]
        rows = rows[rows["line"].isin(["", NATIONAL])]
        found = dict(zip(zip(rows["arm"], rows["replication"], strict=True), rows["value"], strict=True))
        gaps, begin = self._from_baseline(found, there), enough.first(self.scenario)
        return enough.stop(gaps, self.until.half_width, self.scenario.replications, begin)
