"""The results folder of a sweep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sim.experiment import plan
from sim.experiment.store import Store
from sim.folder import codebook, manifest
from sim.folder.files import write_rows, write_text
from sim.observation.dictionary import of_all
from sim.scenario import Scenario
from sim.sweeps import tables
from sim.sweeps.terms import SWEEP_FILE, Sweep

Part = tuple[int, int]
WHOLE: Part = (1, 1)


class SweepStore(Store):
    """The results folder of a sweep: runs of all its points, in the order of the points.

    `part` is which of how many parts of the runs it holds; a part has whole openings.
    """

    records = ("points.csv", "outcomes.csv", "runs.csv", "failures.csv", "measures.csv", "columns.csv",
               "scenario.yaml", SWEEP_FILE)  # fmt: skip

    def __init__(self, path: Path, sweep: Sweep, part: Part = WHOLE) -> None:
        self.sweep, self.part = sweep, part
        super().__init__(path, sweep.first)
        self.hash = sweep.hash

    def scenario_of(self, job: plan.Job) -> Scenario:
        """The scenario of the point of a run."""
        return self.sweep.scenario(job.point - 1)

    def opening(self, job: plan.Job) -> Any:
        """Settings of levers in one world share the opening county of a replication."""
        return (job.point - 1) // self.sweep.settings, job.replication

    def _jobs(self) -> list[plan.Job]:
        points = range(1, len(self.sweep.points) + 1)
        every = [job for point in points for job in plan.jobs(self.sweep.scenario(point - 1), point)]
        return [job for job in every if self.within(job, self.part)]

    def within(self, job: plan.Job, part: Part) -> bool:
        """Whether a run belongs to a part: openings are dealt out in turn."""
        world, replication = self.opening(job)
        return (world + (replication - 1) * self._worlds) % part[1] == part[0] - 1

    @property
    def _worlds(self) -> int:
        return len(self.sweep.points) // self.sweep.settings

    def _arm(self, job: plan.Job) -> str:
        return f"{job.point}:{job.arm}"

    def _begin(self) -> None:
        super()._begin()
        told = {factor.path: factor.told for factor in self.sweep.factors}
        number, of = self.part
        manifest.update(self.path, name=self.sweep.name, scenario_hash=self.hash, factors=told,
                        part=f"{number}/{of}")

    def _write(self) -> tuple[int, int]:
        write_text(self.path / "scenario.yaml", self.scenario.to_yaml())
        text = yaml.safe_dump(self.sweep.tree, sort_keys=False, width=4_000, allow_unicode=True)
        write_text(self.path / SWEEP_FILE, text)
        tables.write_points(self.path, self.sweep.factors, self.sweep.points)
        measures = list(of_all(self.scenario.record))
        told = codebook.dictionary(measures)
        write_rows(self.path / "measures.csv", codebook.header("measures.csv"), told)
        columns = tables.explained(self.sweep.factors, measures, self.scenario.rescale)
        write_rows(self.path / "columns.csv", codebook.header("columns.csv"), columns)
        return tables.write(self.path, self.parts, self.jobs)

    def _take_apart(self, jobs: list[plan.Job]) -> None:
        tables.take_apart(self.path, self.parts, jobs)
