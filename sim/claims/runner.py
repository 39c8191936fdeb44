"""All claims in all worlds: the worlds shared out among workers, each lived once for every claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sim.claims import lives
from sim.claims.claim import Claim
from sim.claims.statement import margin
from sim.claims.verdict import Judged, judged, together
from sim.crew import Crew
from sim.ground.errors import ContractError, InputError, argument
from sim.scenario import Scenario, load
from sim.scenario.declared import COUNTY
from sim.scenario.layers import HOUSEHOLDS_PER_VILLAGE
from sim.scenario.of_world import places
from sim.scenario.worlds import COUNT as WORLDS
from sim.terms import Worlds

BASE, SCALE = "seven_strategies", "world.income_scale"
ENSEMBLE, COUNT, HOUSEHOLDS = "gansu-2011", 60, 1_000


@dataclass(frozen=True)
class Plan:
    """How much is done: worlds of which ensemble (a name or a file), and the size of their county."""

    worlds: str = ENSEMBLE
    count: int = COUNT
    households: int = HOUSEHOLDS
    workers: int = 1


def planned(workers: int = 1, **given: Any) -> Plan:
    """A plan by what is given of it; raises `InputError` with all that is wrong."""
    problems = []
    if unknown := given.keys() - {"worlds", "count", "households"}:
        problems.append(f"claims take worlds, count and households, not {', '.join(sorted(unknown))}")
    for name, declared in (("count", WORLDS), ("households", COUNTY["households"])):
        if name in given and (wrong := declared.check(given[name])):
            problems.append(f"{argument(name)}: {wrong}")
    if problems:
        raise InputError(problems)
    return Plan(workers=workers, **given)


@dataclass(frozen=True)
class Claims:
    """All claims judged, in how many worlds, and why the others could not be lived."""

    judged: tuple[Judged, ...]
    worlds: int
    lost: tuple[str, ...]
    plan: Plan


def run(claims: Sequence[Claim], plan: Plan, progress: bool = False) -> Claims:
    """Hold every claim against every world. Raises `InputError` for an ensemble that is none."""
    from tqdm import tqdm

    drawn = worlds_of(plan)
    placed = [_placed(claim, plan, drawn) for claim in claims]
    jobs = [lives.world_of(placed, one) for one in range(1, drawn.replications + 1)]
    done = _done(jobs, plan.workers)
    found = list(tqdm(done, "worlds", len(jobs), leave=False, disable=None if progress else True))
    lost = tuple(one for one in found if isinstance(one, str))
    if len(lost) == len(jobs):
        raise ContractError(lost[0])
    lived = [(job, one, world.name) for job, one, world in zip(jobs, found, drawn.drawn, strict=True)
             if not isinstance(one, str)]  # fmt: skip
    told = [_judged(number, claim, lived) for number, claim in enumerate(placed)]
    return Claims(tuple(together(told)), len(lived), lost, plan)


def _judged(number: int, claim: Claim, lived: list[Any]) -> Judged:
    there, without = (tuple(_margin(number, claim, version, job, values) for job, values, _ in lived)
                      for version in (True, False))  # fmt: skip
    names = tuple(name for _, _, name in lived)
    return judged(claim, names, there, without if claim.mechanism is not None else ())


def _margin(
    number: int, claim: Claim, there: bool, job: lives.World, values: list[lives.Values]
) -> float:
    if not there and claim.mechanism is None:
        return float("nan")
    read = {(arm, place): value for arm in claim.needed
            for place, value in values[job.asked[number, there, arm]].items()}  # fmt: skip
    return margin(claim.statement, read, claim.scenario.baseline)


def worlds_of(plan: Plan) -> Worlds:
    """The worlds of a plan, checked against the base that claims are laid on."""
    asked = {"ensemble": plan.worlds, "count": plan.count}
    found = load(BASE, worlds=asked, replications=plan.count).worlds
    assert found is not None
    return found


def _placed(claim: Claim, plan: Plan, worlds: Worlds) -> Claim:
    """A claim whose replications live in the worlds of the plan, in a county of its size."""
    mechanism = claim.mechanism
    own = _in_worlds(claim.scenario, claim.given, plan, worlds)
    if mechanism is None:
        return replace(claim, scenario=own)
    without = _in_worlds(mechanism.scenario, mechanism.given, plan, worlds)
    return replace(claim, scenario=own, mechanism=replace(mechanism, scenario=without))


def _in_worlds(scenario: Scenario, given: frozenset[str], plan: Plan, worlds: Worlds) -> Scenario:
    """A scenario in worlds; what it sets itself holds over them, and incomes are fitted to the headcount
    of 2011 where worlds have no scale of their own.
    """
    held = [place for path in worlds.paths for place in places(path, scenario.arms) if place in given]
    values = {one.name: getattr(scenario, one.name) for one in fields(scenario)}
    return Scenario.of_resolved(values | {
        "households": plan.households,
        "villages": max(2, plan.households // HOUSEHOLDS_PER_VILLAGE),
        "replications": worlds.replications,
        "worlds": replace(worlds, held=tuple(held)),
        "rescale": SCALE not in worlds.paths,
    })  # fmt: skip


def _done(jobs: Sequence[lives.World], workers: int) -> Iterator[Any]:
    """The results of worlds in their order, by as many processes as asked for."""
    if workers <= 1:
        yield from map(lives.lived, jobs)
        return
    with Crew(workers) as crew:
        yield from crew.pool.map(lives.lived, jobs)
