"""One run: open the county, live the years in one arm, record what is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from sim import earning_capacity
from sim.catalogue import PARAMETERS, all_payments
from sim.cycle import CYCLE, live_next_year
from sim.ground.errors import InputError
from sim.ground.memory import keep_freed_memory
from sim.ground.parameters import Paths
from sim.ground.streams import stable_hash
from sim.income_scale import NAME, Fit, fit
from sim.measures import fgt
from sim.observation.observer import Observer
from sim.population.draw import draw_society
from sim.population.survey import NOTHING, Told, put_in_place, resampled
from sim.population.villages import village_ends
from sim.programme import Programme
from sim.scenario import Scenario
from sim.scenario.in_world import in_world
from sim.society import Process, Society
from sim.strategies import made
from sim.survey.people import LEAST_WELFARE, households
from sim.terms import Scenario as Terms

BURN_IN_YEARS = 12
USUAL_YEARS = 6
"""Last years of the burn-in whose mean welfare is what a household usually has."""
FITTED_OVER = 4
"""Replications, the first, whose mean headcount an income scale is fitted to: one is luck."""


@dataclass
class Run:
    """What one run leaves: tidy rows (see the codebook) and the processor seconds it took."""

    seed: int
    seconds: float = 0.0
    outcomes: list[tuple[Any, ...]] = field(default_factory=list)
    distributions: list[tuple[Any, ...]] = field(default_factory=list)
    transitions: list[tuple[Any, ...]] = field(default_factory=list)
    ledger: list[tuple[Any, ...]] = field(default_factory=list)
    households: list[tuple[Any, ...]] = field(default_factory=list)


def seed_of(seed: int, replication: int) -> int:
    """Seed of a replication, below 2^53, the same for all arms."""
    return stable_hash(f"{seed}/{replication}") >> 11


def open_society(scenario: Scenario, replication: int) -> Society:
    """The county after its burn-in, at the end of the first year, before any policy.

    It lies in the world of the replication, where the scenario has worlds.
    Raises `InputError` for a province, which is no county: its counties are opened one by one.
    """
    if scenario.province is not None:
        raise InputError(f"{scenario.name} is a province, whose counties live one by one: "
                         "`antipoverty run` and `sim.run` run it")
    scenario = in_world(scenario, replication)
    if scenario.survey is not None:
        return as_surveyed(scenario, replication)[0]
    return burnt_in(scenario, replication, _rescaled(scenario))


def burnt_in(
    scenario: Scenario, replication: int, changed: Mapping[str, float], told: Told = NOTHING,
    watch: Callable[[Society], None] | None = None,
) -> Society:  # fmt: skip
    """The county so opened, with some numbers of its world changed.

    What a survey `told` is not drawn, and `watch` sees each year of the burn-in.
    """
    keep_freed_memory()
    world = {**scenario.world, **changed}
    society = draw_society(
        scenario, seed_of(scenario.seed, replication), Paths(PARAMETERS, world), told
    )
    society.payments = all_payments()
    society.year -= BURN_IN_YEARS
    for _ in range(BURN_IN_YEARS):
        live_next_year(society)
        if watch:
            watch(society)
    society.burning_in = False
    economy, h = society.economy, society.households
    economy.opening_seed_share = society.total(h.improved_seed) / len(h)
    economy.opening_mean_income = society.total(h.income) / society.population
    return society


def as_surveyed(scenario: Scenario, replication: int) -> tuple[Society, Told, int]:
    """The county whose opening year is as its survey says, what is told of it, and burn-ins lived.

    What households own and owe is put in place when the last of them is over.
    """
    assert scenario.survey is not None
    survey, welfare = households(scenario.survey), scenario.survey.welfare
    sizes = np.diff(village_ends(scenario.villages, scenario.households), prepend=0)
    seed = seed_of(scenario.seed, replication)

    def live(told: Told) -> earning_capacity.Lived:
        years: list[np.ndarray] = []
        society = burnt_in(scenario, replication, {}, told, lambda county: years.append(
            np.maximum(a_head(county, welfare), LEAST_WELFARE * survey.line)))
        return earning_capacity.Lived(society, years[-1], np.mean(years[-USUAL_YEARS:], axis=0))

    found, told, trials = earning_capacity.fit(live, resampled(survey, sizes, seed), survey)
    put_in_place(found.society, told)
    return found.society, told, trials


def a_head(society: Society, welfare: str) -> np.ndarray:
    """Income or consumption of the year, yuan a person."""
    h = society.households
    return getattr(h, welfare) / h.persons


class Opening:
    """What decides the opening county of a scenario: size, start, seed and world, and no arm."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._key = (scenario.template, scenario.households, scenario.villages, scenario.start,
                     scenario.seed, scenario.world, scenario.rescale, scenario.remoteness,
                     scenario.land, scenario.survey)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Opening) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=1)
