"""Optimise: the setting of one arm that leaves the least poverty, confirmed where it was not sought."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compare.optimum import CONFIRMATION, SEARCH, by_point, front
from sim.ground.errors import EXTRA, needs
from sim.ground.parameters import Parameter, names, whole
from sim.sweeps import designs
from sim.sweeps.factors import Factor
from sim.sweeps.points import Batch, Plan, Values, named
from sim.sweeps.search import LEAST, RECORDED, Space
from sim.sweeps.terms import Sweep

OPTIONS: Mapping[str, Parameter] = {
    "aims": names(("fgt0",), tuple(RECORDED),
                  "what is to be low: poverty in the last year "
                  "of programmes, or what is paid; several: a front"),
    "evaluations": whole(60, "settings", 1, 100_000, "assumption", "settings that the optimiser tries"),
    "batch": whole(6, "settings", 1, 1_000, "assumption",
                   "settings that are tried together before the optimiser is told"),
    "worlds": whole(4, "worlds", 1, 10_000, "assumption",
                    "worlds of the search; 1: the scenario's own, as where nothing is uncertain"),
    "confirmations": whole(12, "cases", 2, 10_000, "assumption",
                           "fresh cases, each a world and a luck of its own"),
    "front": whole(8, "settings", 1, 1_000, "assumption", "of a front that are confirmed at most"),
    "support_ends": whole(0, "years", 0, 100, "assumption",
                          "years before the last in which strategies of all arms stop, "
                          "and poverty is then judged in it; 0: as they do"),
}  # fmt: skip
DESIGNED = False
FRESH = 1  # sets the luck and the worlds of the confirmation apart from those of the search


def plan(sweep: Sweep) -> Plan:
    """Batches of settings, each chosen by what came of those before; then the fresh cases."""
    space, options = Space.of(sweep), sweep.options
    worlds = _worlds(space.uncertain, options["worlds"], sweep.seed)
    study, spread = _study(sweep), _distributions(space)
    tried, values = [*space.references], np.empty((0, 0))
    begin = 0
    for number in _rounds(options["evaluations"], options["batch"]):
        trials = [study.ask(spread) for _ in range(number)]
        tried += [space.setting(trial.params) for trial in trials]
        came = yield Batch(SEARCH, space.points(tried[begin:], worlds))
        points = by_point(came(), space.arm, options["aims"], space.scenario.replications)
        each = points.reindex(range(1, len(tried) * len(worlds) + 1)).to_numpy()
        values = each.reshape(len(tried), len(worlds), -1).mean(axis=1)
        begin = len(tried)
        for trial, own in zip(trials, values[-number:], strict=True):
            _tell(study, trial, own)
    won = [tried[at] for at in front(values, options["front"])]
    kept = [*won, *(setting for setting in space.references if setting not in won)]
    yield Batch(CONFIRMATION, space.points(kept, _fresh(space.uncertain, sweep)))


def _rounds(evaluations: int, batch: int) -> Iterator[int]:
    """How many settings each round tries."""
    yield from (min(batch, evaluations - done) for done in range(0, evaluations, batch))


def _worlds(uncertain: Sequence[Factor], number: int, seed: int) -> list[Values]:
    """Worlds of a Latin hypercube; the scenario's own if one is asked for or nothing is uncertain."""
    if not uncertain or number == 1:
        return [{}]
    return [named(uncertain, world)
            for world in designs.find()["latin-hypercube"].points(uncertain, number, seed)]  # fmt: skip


def _fresh(uncertain: Sequence[Factor], sweep: Sweep) -> list[Values]:
    """Cases that the search has not seen, each with a seed of its own."""
    number = sweep.options["confirmations"]
    hypercube, *seeds = _numbers(sweep.seed, number + 1)
    worlds = _worlds(uncertain, number, hypercube)
    return [{"seed": seed} | worlds[case % len(worlds)] for case, seed in enumerate(seeds)]


def _numbers(seed: int, number: int) -> list[int]:
    """Seeds that follow from one and share no luck with it."""
    return [int(one) for one in np.random.SeedSequence([seed, FRESH]).generate_state(number)]


def _study(sweep: Sweep) -> Any:
    """An optimiser that is told values and asked for settings, by the seed of the sweep.

    One aim: a tree-structured Parzen estimator (Bergstra et al. 2011); several: NSGA-II (Deb et al.
    2002), whose populations are the batches.
    """
    with needs(EXTRA, "a search"):
        import optuna
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    (seed,), aims, batch = _numbers(sweep.seed, 1), sweep.options["aims"], sweep.options["batch"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)
        sampler: Any = (
            optuna.samplers.TPESampler(seed=seed, multivariate=True, constant_liar=True)
            if len(aims) == 1
            else optuna.samplers.NSGAIISampler(seed=seed, population_size=max(batch, 2))
        )
    return optuna.create_study(sampler=sampler, directions=["minimize"] * len(aims))


def _distributions(space: Space) -> dict[str, Any]:
    """What may be drawn of each lever."""
    from optuna import distributions as of

    def one(factor: Factor) -> Any:
        if factor.path in space.mix:
            return of.FloatDistribution(LEAST, 1.0)
        if factor.values:
            return of.CategoricalDistribution(factor.values)
        if factor.whole:
            return of.IntDistribution(int(factor.low), int(factor.high))
        return of.FloatDistribution(factor.low, factor.high)

    return {factor.path: one(factor) for factor in space.levers}


def _tell(study: Any, trial: Any, values: NDArray[np.float64]) -> None:
    """Tell what a setting came to; one with a failed run is no candidate."""
    from optuna.trial import TrialState

    if np.isnan(values).any():
        study.tell(trial, state=TrialState.FAIL)
    else:
        study.tell(trial, [float(value) for value in values])
