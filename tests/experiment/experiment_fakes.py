"""A county of three lines of arithmetic, so that the running of experiments is tested by itself."""

import os
import time
import zlib
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from sim.scenario import Record, Scenario
from sim.simulate import seed_of

ARMS = ("none", "cash", "assets")
EFFECT = {"none": 0.0, "cash": 0.03, "assets": 0.05}
YUAN = ("cost_total", "poverty_line", "income_mean")
UNITS = {"population": "persons"} | dict.fromkeys(YUAN, "yuan")


def scenario(name="fake", replications=3, arms=ARMS, seed=7, title="A fake", years=3):
    return Scenario(
        name=name, title=title, template="gansu-2011", households=1000, villages=5, start=2011,
        years=years, seed=seed, replications=replications, budget=150.0, finance="outside",
        targeting="common", world={}, record=Record(("fgt0",), ("national",), ("all",)),
        baseline=arms[0], arms={arm: {} for arm in arms},
    )  # fmt: skip


def simulate(plan, arm, replication):
    """Common luck plus an effect; rows come unsorted and as NumPy scalars, on purpose."""
    seed = seed_of(plan.seed, replication)
    luck = np.random.default_rng(seed).normal(0, 0.02, plan.years + 1)
    own = np.random.default_rng([seed, zlib.crc32(arm.encode())]).normal(0, 0.004, plan.years + 1)
    rows = []
    for step in reversed(range(plan.years + 1)):
        acting = step > 0 and arm != "none"
        poor = 0.3 + luck[step] - (EFFECT.get(arm, 0.01) + own[step] if acting else 0.0)
        values = {"fgt0": poor, "fgt1": 0.3 * poor, "cost_total": 6e5 * acting, "population": 4e3}
        values |= {"poverty_line": 2300.0, "income_mean": 5000 * (1 - poor)}
        for measure, value in values.items():
            line = "national" if measure.startswith("fgt") else ""
            unit = UNITS.get(measure, "share")
            rows.append((2011 + step, measure, line, "all", np.float64(value), unit))
        rows.append((2011 + step, "fgt0", "national", "quintile=1", poor * 1.5, "share"))
    return SimpleNamespace(
        seed=seed,
        seconds=0.01,
        outcomes=rows,
        distributions=[(2011, "income", p, 10.0 * p + luck[0]) for p in range(100, 0, -1)],
        transitions=[(2011, 2012, "poor", "poor", 90.0), (2011, 2012, "not_poor", "poor", 5)],
        ledger=[(2012, "treasury", "households", "relief", 1e5 + luck[1])],
    )


def slowly(plan, arm, replication):
    time.sleep(0.15)
    return simulate(plan, arm, replication)


def one_raises(plan, arm, replication):
    if (arm, replication) == ("cash", 2):
        raise ValueError(f"the county burnt down, {object()}")
    return simulate(plan, arm, replication)


def all_raise(plan, arm, replication):
    raise RuntimeError("nothing works")


def one_dies(plan, arm, replication):
    """The run of assets 2 takes its process with it."""
    if (arm, replication) == ("assets", 2):
        os._exit(9)
    return simulate(plan, arm, replication)


def dies_once(plan, arm, replication):
    """The first process to come to assets 2 dies; `title` says where that is remembered."""
    if (arm, replication) == ("assets", 2) and not Path(plan.title).exists():
        Path(plan.title).touch()
        os._exit(9)
    return simulate(plan, arm, replication)


def interrupted_once(plan, arm, replication):
    """The user stops the program at the third run; `title` says where that is remembered."""
    if (arm, replication) == ("none", 2) and not Path(plan.title).exists():
        Path(plan.title).touch()
        raise KeyboardInterrupt
    return simulate(plan, arm, replication)


def not_a_number(plan, arm, replication):
    run = simulate(plan, arm, replication)
    if arm == "cash":
        run.outcomes.append((2014, "gini", "", "all", float("nan"), "share"))
    return run


def twice(plan, arm, replication):
    run = simulate(plan, arm, replication)
    if arm == "cash":
        run.outcomes.append(run.outcomes[0])
    return run


def threads(plan, arm, replication):
    """The number of threads NumPy may use in a worker, as an outcome."""
    run = simulate(plan, arm, replication)
    count = float(os.environ.get("OPENBLAS_NUM_THREADS", "0"))
    run.outcomes.append((2011, "threads", "", "all", count, "number"))
    run.outcomes.append((2011, "process", "", "all", float(os.getpid()), "number"))
    return run


def one_hangs(plan, arm, replication):
    """The run of pairing 2 never ends."""
    if (arm, replication) == ("pairing", 2) and plan.budget == 150:
        time.sleep(3600)
    return simulate(plan, arm, replication)
