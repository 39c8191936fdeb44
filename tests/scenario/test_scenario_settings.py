"""Settings find what they mean; merge keys merge; numbers of NumPy and pandas are numbers."""

import numpy as np
import pandas as pd
import pytest

from sim.scenario import ScenarioError, load, load_for_command

PAIRING = "village_household_pairing"
FILE = f"""
name: mine
arms:
  none: {{}}
  cash: {{universal_transfer: {{}}, growth: {{share: 0.5}}}}
  pair: {{{PAIRING}: {{}}}}
  both: {{{PAIRING}: {{}}, growth: {{}}}}
"""


@pytest.mark.parametrize(
    ("setting", "where"),
    [
        ("wage_growth=0.1", [("world", "wage_growth", 0.1)]),
        ("world.wage_growth=0.1", [("world", "wage_growth", 0.1)]),
        ("wage_growth.2015=0.1", [("world", "wage_growth", {2015: 0.1})]),
        ("leak=0.4", [("cash", "growth", "leak", 0.4), ("both", "growth", "leak", 0.4)]),
        ("cash.leak=0.4", [("cash", "growth", "leak", 0.4), ("both", "growth", "leak", 0.2)]),
        ("growth.leak=0.4", [("both", "growth", "leak", 0.4)]),
        (f"{PAIRING}.cadre_ratio=0.1", [("pair", PAIRING, "cadre_ratio", 0.1)]),
        ("pair.cadre_ratio=0.1", [("both", PAIRING, "cadre_ratio", 0.02)]),
        ("world.cadre_ratio=0.1", [("pair", PAIRING, "cadre_ratio", 0.02)]),
    ],
)
def test_a_setting_finds_what_it_means(write, setting, where):
    scenario = load_for_command(write(FILE), [setting])
    for *path, value in where:
        if path[0] == "world":
            assert scenario.world[path[1]] == value
        else:
            arm, strategy, parameter = path
            assert scenario.arms[arm][strategy].parameters[parameter] == value


def test_a_setting_that_means_several_things_is_refused_with_all_of_them(write):
    with pytest.raises(ScenarioError) as caught:
        load_for_command(write(FILE), ["cadre_ratio=0.1"])
    (line,) = caught.value.problems
    assert "world.cadre_ratio" in line and f"arms.pair.{PAIRING}.cadre_ratio" in line


def test_python_finds_the_same(write):
    assert load(write(FILE), wage_growth=0.1).world["wage_growth"] == 0.1


def test_the_size_of_villages_is_kept_by_a_setting_too(write):
    path = write(FILE + "county: {households: 1000, villages: 5}\n")
    assert load_for_command(path, ["households=2000"]).villages == 10
    assert load_for_command(path, ["county.households=2000"]).villages == 5


MERGE = """
arms:
  none: {}
  cash: &cash {universal_transfer: {share: 0.5}}
  more: &more {universal_transfer: {share: 0.2}, growth: {}}
  both:
    <<: *cash
    income_floor: {share: 0.5}
  first: {<<: [*cash, *more]}
  own: {<<: *cash, universal_transfer: {share: 0.9}}
"""


def test_merge_keys_add_what_is_not_said(write):
    arms = load(write(MERGE)).arms
    assert list(arms["both"]) == ["income_floor", "universal_transfer"]
    assert arms["both"]["universal_transfer"].share == 0.5
    assert list(arms["first"]) == ["growth", "universal_transfer"]
    assert arms["first"]["universal_transfer"].share == 0.5
    assert arms["own"]["universal_transfer"].share == 0.9


def test_a_bomb_of_merge_keys_is_refused(write):
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{k}: &a{k} {{<<: [*a{k - 1}, *a{k - 1}]}}" for k in range(1, 40)]
    with pytest.raises(ScenarioError, match="aliases"):
        load(write("\n".join(lines)))


@pytest.mark.parametrize(
    ("key", "value", "plain"),
    [
        ("seed", np.int64(3), 3),
        ("seed", np.arange(5)[4], 4),
        ("budget", pd.DataFrame({"budget": [100, 200]}).budget.iloc[1], 200.0),
        ("budget", np.float32(150), 150.0),
        ("budget", {np.int64(2012): np.float64(50)}, {2012: 50.0}),
        ("replications", np.uint8(7), 7),
    ],
)
def test_numbers_of_numpy_and_pandas_are_numbers(write, key, value, plain):
    found = getattr(load(write(FILE), **{key: value}), key)
    assert found == plain and not isinstance(found, np.generic)
    assert load(write(FILE), **{key: value}).hash == load(write(FILE), **{key: plain}).hash


def test_a_flag_that_shortens_the_horizon_cuts_what_the_file_says_of_later_years(write):
    text = FILE + "budget: {2012: 90, 2018: 200}\nworld: {wage_growth: {2018: 0.1}}\n"
    cut = load_for_command(write(text), ["years=3"])
    assert cut.budget == {2012: 90.0} and cut.world["wage_growth"] == 0.03
    assert load(write(cut.to_yaml())) == cut
    assert load_for_command(write(text), ["years=3", "budget.2012=null"]).budget == 0.0
    with pytest.raises(ScenarioError, match="budget.2018: comes after"):
        load(write(text + "horizon: {years: 3}\n"))
    with pytest.raises(ScenarioError, match="budget.2050: comes after"):
        load(write(FILE), years=3, budget={2050: 100})
