"""What a scenario means: layers, defaults, years, shares, and the way back to a file."""

import pickle
from dataclasses import replace

import pytest
import yaml

from sim.ground.parameters import number
from sim.scenario import Scenario, load, load_for_command, shipped
from sim.strategies import Strategy, made

ARMS = "arms: {none: {}, a: {growth: {}}}\n"


def test_defaults_are_those_of_the_contract(write):
    scenario = load(write(ARMS))
    assert (scenario.households, scenario.villages, scenario.start, scenario.years) == (
        20_000, 100, 2011, 9)
    assert (scenario.seed, scenario.replications, scenario.budget) == (2011, 20, 150.0)
    assert (scenario.finance, scenario.targeting) == ("outside", "common")
    assert scenario.baseline == "none"
    assert (scenario.name, scenario.title) == ("mine", "mine")
    record = scenario.record
    assert record.lines == ("national",) and record.groups == (
        "all", "quintile", "remoteness", "poor")
    assert len(record.measures) == 34 and record.households == 0


def test_extends_then_file_then_set_then_flags(write):
    write("seed: 1\nbudget: 1\nreplications: 1\ncounty: {households: 1000}\n" + ARMS, "base.yaml")
    child = write("extends: base.yaml\nbudget: 2\nreplications: 2\nhorizon: {years: 4}\n")
    scenario = load_for_command(child, ["replications=3", "seed=3"], {"seed": "4"})
    assert (scenario.budget, scenario.replications, scenario.seed) == (2.0, 3, 4)
    assert (scenario.households, scenario.years, scenario.name) == (1000, 4, "mine")


def test_mappings_merge_and_an_empty_value_takes_away(write):
    write("arms: {none: {}, a: {growth: {leak: 0.5}}, b: {two_factor: {}}}\n", "base.yaml")
    child = write("extends: base.yaml\narms: {a: {growth: {bias: farm}}, b: null}\n")
    scenario = load(child)
    assert list(scenario.arms) == ["none", "a"]
    assert scenario.arms["a"]["growth"].parameters == {"bias": "farm", "leak": 0.5}


def test_extends_is_relative_to_the_file_and_knows_shipped_names(write, folder):
    (folder / "deep").mkdir()
    write("extends: parent.yaml\n", "deep/child.yaml")
    write("seed: 7\n" + ARMS, "deep/parent.yaml")
    assert load("deep/child.yaml").seed == 7
    assert len(load(write("extends: seven_strategies\n")).arms) == 11


def test_households_flag_keeps_households_per_village(write):
    path = write("county: {households: 1000, villages: 20}\n" + ARMS)
    assert load_for_command(path, flags={"households": "500"}).villages == 10
    assert load_for_command(path, flags={"households": "60"}).villages == 2
    assert load(path, households=2000).villages == 40
    assert load(path, households=2000, villages=7).villages == 7
    assert load("seven_strategies", households=4000).villages == 20


def test_set_reaches_into_arms_and_years(write):
    path = write("budget: {2012: 10, 2014: 30}\n" + ARMS)
    scenario = load_for_command(path, ["arms.a.growth.leak=0.5", "budget.2014=40", "title=a b"])
    assert scenario.arms["a"]["growth"].parameters["leak"] == 0.5
    assert [scenario.budget_of(year) for year in (2011, 2012, 2013, 2014, 2020)] == [
        0, 10, 10, 40, 40]


def test_scalars_follow_yaml_1_2(write):
    scenario = load(write("title: no\nname: off\nbudget: 1e-3\ncounty: {households: 1e3}\n" + ARMS))
    assert (scenario.title, scenario.name) == ("no", "off")
    assert (scenario.budget, scenario.households) == (0.001, 1000)
    assert load(write("title: .5e3\n" + ARMS), title="x").title == "x"
    assert load(write("budget: .5e2\n" + ARMS)).budget == 50.0


def test_years_of_action_and_shares(write):
    scenario = load(write(
        "arms:\n  none: {}\n  a: {growth: {from: 2016, share: 0.4}, two_factor: {until: 2015},"
        " income_floor: {from: 2011}}\n"
    ))
    arm = scenario.arms["a"]
    assert list(arm) == ["growth", "income_floor", "two_factor"]
    assert (arm["growth"].from_year, arm["growth"].until) == (2016, 2020)
    assert (arm["two_factor"].from_year, arm["two_factor"].until) == (2012, 2015)
    assert arm["income_floor"].from_year == 2012
    assert [use.share for use in arm.values()] == pytest.approx([0.4, 0.3, 0.3])


def test_lines_have_one_spelling(write):
    path = write("record: {lines: [national, national_1.250, median_0.6, national_2.0]}\n" + ARMS)
    assert load(path).record.lines == ("national", "national_1.25", "median_0.6", "national_2")


