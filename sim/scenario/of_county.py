"""The scenario of one county of a province: its own size, place and luck, the rest as in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.observation.by_group import PEOPLE, crossings
from sim.scenario.province import own_seed
from sim.scenario.scenario import Scenario
from sim.terms import Record


def of_county(scenario: Scenario, name: str) -> Scenario:
    """The scenario of a county of a province, as if it were alone and the budget the same everywhere.

    Its luck comes from the province's seed and its own name, so that no other county moves it. Of
    every group its people are recorded, too, by which counties are added up. Raises KeyError for a
    name that no county has.
    """
    assert scenario.province is not None
    county = scenario.province.counties[name]
    scale = scenario.world["income_scale"]
    world = {**scenario.world, "income_scale": _times(scale, county.income)}
    return replace(
        scenario, province=None, world=world, seed=own_seed(scenario.seed, name),
        households=county.households, villages=county.villages, remoteness=county.remoteness,
        land=county.land, record=_with_people(scenario.record),
    )  # fmt: skip


def _times(value: Any, factor: float) -> Any:
    """A number, or each of a map from year, times a factor."""
    if isinstance(value, Mapping):
        return {year: single * factor for year, single in value.items()}
    return value * factor


def _with_people(record: Record) -> Record:
    crossed = {name: tuple(dict.fromkeys((*names, PEOPLE))) for name, names in crossings(record).items()}
    return replace(record, crossed=tuple(crossed.items()))
