"""Ranges that are what is plausible: the default is the median, and what is certain is no factor."""

import numpy as np
import pytest

from sim.catalogue import PARAMETERS
from sim.scenario import ScenarioError
from sim.sweeps.read import load
from sim.sweeps.terms import Sweep

FILE = {"name": "plausible", "scenario": "quick_look", "set": {"county": {"households": 100}}}
PLAUSIBLE = {"plausible": True}


def sweep(uncertainties, **keys):
    return load(FILE | {"uncertainties": uncertainties} | keys)


def faults(uncertainties, **keys):
    with pytest.raises(ScenarioError) as told:
        sweep(uncertainties, **keys)
    return told.value.problems


def test_half_of_the_worlds_lie_below_the_default():
    made = sweep({"world.drought_chance": PLAUSIBLE}, design={"kind": "latin-hypercube", "points": 200})
    declared = PARAMETERS["drought_chance"]
    values = np.array([point["world.drought_chance"] for point in made.points])
    assert (values < declared.default).sum() == 100
    assert declared.prior[0] <= values.min() < values.max() <= declared.prior[1]
    (factor,) = made.factors
    assert factor.levels == pytest.approx((declared.prior[0], declared.default, declared.prior[1]))
    assert factor.told["source"] == declared.because and factor.told["median"] == declared.default
    shares = np.linspace(0, 1, 7)
    assert [factor.at(share) for share in shares] == [declared.at(share) for share in shares]


def test_a_stored_sweep_draws_the_same():
    made = sweep({"world.drought_chance": PLAUSIBLE, "world.wage_growth": {"within": 0.5}})
    again = Sweep.stored(made.tree)
    assert again.hash == made.hash and list(again.factors) == list(made.factors)
    assert ["median" in told for told in made.tree["factors"]] == [True, False]


def test_every_number_that_is_not_certain_is_a_factor():
    made = sweep({"world.*": PLAUSIBLE}, design={"kind": "latin-hypercube", "points": 2})
    wanted = {f"world.{name}" for name, one in PARAMETERS.items()
              if one.kind == "number" and len(one.prior) > 1}  # fmt: skip
    assert {factor.path for factor in made.factors} == wanted
    for factor in made.factors:
        assert all(PARAMETERS[factor.path.partition(".")[2]].check(value) is None
                   for value in factor.levels)  # fmt: skip


def test_what_makes_no_sense_is_told():
    assert "leaves 2300" in faults({"world.poverty_line": PLAUSIBLE})[0]
    both = faults({"world.drought_chance": PLAUSIBLE | {"low": 0.1}})
    assert "both tell a range" in both[0]
    lever = faults({}, levers={"arms.pairing.village_household_pairing.overhead": PLAUSIBLE})
    assert "this is a lever" in lever[0]
    assert "must be true or false" in faults({"world.drought_chance": {"plausible": 3}})[0]
