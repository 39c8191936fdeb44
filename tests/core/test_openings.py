"""An opening county is shared by what decides it, and by nothing else."""

import pytest
from small_county import plan

from sim import simulate

ARM = {"pay": {"village_household_pairing": {}}}


def rows(scenario, arm="pay"):
    return simulate.simulate(scenario, arm, 1).outcomes


@pytest.mark.parametrize(
    "change",
    [{"budget": 20}, {"finance": "local"}, {"targeting": "own"}, {"years": 2}, {"name": "other"},
     {"arms": {"none": {}, "pay": {"growth": {}}}}, {"record": {"measures": "fgt0"}}],
)  # fmt: skip
def test_what_comes_after_the_opening_does_not_make_another_one(change):
    first, other = plan(ARM), plan(**{"arms": ARM} | change)
    rows(first)
    before = simulate._opened.cache_info().misses
    shared = rows(other)
    assert simulate._opened.cache_info().misses == before
    simulate._opened.cache_clear()
    assert rows(other) == shared


@pytest.mark.parametrize(
    "change", [{"seed": 5}, {"households": 900}, {"villages": 4}, {"world": {"wage_growth": 0.1}}]
)
def test_what_decides_the_opening_makes_another_one(change):
    rows(plan(ARM))
    before = simulate._opened.cache_info().misses
    rows(plan(ARM, **change))
    assert simulate._opened.cache_info().misses == before + 1