@pytest.mark.parametrize("name", sorted(name for name in shipped() if "/" not in name))
def test_shipped_scenarios_survive_the_round_trip(name, write, real_declarations):
    scenario = load(name)
    again = load(write(scenario.to_yaml()))
    assert again == scenario and again.hash == scenario.hash
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_the_shipped_scenarios():
    assert sorted(name for name in shipped() if "/" not in name) == [
        "budget_levels", "exit_test", "growth_fast", "historical", "local_finance",
        "province_gansu", "province_small", "quick_look", "seven_strategies",
        "seven_strategies_in_worlds"]
    assert {name.split("/")[0] for name in shipped() if "/" in name} == {"attribution", "pairing"}
    assert load("budget_levels").arms["pairing-50"]["village_household_pairing"].share * 300 == 50
    assert load("exit_test").end == 2030
    assert load("exit_test").arms["pairing"]["village_household_pairing"].until == 2020
    assert load("local_finance").finance == "local"
    assert load("historical").budget_of(2020) == 600


def test_hash_sees_content_and_not_spelling(write):
    first = load(write(ARMS + "budget: 150\n")).hash
    assert load(write("budget: 150.0  # the same\n" + ARMS)).hash == first
    assert load(write(ARMS + "budget: 151\n")).hash != first
    assert load(write("arms: {a: {growth: {}}, none: {}}\n")).hash != first
    assert len(first) == 12 and int(first, 16) >= 0


def test_order_of_strategies_in_an_arm_is_no_content(write):
    one = load(write("arms: {none: {}, a: {growth: {}, two_factor: {}}}\n"))
    other = load(write("arms: {none: {}, a: {two_factor: {}, growth: {}}}\n"))
    assert one.to_yaml() == other.to_yaml() and one.hash == other.hash


class Gift(Strategy):
    """Gives."""

    name = "gift"
    title = "A gift"
    parameters = {"size": number(10.0, "yuan", 0, 100, "assumption", "size of the gift")}

    def act(self, county, purse, year) -> None:
        """Give."""


@pytest.mark.parametrize(
    "uses", [Gift, Gift(size=20.0), [Gift], {"gift": Gift(size=20.0)}, {Gift: {"size": 20}}])
def test_strategies_defined_in_python(uses):
    scenario = load("quick_look", arms={"mine": uses})
    assert list(scenario.arms) == ["none", "mine"]
    use = scenario.arms["mine"]["gift"]
    assert use.made_by is Gift and isinstance(made(use), Gift)
    assert use.parameters["size"] in (10.0, 20.0)
    assert isinstance(scenario, Scenario) and len(scenario.hash) == 12


def test_python_changes_merge_sections_and_replace_arms():
    scenario = load("growth_fast", world={"wage_growth": 0.08}, years=3, arms={"g": {"growth": {}}})
    assert scenario.world["wage_growth"] == 0.08 and scenario.world["farm_growth"] == 0.04
    assert list(scenario.arms) == ["none", "g"] and scenario.support_ends == 2014


def test_absolute_lines_and_followed_households_are_read_and_written(write, tmp_path):
    lines = "[national, 4000, {dollar_a_day: 1500, low: 800.5}, yuan_2.5]"
    path = write(f"record: {{lines: {lines}, households: 7, columns: [income, cash]}}\n" + ARMS)
    record = load(path).record
    assert record.lines == ("national", "yuan_4000", "dollar_a_day", "low", "yuan_2.5")
    assert dict(record.own_lines) == {
        "yuan_4000": 4000, "dollar_a_day": 1500, "low": 800.5, "yuan_2.5": 2.5
    }  # fmt: skip
    assert (record.households, record.columns) == (7, ("income", "cash"))
    again = tmp_path / "again.yaml"
    again.write_text(load(path).to_yaml())
    assert load(again) == load(path) and load(again).hash == load(path).hash
    assert load(path, record={"lines": 4000}).record.lines == ("yuan_4000",)
    assert load(path, record={"lines": "yuan_4000"}).hash == load(path, record={"lines": [4000]}).hash
    assert load(path, record={"lines": {"mine": 9}}).record.own_lines == (("mine", 9.0),)
    assert "income" in load(write("record: {households: 7}\n" + ARMS)).record.columns


def test_groups_are_crossed_with_measures_of_their_own(write):
    groups = "[quintile, {remoteness: [gini, fgt0]}, {cause: fgt1}]"
    path = write(f"record: {{groups: {groups}}}\n" + ARMS)
    scenario = load(path)
    record = scenario.record
    assert record.groups == ("all", "quintile", "remoteness", "cause")
    assert record.crossed == (("remoteness", ("gini", "fgt0")), ("cause", ("fgt1",)))
    assert load(write(scenario.to_yaml())) == scenario != load(write(ARMS))
    assert yaml.safe_load(scenario.to_yaml())["record"]["groups"] == [
        "all", "quintile", {"remoteness": ["gini", "fgt0"]}, {"cause": ["fgt1"]}
    ]  # fmt: skip
    given = {"record": {"groups": ["quintile", {"remoteness": ["gini", "fgt0"], "cause": ["fgt1"]}]}}
    assert load(write(ARMS), **given).hash == scenario.hash
    set_ = load_for_command(write(ARMS), [f"record.groups={groups}"])
    assert set_.record == record
    assert load(write(ARMS), record={"groups": {"cause": ["sen"]}}).record.groups == ("all", "cause")
    assert replace(scenario, seed=5).record == record


def test_groups_that_name_no_measures_leave_no_trace(write):
    scenario = load(write(ARMS))
    assert scenario.record.crossed == () and "groups:\n  - all\n  - quintile" in scenario.to_yaml()
