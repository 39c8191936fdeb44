"""The results folder of a sweep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.experiment import plan
from sim.experiment.store import Store
from sim.folder import codebook, manifest
from sim.folder.files import write_rows, write_text
from sim.observation.dictionary import of_all
from sim.scenario import Scenario
from sim.sweep import tables
from sim.sweep.sweep import Sweep


class SweepStore(Store):
    """The results folder of a sweep: runs of all its points, in the order of the points."""

    records = ("points.csv", "outcomes.csv", "runs.csv", "failures.csv", "measures.csv", "columns.csv",
               "scenario.yaml")  # fmt: skip

    def __init__(self, path: Path, sweep: Sweep) -> None:
        self.sweep = sweep
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
        return [job for point in points for job in plan.jobs(self.sweep.scenario(point - 1), point)]

    def _arm(self, job: plan.Job) -> str:
        return f"{job.point}:{job.arm}"

    def _begin(self) -> None:
        super()._begin()
        told = {factor.path: factor.told for factor in self.sweep.factors}
        manifest.update(self.path, scenario=self.sweep.name, scenario_hash=self.hash, factors=told)

    def _write(self) -> tuple[int, int]:
        write_text(self.path / "scenario.yaml", self.scenario.to_yaml())
        tables.write_points(self.path, self.sweep.factors, self.sweep.points)
        measures = list(of_all(self.scenario.record))
        told = codebook.dictionary(measures)
        write_rows(self.path / "measures.csv", codebook.header("measures.csv"), told)
        columns = codebook.rows((), measures)
        write_rows(self.path / "columns.csv", codebook.header("columns.csv"), columns)
        return tables.write(self.path, self.parts, self.jobs)

    def _take_apart(self, jobs: list[plan.Job]) -> None:
        tables.take_apart(self.path, self.parts, jobs)
