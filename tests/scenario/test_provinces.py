"""Provinces in scenario files: counties listed or drawn, checked with line and nearest name."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.ground.errors import InputError
from sim.scenario import Scenario, ScenarioError, declared, load
from sim.scenario.of_county import of_county
from sim.scenario.province import drawn_county, own_seed, scaled
from sim.simulate import open_society
from sim.sweeps.read import load as load_sweep

ARMS = {"none": {}}
SMALL = {"years": 1, "arms": ARMS, "replications": 1}
TABLE = """# two of them
county,households,remoteness,income
near,600,0.3,1.1
far,400,0.7,
"""


@pytest.fixture(autouse=True)
def declarations():
    """The real declarations, not the stand-ins of the other tests here."""


def province(**keys):
    return load("quick_look", province=keys, **SMALL)


def drawn(count, **changes):
    return load("quick_look", province={"count": count, "spread": "declared"}, **SMALL | changes)


def faults(**keys):
    with pytest.raises(ScenarioError) as told:
        province(**keys)
    return told.value.problems


def test_a_file_beside_the_scenario_lists_counties(folder):
    Path("places").mkdir()
    Path("places/list.csv").write_text(TABLE)
    Path("places/base.yaml").write_text("province: {counties: list.csv}\narms: {none: {}}\n")
    Path("own.yaml").write_text("extends: places/base.yaml\ncounty: {land: 0.8}\n")
    scenario = load("own.yaml")
    near, far = scenario.province.counties.values()
    assert list(scenario.province.counties) == ["near", "far"]
    assert (near.households, near.villages, near.remoteness, near.income) == (600, 3, 0.3, 1.1)
    assert (far.income, far.land) == (1.0, 0.8)
    assert (scenario.households, scenario.villages) == (1000, 5)


def test_what_is_wrong_in_a_file_is_told_at_once_by_line(folder):
    Path("bad.csv").write_text(
        "county,households,incme,land\na,100,1,1\na,200,1,1\nb c,100,1,1\nd,5,1,9\ne,100\nf,,1,1\n"
    )
    said = faults(counties="bad.csv")
    for words in ("bad.csv:1:1: unknown column 'incme' (did you mean income?)",
                  "bad.csv:3:1: a stands here twice (first on line 2)",
                  "bad.csv:4:1: a county's name must be text",
                  "bad.csv:5:1: d.households: must be a number between 20",
                  "bad.csv:5:1: d.land: must be a number between 0.3 and 3, not 9",
                  "bad.csv:6:1: has 2 cells under 4 column names",
                  "bad.csv:7:1: f: says no number of households"):
        assert any(one.startswith(words) or words in one for one in said), (words, said)


@pytest.mark.parametrize(("keys", "words"), [
    ({}, "needs its counties"),
    ({"counties": {"a": {"households": 100}}, "count": 3}, "only one can be"),
    ({"count": 3}, "needs `spread: declared`"),
    ({"count": 3, "spread": "wide"}, "must be one of declared"),
    ({"counties": "nowhere.csv"}, "there is no file nowhere.csv"),
    ({"counties": "."}, "is a folder"),
    ({"counties": {"a": {"households": 100, "incme": 1}}}, "did you mean income?"),
    ({"counties": {"a": {"households": 100, "villages": 200}}}, "must not exceed the households"),
    ({"counties": {"a": {"households": 100}}, "budget_rule": "poverty-gap"},
     "did you mean poverty_gap?"),
    ({"counties": {"a": {"households": 100}}, "spread": "declared"}, "goes with `count`"),
])  # fmt: skip
def test_a_province_that_cannot_be_is_refused(folder, keys, words):
    assert any(words in one for one in faults(**keys))


def test_incomes_beyond_those_of_any_world_are_refused():
    with pytest.raises(ScenarioError, match=r"county.income: times income_scale of the world must be"):
        load("quick_look", province={"counties": {"county": {"households": 100, "income": 2}}},
             world={"income_scale": 2.0}, **SMALL)  # fmt: skip


def test_households_of_a_province_are_not_followed():
    with pytest.raises(ScenarioError, match="run that county alone"):
        drawn(3, record={"households": 5})


def test_a_province_is_no_county_and_is_not_swept():
    with pytest.raises(InputError, match="is a province"):
        open_society(drawn(3), 1)
    sweep = {"scenario": "province_small", "levers": {"budget": [0, 100]}}
    with pytest.raises(ScenarioError, match="a sweep is of one county"):
        load_sweep(sweep)


def test_all_that_is_said_of_a_province_is_stored(folder):
    scenario = drawn(5, households=3000)
    Path("again.yaml").write_text(scenario.to_yaml())
    assert load("again.yaml") == scenario and load("again.yaml").hash == scenario.hash
    assert isinstance(scenario, Scenario) and "province:" not in load("quick_look").to_yaml()


def test_drawn_counties_are_the_same_whatever_their_number_and_others_with_another_seed():
    few, many = (drawn(count).province.counties for count in (10, 20))  # of two digits, as named
    usual = {"remoteness": 0.5, "income": 1.0, "land": 1.0}
    assert [(one.income, one.land) for one in few.values()] == [
        (many[name].income, many[name].land) for name in few
    ]
    assert drawn_county(1, "a", usual) != drawn_county(2, "a", usual)


def test_drawn_counties_have_the_moments_that_are_declared():
    usual = {"remoteness": 0.5, "income": 1.0, "land": 1.0}
    many = [drawn_county(7, str(number), usual) for number in range(2_000)]
    spread = {name: parameter.default for name, parameter in declared.SPREAD.items()}
    for name in ("income", "land", "households"):
        values = np.array([getattr(one, name) for one in many])
        wide = spread[f"{name}_spread"]
        mean = spread["mean_households"] if name == "households" else 1.0
        assert np.mean(values) / mean == pytest.approx(1, abs=4 * wide / np.sqrt(2_000))
        assert np.std(np.log(values)) == pytest.approx(wide, rel=0.08)
    far = np.array([one.remoteness for one in many])
    assert np.mean(far) == pytest.approx(0.5, abs=0.01)
    assert np.std(far) == pytest.approx(spread["remoteness_spread"], rel=0.08)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30), st.integers(1, 10**7))
def test_scaled_sizes_add_up_and_keep_their_proportions(sizes, total):
    found = scaled(sizes, total, 0)
    assert sum(found) == total
    assert all(abs(one - size * total / sum(sizes)) < 1 + 1e-6
               for one, size in zip(found, sizes, strict=True))
    assert min(scaled(sizes, total, 20)) >= 20 or total == sum(sizes)


def test_the_flag_of_households_scales_counties():
    scenario = load("province_small", households=3000)
    sizes = [one.households for one in scenario.province.counties.values()]
    assert scenario.households == sum(sizes) == 3000 and sizes[0] == 450
    assert scenario.villages == sum(one.villages for one in scenario.province.counties.values())


def test_a_county_lives_alone_with_its_own_luck():
    scenario = province(counties={"a": {"households": 500}, "b": {"households": 500}})
    one, two = (of_county(scenario, name) for name in "ab")
    assert one.province is None and one.seed == own_seed(scenario.seed, "a") != two.seed
    assert one.households == 500 and one.world["income_scale"] == scenario.world["income_scale"]


@pytest.fixture(scope="module")
def opened():
    """The same county, and as remote, as poor in land or in income as may be."""
    base = load("quick_look", households=600, villages=12, **SMALL)
    away = {"usual": {}, "remote": {"remoteness": 0.8}, "land": {"land": 0.5}}
    found = {name: load("quick_look", households=600, villages=12, county=own, **SMALL)
             if own else base for name, own in away.items()}
    return {name: open_society(one, 1) for name, one in found.items()}


def test_remoteness_is_the_mean_of_the_villages(opened):
    assert opened["remote"].villages.remoteness.mean() == pytest.approx(0.8, abs=0.06)
    assert opened["usual"].villages.remoteness.mean() == pytest.approx(0.5, abs=0.12)
    assert opened["remote"].villages.services.mean() < opened["usual"].villages.services.mean()


def test_less_land_is_less_land_and_less_harvest(opened):
    half, whole = opened["land"].households, opened["usual"].households
    assert half.land.sum() == pytest.approx(whole.land.sum() / 2)
    assert half.land_factor.sum() < whole.land_factor.sum()


def test_a_province_is_not_rescaled_and_has_a_number_of_replications():
    with pytest.raises(ScenarioError, match="replications: are added for one county"):
        until = {"until": {"measure": "fgt0", "half_width": 0.01}}
        drawn(2, replications=until, arms=ARMS | {"cash": {"income_floor": {}}})
    with pytest.raises(ScenarioError, match="rescale: fits one county to the headcount of 2011"):
        drawn(2, rescale=True)
