"""Random worlds within the declared ranges: every parameter, strategy, local model and rule."""

from __future__ import annotations

import io
import math
import random
import warnings

import yaml
from auditing import WATCHED, Auditor

from sim import strategies
from sim.catalogue import PARAMETERS
from sim.cycle import live_a_year
from sim.ground.parameters import Paths
from sim.observation.observer import Observer
from sim.scenario import Scenario, declared, load
from sim.simulate import enter_arm, open_society
from sim.strategies.pairing import MODELS

PAIRING = "village_household_pairing"
BUDGETS = (0, 1e-6, 1, 75, 150, 300, 2000, 100_000)
LINES = ("national", "national_0.01", "national_1.25", "national_100", "median_0.6", "median_100")


def random_world(number: int) -> dict:
    """The keys of a scenario, the same for the same number."""
    luck = random.Random(number)
    households = luck.choice((60, 100, 150, 200, 300))
    villages = luck.choice((1, 2, 3, households // 20, households))
    start, years = 2011, luck.choice((1, 1, 2))
    world = {name: _path(value, start, PARAMETERS[name], luck)
             for name, value in _some(PARAMETERS, luck).items()}
    opening = Paths(PARAMETERS, world).at(start)
    return {
        "name": f"world-{number}",
        "title": "A random world",
        "county": {"households": households, "villages": villages},
        "horizon": {"start": start, "years": years},
        "seed": luck.randrange(2**53),
        "replications": 1,
        "budget": luck.choice(BUDGETS),
        "finance": luck.choice(("outside", "local", "mixed")),
        "targeting": luck.choice(("common", "own", "oracle", "random")),
        "world": world,
        "record": {"measures": list(declared.measures()), "lines": luck.sample(LINES, 2),
                   "groups": list(declared.groups())},
        "baseline": "arm",
        "arms": {"arm": _arm(luck, opening, start + years)},
    }  # fmt: skip


def scenario_of(tree: dict) -> Scenario:
    """The scenario of a tree that says everything but what has a default."""
    return load("quick_look", **tree)


def as_text(tree: dict) -> str:
    """A tree of scenario keys as a file."""
    text = io.StringIO()
    yaml.safe_dump(tree, text, default_flow_style=None, sort_keys=False)
    return text.getvalue()


def live(scenario: Scenario) -> list[tuple]:
    """Let a world live, every year audited twice; NumPy's warnings are errors. Returns outcomes."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        society = enter_arm(open_society(scenario, 1), "arm")
        observer, check = Observer(society), Auditor(society)
        observer.record()
        for _ in range(scenario.years):
            society.year += 1
            live_a_year(society, WATCHED)
            check(society)
            observer.record()
    outcomes = observer.rows()["outcomes"]
    assert [row for row in outcomes if not math.isfinite(row[4])] == []
    return outcomes


def _path(value, start: int, parameter, luck: random.Random):
    """A value for good, or one that changes in the first year after the opening."""
    return value if luck.random() < 0.8 else {start: value, start + 1: _value(parameter, luck)}


def _arm(luck: random.Random, world, end: int) -> dict:
    found = {name: kind for name, kind in strategies.find().items()
             if kind.__module__.startswith("sim.")}
    chosen = luck.sample(sorted(found), luck.randint(1, 3))
    if luck.random() < 0.5:
        chosen = [PAIRING, *(name for name in chosen if name != PAIRING)][:3]
    return {name: _use(found[name], luck, world) | _terms(luck, end) for name in chosen}


def _terms(luck: random.Random, end: int) -> dict:
    terms = {"share": luck.choice((0, 0.001, 1 / 3)), "from": end, "until": end}
    return {name: value for name, value in terms.items() if luck.random() < 0.15}


def _use(kind: type, luck: random.Random, world) -> dict:
    values = _some(kind.parameters, luck)
    for name in ("only", "without"):
        values.pop(name, None)
    if kind.name == PAIRING and luck.random() < 0.6:
        some = luck.sample(sorted(MODELS), luck.randint(1, 4))
        values[luck.choice(("only", "without"))] = some
    whole = {name: p.default for name, p in kind.parameters.items()} | values
    without = kind.idle(whole).keys() | kind.out_of_reach(whole, world).keys()
    return {name: value for name, value in values.items() if name not in without}


def _some(parameters: dict, luck: random.Random) -> dict:
    """A few or most of the parameters, each at a bound, at its default or anywhere between.

    Or all of them at a bound.
    """
    part, corner = luck.choice(((0.05, False), (0.3, False), (0.9, False), (1.0, True)))
    return {name: _value(p, luck, corner) for name, p in parameters.items() if luck.random() < part}


def _value(parameter, luck: random.Random, corner: bool = False):
    if parameter.kind == "switch":
        return luck.random() < 0.5
    if parameter.kind != "number":
        return luck.choice(parameter.choices)
    low, high = parameter.low, parameter.high
    between = () if corner else (parameter.default, luck.uniform(low, high))
    value = luck.choice((low, high, *between))
    return round(value) if parameter.whole else value
