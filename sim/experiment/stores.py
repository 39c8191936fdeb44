"""Which kind of results folder a scenario asks for."""

from __future__ import annotations

from pathlib import Path

from sim.experiment.growing import GrowingStore
from sim.experiment.province import ProvinceStore
from sim.experiment.store import Store
from sim.experiment.worlds import WorldsStore
from sim.scenario import Scenario


def store_of(path: Path, scenario: Scenario) -> Store:
    """That of a county, of a province, of worlds, or of as many replications as it takes."""
    if scenario.province is not None:
        return ProvinceStore(path, scenario)
    if scenario.worlds is not None:
        return WorldsStore(path, scenario)
    return Store(path, scenario) if scenario.until is None else GrowingStore(path, scenario)
