"""How little a sweep costs beside its runs: what `make bench` measures of sweeps.

The machine may be shared: every ratio is of work done in turns within one measurement.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

WORKERS, PATIENCE = 2, 90.0  # seconds that the long sweep may take
ARMS = ("none", "pairing")
FEW, SAMPLE, REPLICATIONS = 20, 40, 4
BUDGETS = (50, 100, 150, 200, 250, 300)
MEASURES = ("fgt0", "fgt1", "fgt2", "income_mean", "cost_total")


def given(replications=1, **factors):
    """A sweep over factors of a county of 1,000 households, as a dict with the keys of a file."""
    setting = {"county": {"households": 1_000, "villages": 5}, "replications": replications,
               "record": {"measures": list(MEASURES), "groups": ["all"]}}  # fmt: skip
    named = {"name": "bench", "scenario": "seven_strategies", "set": setting, "arms": list(ARMS)}
    return named | factors


def in_worlds(runs):
    """A sweep of so many runs, each arm in worlds that differ in droughts."""
    design = {"kind": "latin-hypercube", "points": runs // len(ARMS)}
    return given(uncertainties={"world.drought_chance": {}}, design=design)


def swept(what, workers=WORKERS, simulate=None):
    """Seconds by the clock and of processor time that a sweep takes, its workers' included."""
    from sim.sweeps.runner import sweep

    with tempfile.TemporaryDirectory() as folder:
        before, started = _processor_time(), time.perf_counter()
        sweep(what, Path(folder) / "swept", workers, progress=False, simulate=simulate, report=False)
        return time.perf_counter() - started, _processor_time() - before


def _processor_time():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def alone(first):
    """Seconds a run, by the clock and of processor time, of runs done one after the other."""
    from sim.simulate import simulate
    from sim.sweeps.read import load

    loaded = load(in_worlds(2 * SAMPLE * len(ARMS)))
    plans = [loaded.scenario(point) for point in range(first, first + SAMPLE // len(ARMS) + 1)]
    runs = ((plan, arm) for plan in plans for arm in ARMS)
    for plan, arm in islice(runs, len(ARMS)):  # what is loaded once
        simulate(plan, arm, 1)
    started = time.perf_counter(), time.process_time()
    for plan, arm in runs:
        simulate(plan, arm, 1)
    return (time.perf_counter() - started[0]) / SAMPLE, (time.process_time() - started[1]) / SAMPLE


def bare():
    """The same in as many processes at once as a sweep has workers: their mean."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as pool:
        found = list(pool.map(alone, [k * SAMPLE for k in range(WORKERS)]))
    return tuple(sum(column) / WORKERS for column in zip(*found, strict=True))


def measure_overhead(most):
    """A sweep of up to so many runs over the ideal; starts of workers are those of a short sweep."""
    first = bare()
    runs = min(most, int(PATIENCE * WORKERS / first[0]) // 20 * 20)
    short = swept(in_worlds(FEW))
    long = swept(in_worlds(runs))
    one = [(a + b) / 2 for a, b in zip(first, bare(), strict=True)]
    ideal = (runs - FEW) * one[0] / WORKERS, (runs - FEW) * one[1]
    clock, processor = ((long[k] - short[k]) / ideal[k] for k in range(2))
    return {"runs": runs, "clock": clock, "processor": processor, "one": one[0], "start": short[0]}


_LAST = []


def opening_each(scenario, arm, replication):
    """A run of a sweep whose points share no opening."""
    import sim.simulate as model

    here = [scenario.budget, replication]
    if _LAST != here:
        model._opened.cache_clear()
    _LAST[:] = here
    return model.simulate(scenario, arm, replication)


def measure_openings(turns):
    """Processor seconds of a sweep over budgets, openings shared and opened for each point."""
    what = given(REPLICATIONS, levers={"budget": list(BUDGETS)})
    swept(what, workers=1)  # what is loaded once
    both = [(swept(what, 1)[1], swept(what, 1, opening_each)[1]) for _ in range(turns)]
    shared, apart = (min(column) for column in zip(*both, strict=True))
    return {"shared": shared, "apart": apart}


def instant(scenario, arm, replication):
    """A run that takes no time and leaves as many rows as the others."""
    years = range(scenario.start, scenario.end + 1)
    rows = [(year, measure, "national" if measure.startswith("fgt") else "", "all", 0.3, "share")
            for year in years for measure in MEASURES]  # fmt: skip
    return SimpleNamespace(seed=1, seconds=0.0, outcomes=rows)


def measure_memory(runs):
    """Peak memory of the process that leads a sweep of so many runs, MB; and its seconds."""
    clock, _ = swept(in_worlds(runs), simulate=instant)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"megabytes": peak / 1e6 * (1 if sys.platform == "darwin" else 1024), "seconds": clock}
