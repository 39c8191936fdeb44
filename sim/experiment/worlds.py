"""The results folder of a scenario whose replications live in worlds of an ensemble."""

from __future__ import annotations

from typing import Any

from sim.experiment import plan
from sim.experiment.store import Store
from sim.folder import manifest
from sim.scenario import Scenario
from sim.scenario.in_world import in_world
from sim.scenario.of_world import unheard

APART = ":"  # an arm and the replication whose world its key is of; no arm's name has one


class WorldsStore(Store):
    """The results folder of a scenario with worlds.

    An arm has a key for each replication, by the world it lives in, so that more worlds go on from
    what is there and the same worlds under another name are the same.
    """

    of_worlds = manifest.WORLDS_AND_LUCK

    def scenario_of(self, job: plan.Job) -> Scenario:
        """The scenario in the world of a run."""
        return in_world(self.scenario, job.replication)

    def _arm(self, job: plan.Job) -> str:
        return f"{job.arm}{APART}{job.replication}"

    def _begin(self) -> None:
        super()._begin()
        worlds = self.scenario.worlds
        assert worlds is not None
        manifest.update(self.path, worlds={
            "ensemble": worlds.ensemble,
            "luck": worlds.luck,
            "of_replications": [world.name for world in worlds.drawn for _ in range(worlds.luck)],
            "intervals_hold": self.of_worlds,
            "varied": list(worlds.paths),
            "held_by_the_scenario": list(worlds.held),
            "without_say": unheard(worlds, self.scenario.arms),
        })  # fmt: skip

    def _surplus(self, found: dict[str, Any]) -> str:
        """Which runs of the tables are not asked for now."""
        there = {name.partition(APART)[0] for name in found["arms"]}
        return super()._surplus(found | {"arms": sorted(there - set(self.scenario.arms))})
