"""Lives of one county in one world: every arm that claims ask for, each lived once whoever asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from immutabledict import immutabledict

from sim.claims.claim import Claim, Place
from sim.ground.errors import sentence
from sim.ground.measured import WHOLE
from sim.observation.observer import Observer
from sim.scenario import Scenario
from sim.scenario.in_world import in_world
from sim.simulate import Opening, enter_arm, live_through, open_society
from sim.society import Society
from sim.terms import Record

ARM = "life"


@dataclass(frozen=True)
class Life:
    """One arm in one world: a scenario of that arm alone, and what differs from the first year on."""

    scenario: Scenario
    changed: Mapping[str, Any]
    places: frozenset[Place]

    @property
    def key(self) -> Any:
        """What decides its numbers: equal lives are lived once."""
        rest = tuple(getattr(self.scenario, one.name) for one in fields(self.scenario)
                     if one.name not in ("name", "title", "record"))  # fmt: skip
        return rest, tuple(sorted(self.changed.items()))


Values = dict[Place, float]
Asked = tuple[int, bool, str]
"""A claim by its number, whether its mechanism is there, and an arm of it."""


@dataclass(frozen=True)
class World:
    """One replication: the lives in it, and which of them each claim asks for, by arm."""

    replication: int
    lives: tuple[Life, ...]
    asked: Mapping[Asked, int]


def world_of(claims: Sequence[Claim], replication: int) -> World:
    """All lives that claims ask for in the world of a replication, none twice."""
    lives: dict[Any, Life] = {}
    order: dict[Any, int] = {}
    asked: dict[Asked, int] = {}
    for number, claim in enumerate(claims):
        for there, life, arm in _lives(claim, replication):
            key = life.key
            if key in lives:
                merged = lives[key].places | life.places
                life = Life(life.scenario, life.changed, merged)
            lives[key] = life
            asked[number, there, arm] = order.setdefault(key, len(order))
    return World(replication, tuple(lives.values()), asked)


def _lives(claim: Claim, replication: int) -> Iterable[tuple[bool, Life, str]]:
    versions: list[tuple[bool, Scenario, Mapping[str, Any]]] = [(True, claim.scenario, {})]
    if claim.mechanism is not None:
        versions.append((False, claim.mechanism.scenario, claim.mechanism.world))
    for there, scenario, changed in versions:
        own = in_world(scenario, replication)
        for arm in claim.needed:
            yield there, Life(_alone(own, arm), changed, frozenset(claim.statement.places)), arm


def _alone(scenario: Scenario, arm: str) -> Scenario:
    """A scenario of one of its arms, under a name that is the same for all."""
    values = {one.name: getattr(scenario, one.name) for one in fields(scenario)}
    arms = immutabledict({ARM: scenario.arms[arm]})
    return Scenario.of_resolved(values | {"arms": arms, "baseline": ARM, "roles": immutabledict()})


def lived(world: World) -> list[Values] | str:
    """The numbers of each life of a world, or the sentence why it cannot be lived."""
    try:
        opened: dict[Opening, Society] = {}
        found = []
        for life in world.lives:
            opening = Opening(life.scenario)
            if opening not in opened:
                opened = {opening: open_society(life.scenario, world.replication)}
            found.append(_live(opened[opening], life))
        return found
    except (ArithmeticError, RuntimeError, ValueError) as error:
        return sentence(error)


def _live(opened: Society, life: Life) -> Values:
    society = enter_arm(opened, ARM, _recording(life))
    society.paths = society.paths.but(life.changed)
    observer = Observer(society)
    observer.record()
    last = max(place.year for place in life.places)
    for year in live_through(society) if society.year < last else ():
        observer.record()
        if year.year == last:
            break
    return {place: value for year, measure, line, group, value, _ in observer.rows()["outcomes"]
            if (place := Place(measure, line, group, year)) in life.places}  # fmt: skip


def _recording(life: Life) -> Scenario:
    """The scenario of a life that records what is read of it, and nothing else."""
    whole = tuple(sorted({one.measure for one in life.places if one.group == WHOLE}))
    lines = tuple(sorted({one.line for one in life.places if one.line})) or ("national",)
    crossed: dict[str, set[str]] = {}
    for one in life.places:
        if one.group != WHOLE:
            crossed.setdefault(one.group.partition("=")[0], set()).add(one.measure)
    taken = tuple((name, tuple(sorted(names))) for name, names in sorted(crossed.items()))
    record = Record(whole, lines, (WHOLE, *(name for name, _ in taken)), crossed=taken)
    values = {one.name: getattr(life.scenario, one.name) for one in fields(life.scenario)}
    return Scenario.of_resolved(values | {"record": record})
