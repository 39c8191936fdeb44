"""Random worlds within the declared ranges: every parameter, strategy, local model and rule."""

from __future__ import annotations

import json
import math
import random
import warnings

from auditing import WATCHED, Auditor

from sim import strategies
from sim.cycle import live_a_year
from sim.observe import Observer
from sim.scenario import declared
from sim.scenario.problems import Problems
from sim.scenario.read import read_text
from sim.scenario.resolve import resolve
from sim.simulate import enter_arm, open_society
from sim.strategies.pairing import MODELS
from sim.world import PARAMETERS

PAIRING = "village_household_pairing"
BUDGETS = (0, 1e-6, 1, 75, 150, 300, 2000, 100_000)
LINES = ("national", "national_0.01", "national_1.25", "national_100", "median_0.6", "median_100")


def random_world(number: int) -> str:
    """The text of a scenario (JSON is YAML), the same for the same number."""
    luck = random.Random(number)
    households = luck.choice((60, 100, 150, 200, 300))
    villages = luck.choice((1, 2, 3, households // 20, households))
    start, years = 2011, luck.choice((1, 1, 2))
    tree = {
        "name": f"world-{number}",
        "county": {"households": households, "villages": villages},
        "horizon": {"start": start, "years": years},
        "seed": luck.randrange(2**53),
        "replications": 1,
        "budget": luck.choice(BUDGETS),
        "finance": luck.choice(("outside", "local", "mixed")),
        "targeting": luck.choice(("common", "own", "oracle", "random")),
        "world": _some(PARAMETERS, luck),
        "record": {"measures": list(declared.MEASURES), "lines": luck.sample(LINES, 2),
                   "groups": list(declared.GROUPS)},
        "baseline": "arm",
        "arms": {"arm": _arm(luck)},
    }  # fmt: skip
    return json.dumps(tree, indent=1)


def live(text: str) -> list[tuple]:
    """Let a world live, every year audited twice; NumPy's warnings are errors. Returns outcomes."""
    scenario = read(text)
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


def read(text: str):
    """The scenario of a text; every problem raises."""
    problems = Problems()
    scenario = resolve(read_text(text, "world", problems), problems)
    problems.raise_if_any()
    return scenario


def _arm(luck: random.Random) -> dict:
    found = {name: kind for name, kind in strategies.find().items()
             if kind.__module__.startswith("sim.")}
    chosen = luck.sample(sorted(found), luck.randint(1, 3))
    if luck.random() < 0.5:
        chosen = [PAIRING, *(name for name in chosen if name != PAIRING)][:3]
    return {name: _use(found[name], luck) for name in chosen}


def _use(kind: type, luck: random.Random) -> dict:
    values = _some(kind.parameters, luck)
    for name in ("only", "without"):
        values.pop(name, None)
    if kind.name == PAIRING and luck.random() < 0.6:
        some = luck.sample(sorted(MODELS), luck.randint(1, 4))
        values[luck.choice(("only", "without"))] = some
    resting = kind.idle({name: p.default for name, p in kind.parameters.items()} | values)
    return {name: value for name, value in values.items() if name not in resting}


def _some(parameters: dict, luck: random.Random) -> dict:
    """A few or most of the parameters, each at a bound, at its default or anywhere between."""
    part = luck.choice((0.05, 0.3, 0.9))
    return {name: _value(p, luck) for name, p in parameters.items() if luck.random() < part}


def _value(parameter, luck: random.Random):
    if parameter.kind == "switch":
        return luck.random() < 0.5
    if parameter.kind != "number":
        return luck.choice(parameter.choices)
    low, high = parameter.low, parameter.high
    value = luck.choice((low, high, parameter.default, luck.uniform(low, high)))
    return round(value) if parameter.whole else value
