"""All studies in all counties: a few lucks of the county as declared, and worlds of its prior."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from sim.catalogue import PARAMETERS
from sim.crew import Crew
from sim.ground.errors import ContractError, InputError
from sim.income_scale import NAME
from sim.scenario import Scenario, load
from sim.trials.county import County, Draw
from sim.trials.estimate import found
from sim.trials.study import Study
from sim.trials.verdict import Judged, judged

BASE = "seven_strategies"
HOUSEHOLDS, PER_VILLAGE = 4_000, 200
LUCKS, WORLDS, LUCKS_OF_WORLD = 12, 20, 2
SEED = 20_140
Job = tuple[Scenario, tuple[int, ...]]
"""A world, and the lucks under which it is lived."""


@dataclass(frozen=True)
class Plan:
    """How much is done: households of a county, lucks of the county as declared, plausible worlds."""

    households: int = HOUSEHOLDS
    lucks: int = LUCKS
    worlds: int = WORLDS
    workers: int = 1


@dataclass(frozen=True)
class Trials:
    """All studies judged, and how many plausible worlds could be lived."""

    judged: tuple[Judged, ...]
    worlds: int
    lost: tuple[str, ...]
    plan: Plan


def county_of(plan: Plan) -> Scenario:
    """The county as declared, in the size asked for."""
    villages = max(2, plan.households // PER_VILLAGE)
    return replace(load(BASE), households=plan.households, villages=villages, after=0)


def plausible(plan: Plan) -> Iterator[Scenario]:
    """Worlds of the prior: a Latin hypercube over every uncertain number, incomes fitted anew."""
    from scipy.stats import qmc

    base = county_of(plan)
    uncertain = [name for name, one in PARAMETERS.items() if len(one.prior) > 1 and name != NAME]
    for shares in qmc.LatinHypercube(len(uncertain), seed=SEED).random(plan.worlds):
        drawn = {name: PARAMETERS[name].at(float(share))
                 for name, share in zip(uncertain, shares, strict=True)}  # fmt: skip
        yield replace(base, world={**base.world, **drawn}, rescale=True)


def run(studies: Sequence[Study], plan: Plan, progress: bool = False) -> Trials:
    """Run every study in every county and judge it. Raises `InputError` for a study nobody fits."""
    from tqdm import tqdm

    base = county_of(plan)
    jobs: list[Job] = [(base, (luck,)) for luck in range(1, plan.lucks + 1)]
    jobs += [(world, tuple(range(1, LUCKS_OF_WORLD + 1))) for world in plausible(plan)]
    done = _done(partial(in_county, tuple(studies)), jobs, plan.workers)
    results = list(tqdm(done, "counties", len(jobs), leave=False, disable=None if progress else True))
    ours, theirs = results[: plan.lucks], results[plan.lucks :]
    for result in ours:
        if isinstance(result, str):
            raise ContractError(result)
    lived = [one for one in theirs if not isinstance(one, str)]
    lost = tuple(one for one in theirs if isinstance(one, str))
    told = [judge(place, study, ours, lived) for place, study in enumerate(studies)]
    return Trials(tuple(told), len(lived), lost, plan)


def judge(place: int, study: Study, ours: list[Any], worlds: list[Any]) -> Judged:
    """One study from its draws in the county as declared (one a job) and in plausible worlds."""
    draws = [job[0][place] for job in ours]
    if not study.measure and not all(np.isfinite(draw.treated) for draw in draws):
        raise InputError(f"{study.name}: a county has no household to treat: `eligible` asks too much")
    effects = [found(study, [luck[place] for luck in world]).effect.value for world in worlds]
    return judged(study, found(study, draws), effects)


def in_county(studies: tuple[Study, ...], job: Job) -> Any:
    """Draws of all studies for each luck of one world, or the sentence why it cannot be lived."""
    scenario, lucks = job
    try:
        return [County(scenario, luck, studies).draws() for luck in lucks]
    except (ArithmeticError, RuntimeError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def _done(work: Any, jobs: Sequence[Any], workers: int) -> Iterator[list[list[Draw]] | str]:
    """The results of jobs in their order, by as many processes as asked for."""
    if workers <= 1:
        yield from map(work, jobs)
        return
    with Crew(workers) as crew:
        yield from crew.pool.map(work, jobs)
