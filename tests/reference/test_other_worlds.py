"""The plain households agree in worlds and programmes far from the defaults, not at them alone."""

import numpy as np
import pytest
from plain_county import PlainCounty
from test_reference import PAIRING, live, open_arms

from sim import strategies
from sim.catalogue import PARAMETERS
from sim.simulate import enter_arm

YEARS = 2
LEFT = {"income_scale"}  # the common factor of all incomes is calibrated with the rest

MANY_CADRES = {"cadre_ratio": PARAMETERS["cadre_ratio"].high}  # as many as pairing may ask for


def moved(parameters, seed, part=0.6):
    """Every number moved by a part of the way to one of its bounds, every choice to another one."""
    draw, values = np.random.default_rng(seed), {}
    for name, parameter in sorted(parameters.items()):
        ends = parameter.choices or (parameter.low, parameter.high)
        others = [end for end in ends if end not in (parameter.default, None)]
        if name in LEFT or parameter.kind in ("names", "switch"):
            continue
        end = others[draw.integers(len(others))]
        if parameter.kind == "number":
            end = parameter.default + part * (end - parameter.default)
        values[name] = round(end) if parameter.whole else end
    return values


def moved_arms(seed):
    return {name: {name: moved(strategy.parameters, seed)}
            for name, strategy in strategies.find().items()}


@pytest.fixture(scope="module", params=range(2))
def county(request):
    return open_arms(moved_arms(request.param), households=300, villages=6, years=YEARS, budget=600,
                     world=moved(PARAMETERS, request.param) | MANY_CADRES)


@pytest.mark.parametrize("name", sorted(strategies.find()))
def test_each_strategy_in_another_world(name, county):
    live(PlainCounty(enter_arm(county, name)), YEARS)


def test_the_other_worlds_are_other():
    worlds = [moved(PARAMETERS, seed) for seed in range(2)]
    for world in worlds:
        assert all(value != PARAMETERS[name].default for name, value in world.items())
        assert not any(PARAMETERS[name].check(value) for name, value in world.items())
    assert sum(worlds[0][name] != worlds[1][name] for name in worlds[0]) > 60
    assert len(moved(strategies.find()[PAIRING].parameters, 0)) > 60
