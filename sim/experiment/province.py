"""The results folder of a province: one run a county, added up into those of the province."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from sim.experiment import adding_up, budgets, parts, plan, tables
from sim.experiment.store import Store
from sim.experiment.worker import seed_of
from sim.scenario import Scenario
from sim.scenario.of_county import of_county
from sim.simulate import Run


class ProvinceStore(Store):
    """The results folder of a province.

    Each arm and replication is a run a county, `point` counting the counties from 1. When all of
    them are done they are added up, and the folder is that of a county, with groups of counties.
    """

    def __init__(self, path: Path, scenario: Scenario) -> None:
        assert scenario.province is not None
        self.province = scenario.province
        self.counties = list(scenario.province.counties)
        self._runs = plan.jobs(scenario)
        self._made = lru_cache(maxsize=None)(self._of)
        super().__init__(path, scenario)
        # Which counties there are decides every run of the province.
        self.arms = {run.arm: run.key for run in self._runs}

    @property
    def runs(self) -> list[plan.Job]:
        """The runs of the province, each made of one a county."""
        return self._runs

    def scenario_of(self, job: plan.Job) -> Scenario:
        """The scenario of the county of a run, with its part of the budget."""
        county = self._made(self._name(job))
        if self.province.budget_rule == budgets.EQUAL:
            return county
        share = self._shares(job.replication)[self._name(job)]
        return replace(county, budget=budgets.times(county.budget, share))

    def opening(self, job: plan.Job) -> Any:
        """Arms share the opening of a county in a replication."""
        return job.replication, job.point

    def _jobs(self) -> list[plan.Job]:
        jobs = [job for number, name in enumerate(self.counties, 1)
                for job in plan.jobs(self._made(name), number)]
        if not self.scenario.handed_over:
            return jobs
        # Other processes look whether a class is there what it is here, by the whole scenario.
        return [replace(job, key=plan.keys(self.scenario_of(job))[job.arm]) for job in jobs]

    def _of(self, name: str) -> Scenario:
        return of_county(self.scenario, name)

    def _name(self, job: plan.Job) -> str:
        return self.counties[job.point - 1]

    def _has(self, job: plan.Job) -> bool:
        return super()._has(job) or self.log.done(self._whole[job.arm, job.replication])

    @cached_property
    def _whole(self) -> dict[tuple[str, int], plan.Job]:
        return {(run.arm, run.replication): run for run in self.runs}

    @cached_property
    def _gaps(self) -> dict[str, float]:
        asked = self.province.survey_households
        return {name: budgets.surveyed_gap(self._made(name), asked) for name in self.counties}

    @cached_property
    def _shares(self) -> Any:
        return lru_cache(maxsize=None)(self._shared)

    def _shared(self, replication: int) -> dict[str, float]:
        people = {name: budgets.persons(self._made(name), replication) for name in self.counties}
        return budgets.shares_by_gap(self._gaps, people)

    def _write(self) -> tuple[int, int]:
        of_run: dict[tuple[str, int], list[plan.Job]] = {}
        for job in self.jobs:
            of_run.setdefault((job.arm, job.replication), []).append(job)
        for key, run in self._whole.items():
            if not self.log.done(run):
                self.log.add(run, self._added(run, of_run[key]))
        self.log.look()
        return super()._write()

    def _added(self, run: plan.Job, jobs: list[plan.Job]) -> parts.Part:
        """The runs of all counties as one run of the province, which fails where one of them does."""
        seed, done = seed_of(self.scenario, run), list(tables.kept(self.log, jobs))
        for job, part in done:
            if part.error:
                error = f"county {self._name(job)}: {part.error}"
                return parts.Part(run.arm, run.replication, seed, 0.0, {}, error, part.traceback)
        pieces = [adding_up.Piece(self._name(job), self.province.counties[self._name(job)], part.tables)
                  for job, part in done]
        seconds = sum(part.seconds for _, part in done)
        return parts.of_run(run, Run(seed, seconds, **adding_up.add_up(pieces)))
