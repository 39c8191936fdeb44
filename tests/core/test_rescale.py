"""The income scale fitted to the headcount of 2011: where it ends, and who shares it."""

from dataclasses import replace
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as some
from small_county import plan
from worlds import random_world, scenario_of

from sim import simulate
from sim.catalogue import PARAMETERS
from sim.income_scale import NAME, TARGET, TOLERANCE, fit
from sim.scenario import ScenarioError, load
from sim.simulate import FITTED_OVER, Opening, fitted, headcount, open_society

DECLARED = PARAMETERS[NAME]
SMALL = {"households": 200, "villages": 1}


def curve(middle, steepness):
    """A headcount that falls with the scale, and is one half at the middle."""
    return lambda scale: 1 / (1 + exp(steepness * log(scale / middle)))


def test_the_target_is_the_published_headcount():
    assert TARGET == 0.346


@given(some.floats(0.05, 20), some.floats(0.5, 6))
def test_a_fit_is_on_target_or_at_the_nearest_end(middle, steepness):
    answer, tried = curve(middle, steepness), []

    def headcount(scale):
        tried.append(scale)
        return answer(scale)

    found = fit(headcount)
    assert found.trials == len(tried) == len(set(tried)) <= 12
    assert all(DECLARED.low <= scale <= DECLARED.high for scale in tried)
    assert found.headcount == answer(found.scale)
    poorest, richest = answer(DECLARED.low), answer(DECLARED.high)
    assert found.reached == (abs(found.headcount - TARGET) <= TOLERANCE)
    assert found.reached == (richest - TOLERANCE <= TARGET <= poorest + TOLERANCE)
    if not found.reached:
        assert found.scale == (DECLARED.low if poorest < TARGET else DECLARED.high)


def test_a_headcount_that_jumps_over_the_target_ends_at_the_jump():
    found = fit(lambda scale: 0.5 if scale < 1.3 else 0.2)
    assert not found.reached and found.scale == pytest.approx(1.3, abs=1e-3)


def test_all_arms_levers_and_replications_of_a_world_share_one_scale():
    arms = {"pay": {"universal_transfer": {}}}
    one = plan(arms, rescale=True, record={"measures": ["income_scale", "fgt0"]}, **SMALL)
    other = replace(one, budget=20.0, finance="local", replications=9)
    scale = fitted(Opening(one)).scale
    before = fitted.cache_info().misses
    rows = [row for scenario in (one, other) for arm in ("none", "pay") for replication in (1, 2)
            for row in simulate.simulate(scenario, arm, replication).outcomes]  # fmt: skip
    assert {row[4] for row in rows if row[1] == NAME} == {scale}
    assert fitted.cache_info().misses == before


def test_a_rescaled_county_is_the_county_of_that_scale_and_the_mean_is_on_target():
    wanted = plan(world={"wage": 5000, "drought_chance": 0.2}, rescale=True, **SMALL)
    found = fitted(Opening(wanted))
    given = plan(world={**wanted.world, NAME: found.scale}, **SMALL)
    counties = [open_society(wanted, one) for one in range(1, FITTED_OVER + 1)]
    mean = sum(map(headcount, counties)) / FITTED_OVER
    assert found.reached and abs(mean - TARGET) <= TOLERANCE and found.headcount == mean
    same = open_society(given, 2)
    assert (same.households.income == counties[1].households.income).all()
    assert same.world.income_scale == counties[1].world.income_scale == found.scale
    assert abs(headcount(open_society(plan(world={"wage": 5000}, **SMALL), 1)) - TARGET) > TOLERANCE


def test_what_scale_the_scenario_names_is_of_no_account():
    one, other = (plan(rescale=True, world={NAME: scale}, **SMALL) for scale in (0.5, 2))
    assert fitted(Opening(one)) == fitted(Opening(other))


def test_a_scenario_keeps_its_hash_unless_it_is_rescaled_and_is_stored_as_it_is(folder):
    plain, rescaled = plan(**SMALL), plan(rescale=True, **SMALL)
    assert "rescale" not in plain.to_yaml() and plain.hash != rescaled.hash
    assert Opening(plain) != Opening(rescaled)
    (folder / "again.yaml").write_text(rescaled.to_yaml(), encoding="utf-8")
    assert load(folder / "again.yaml") == rescaled
    with pytest.raises(ScenarioError, match="rescale: must be true or false, not 'yes'"):
        plan(rescale="yes")


@pytest.mark.slow
@pytest.mark.parametrize("number", range(20))
def test_random_worlds_are_fitted(number):
    scenario = replace(scenario_of(random_world(number)), rescale=True)
    found = fitted(Opening(scenario))
    assert DECLARED.low <= found.scale <= DECLARED.high and found.trials < 20