def fitted(opening: Opening) -> Fit:
    """The income scale of a world: all arms and replications of it have this one.

    It meets the published headcount on the mean of the first replications, never of each: what is
    luck in a county stays luck, and runs are the same however many replications are asked for.
    """
    replications = range(1, FITTED_OVER + 1)

    def mean_headcount(scale: float) -> float:
        tried = (burnt_in(opening.scenario, one, {NAME: scale}) for one in replications)
        return sum(map(headcount, tried)) / FITTED_OVER

    return fit(mean_headcount)


def _rescaled(scenario: Scenario) -> dict[str, float]:
    return {NAME: fitted(Opening(scenario)).scale} if scenario.rescale else {}


def headcount(society: Society) -> float:
    """Share of persons whose income of the year per head is below the national line."""
    h = society.households
    return fgt(h.income / h.persons, society.world.poverty_line, weights=h.persons, alpha=0)


def opened(opening: Opening, replication: int) -> tuple[Society, float]:
    """The opened county, to be shared and changed by nobody, and the processor seconds it took."""
    started = time.process_time()
    society = open_society(opening.scenario, replication)
    return society, time.process_time() - started


_opened = lru_cache(maxsize=1)(opened)


def enter_arm(opened: Society, arm: str, scenario: Scenario | None = None) -> Society:
    """A copy of the opened county in which the strategies of an arm of a scenario will act.

    The scenario is the opened county's own unless another one, with an equal opening, is given.
    """
    return begin(opened.copy(), arm, scenario or opened.scenario)


def begin(society: Society, arm: str, scenario: Terms) -> Society:
    """An opened county in which from now on the strategies of an arm act."""
    society.scenario = scenario
    society.arm = arm
    uses = sorted(society.scenario.arms[arm].items())
    society.programmes = {name: Programme(made(use), use) for name, use in uses}
    society.payments = all_payments(society.scenario.handed_over)
    return society


def live_through(society: Society, cycle: tuple[Process, ...] = CYCLE) -> Iterator[Society]:
    """The years of a county up to the end of its horizon: itself after each of them."""
    while society.year < society.scenario.end:
        live_next_year(society, cycle)
        yield society


def simulate(
    scenario: Scenario, arm: str, replication: int, last: bool = False,
    watch: Callable[[Society], None] | None = None,
) -> Run:  # fmt: skip
    """Run one arm in one replication; the opening is counted in full even where arms share it.

    What luck an arm meets is kept for those after it; the `last` one to live in an opened county
    lives in it, and not in a copy. `watch` sees the county at its opening and after each year.
    """
    scenario = in_world(scenario, replication)
    society, opening_seconds = _opened(Opening(scenario), replication)
    started = time.process_time()
    if last:
        _opened.cache_clear()
    else:
        society, luck = society.copy(), society.streams
        society.streams = luck.shared()
    begin(society, arm, scenario)
    observer = Observer(society)
    for seen in chain([society], live_through(society)):
        observer.record()
        if watch:
            watch(seen)
    run = Run(society.seed, 0.0, **observer.rows())
    run.seconds = opening_seconds + time.process_time() - started
    return run
