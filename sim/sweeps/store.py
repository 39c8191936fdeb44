"""The results folder of a sweep."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from sim.experiment import plan
from sim.experiment.parts import OUTCOMES
from sim.experiment.store import Store
from sim.folder import codebook, manifest, of_measures, outcomes
from sim.folder.came import ROWS, Reading, came, judged_before
from sim.folder.files import write_rows, write_text
from sim.folder.swept import SWEEP_FILE
from sim.observation.dictionary import of_all
from sim.scenario import Scenario
from sim.sweeps import tables
from sim.sweeps.points import Batch
from sim.sweeps.terms import Sweep

Part = tuple[int, int]
WHOLE: Part = (1, 1)


class SweepStore(Store):
    """The results folder of a sweep: runs of all its points, in the order of the points.

    `part` is which of how many parts of the runs it holds; a part has whole openings. `form` is that
    of the outcomes (`csv`, `parquet` or `both`); left out, their number decides.
    """

    kept_tables = (OUTCOMES,)
    records = ("points.csv", *outcomes.FORMS["both"], "runs.csv", "failures.csv", "measures.csv",
               "columns.csv", "scenario.yaml", SWEEP_FILE)  # fmt: skip

    def __init__(
        self, path: Path, sweep: Sweep, part: Part = WHOLE, retry: bool = False, form: str | None = None
    ) -> None:
        self.sweep, self.part, self.form = sweep, part, form
        super().__init__(path, sweep.first, retry)
        self.hash = sweep.hash
        self._came = came(judged_before(sweep.first.after, sweep.options))
        self._seen: dict[Any, list[tuple[Any, ...]]] = {}

    def add(self, batch: Batch) -> None:
        """Take up more points."""
        self.sweep = self.sweep.with_batch(batch)
        self.jobs += self._jobs_from(len(self.sweep.points) - len(batch.points))
        self.arms = {self._arm(job): job.key for job in self.jobs}

    def came(self, reading: Reading | None = None) -> pd.DataFrame:
        """What the runs so far came to, by default as `sim.folder.swept.Swept.runs` has it."""
        reading = reading or self._came
        rows = []
        for job in self.jobs:
            if (job.identity, reading) not in self._seen:
                self._seen[job.identity, reading] = tables.needed(self.log.part(job), reading.measures)
            seen = self._seen[job.identity, reading]
            rows += [(job.point, job.replication, job.arm, *row) for row in seen]
        return reading.of(pd.DataFrame(rows, columns=list(ROWS)))

    def scenario_of(self, job: plan.Job) -> Scenario:
        """The scenario of the point of a run."""
        return self.sweep.scenario(job.point - 1)

    def opening(self, job: plan.Job) -> Any:
        """Points in one world share the opening county of a replication."""
        return self.sweep.worlds[job.point - 1], job.replication

    def parcel(self, job: plan.Job) -> Any:
        """A world whose income scale is fitted stays with one worker, who fits it once."""
        world, _ = opening = self.opening(job)
        return world if self.scenario.rescale else opening

    def _jobs(self) -> list[plan.Job]:
        return self._jobs_from(0)

    def _jobs_from(self, first: int) -> list[plan.Job]:
        points = range(first + 1, len(self.sweep.points) + 1)
        every = [job for point in points for job in plan.jobs(self.sweep.scenario(point - 1), point)]
        return [job for job in every if self.within(job, self.part)]

    def within(self, job: plan.Job, part: Part) -> bool:
        """Whether a run belongs to a part: openings are dealt out in turn."""
        world, replication = self.opening(job)
        return (world + (replication - 1) * self.sweep.number_of_worlds) % part[1] == part[0] - 1

    def _arm(self, job: plan.Job) -> str:
        return f"{job.point}:{job.arm}"

    def _begin(self) -> None:
        super()._begin()
        told = {factor.path: factor.told | self.sweep.left(factor) for factor in self.sweep.factors}
        number, of = self.part
        manifest.update(self.path, name=self.sweep.name, scenario_hash=self.hash, factors=told,
                        kind=self.sweep.kind, options=dict(self.sweep.options),
                        stages=self.sweep.stages, part=f"{number}/{of}")

    @property
    def finished(self) -> bool:
        """Whether the whole experiment is in the tables; which points it came to, they say."""
        found = manifest.read(self.path)
        made = found.get("scenario_hash"), len(found.get("seeds", {})), found.get("part")
        wanted = self.hash, self.scenario.replications, f"{self.part[0]}/{self.part[1]}"
        if made != wanted or "runs" not in found or (self.retry and found["runs"].get("failed")):
            return False
        return outcomes.found(self.path) == outcomes.files_of(self.form, found["runs"]["planned"])

    def _surplus(self, found: dict[str, Any]) -> str:
        """An experiment that is gone on with comes to points that are not known yet."""
        return "" if found.get("scenario_hash") == self.hash else super()._surplus(found)

    def _write(self) -> tuple[int, int]:
        write_text(self.path / "scenario.yaml", self.scenario.to_yaml())
        text = yaml.safe_dump(self.sweep.tree, sort_keys=False, width=4_000, allow_unicode=True)
        write_text(self.path / SWEEP_FILE, text)
        paths = [factor.path for factor in self.sweep.factors] + self.sweep.set_besides
        tables.write_points(self.path, paths, self.sweep.points)
        measures = list(of_all(self.scenario.record))
        told = of_measures.dictionary(measures)
        write_rows(self.path / "measures.csv", codebook.header("measures.csv"), told)
        files = outcomes.files_of(self.form, len(self.jobs))
        columns = tables.explained(self.sweep, measures, files)
        write_rows(self.path / "columns.csv", codebook.header("columns.csv"), columns)
        return tables.write(self.path, self.log, self.jobs, self.form)

    def _take_apart(self, jobs: list[plan.Job]) -> None:
        tables.take_apart(self.path, self.log, failed=not self.retry)

    def take_from(self, folders: Iterable[Path], failed: bool = False) -> None:
        """Log the runs of other folders, whose points may be among those to come."""
        for folder in folders:
            tables.take_apart(folder, self.log, failed)
        self.log.look()

    def close(self, seconds: float) -> None:
        """Put the tables in place; no run of any other experiment stays behind."""
        super().close(seconds)
        self.log.clear()
