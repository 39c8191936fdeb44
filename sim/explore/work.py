"""What the page has done: an experiment, as `antipoverty run` does it, and one household's life told."""

from __future__ import annotations

from pathlib import Path

from sim.explore.errand import Step, Tell
from sim.explore.seen import Seen, Watcher, of_folder
from sim.scenario import Scenario
from sim.simulate import Run, headcount, simulate
from sim.society import Society


def experiment(tell: Tell, scenario: Scenario, folder: Path) -> Seen:
    """Run every arm and replication into a folder, then draw what the page shows of it."""
    from sim.experiment import run

    live = Lives(tell, scenario)
    tell(Step(0.0, "opening the county"))
    results = run(scenario, out=folder, progress=False, simulate=live, report=False)
    tell(Step(1.0, "drawing"))
    return of_folder(scenario, folder, live.watcher, results.lost())


class Lives:
    """Lives the runs of an experiment, and tells of each year which arm and replication it was."""

    def __init__(self, tell: Tell, scenario: Scenario) -> None:
        self._tell, self._years = tell, scenario.end - scenario.start + 1
        self._total, self._lived = len(scenario.arms) * scenario.replications * self._years, 0
        self.watcher = Watcher()

    def __call__(self, scenario: Scenario, arm: str, replication: int) -> Run:
        """One run, as `sim.simulate.simulate` lives it."""
        def watch(society: Society) -> None:
            self._lived += 1
            which = f"run {replication} of {scenario.replications}"
            poor = f"year {society.year}: {headcount(society):.1%} of persons poor"
            self._tell(Step(self._lived / self._total, f"{arm}, {which}, {poor}"))
            if replication == 1:
                self.watcher.see(society)

        return simulate(scenario, arm, replication, watch=watch)


def life(tell: Tell, scenario: Scenario, arms: tuple[str, str], row: int) -> list[str]:
    """The paragraphs of one household's life in two arms of the first replication."""
    from sim.biography import live_twice
    from sim.biography import tell as told

    tell(Step(0.0, "living it again"))
    return list(told(scenario, live_twice(scenario, arms, 1, row), row))
