"""One year's plan of pairing in a small bare county, for local models that are looked at alone."""

import numpy as np
from small_county import bare, begin

from sim.processes.causes import CAUSES
from sim.strategies.pairing import MODELS, VillageHouseholdPairing
from sim.strategies.pairing.plan import Plan


def plan_for(households=40, villages=2, money=1e9, served=True, willing=True, seed=1, **values):
    """A plan in which these are served (one bool a household), the first rows most urgent."""
    county = bare(households, villages, seed)
    strategy = VillageHouseholdPairing(**values)
    purse = begin(county, strategy, money).purse
    plan = Plan(county, purse, strategy, np.broadcast_to(served, households).copy())
    plan.urgency = np.arange(households) / households
    plan.willing = np.broadcast_to(willing, households).copy()
    return plan


def saw(plan, cause):
    """In every served household this cause was seen, or one for each."""
    codes = [CAUSES.index(name) for name in ([cause] if isinstance(cause, str) else cause)]
    plan.cause = np.broadcast_to(np.array(codes, np.int8), len(plan.served)).copy()


def model(name, **values):
    """A local model with its defaults, but for these values."""
    cls = MODELS[name]
    return cls(**{key: parameter.default for key, parameter in cls.parameters.items()} | values)


def reached(plan, channel):
    """Rows that a channel reaches."""
    return np.flatnonzero(plan.county.given(channel) * np.ones(len(plan.served))).tolist()


def spent(plan):
    """Yuan paid by kind."""
    total = {}
    for _, amounts, kind in plan.purse.pending:
        total[kind] = total.get(kind, 0.0) + float(np.sum(amounts))
    return total
