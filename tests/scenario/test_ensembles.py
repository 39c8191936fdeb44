"""Worlds of an ensemble in scenario files: every fault at once, drawn, laid under the scenario."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.experiment import plan
from sim.ground.errors import InputError
from sim.scenario import Scenario, ScenarioError, load, worlds
from sim.scenario.in_world import in_world
from sim.scenario.worlds import drawn
from sim.sweeps.read import load as load_sweep

PAIRING = "village_household_pairing"
ARMS = {"none": {}, "pairing": {PAIRING: {}}, "frugal": {PAIRING: {"overhead": 0.01}}}
SMALL = {"years": 1, "households": 300, "arms": ARMS}
TABLE = f"""# three of them
world,world.drought_chance,strategies.{PAIRING}.overhead,strategies.growth.bias
a,0.05,0.02,farm
b,0.1,0.04,neutral
c,0.15,0.06,nonfarm
"""


@pytest.fixture(autouse=True)
def declarations():
    """The real declarations, not the stand-ins of the other tests here."""


@pytest.fixture(autouse=True)
def three(folder):
    Path("three.csv").write_text(TABLE)


def living(replications=3, **changes):
    given = {"worlds": "three.csv", "replications": replications}
    return load("quick_look", **SMALL | given | changes)


def faults(table=None, **changes):
    if table is not None:
        Path("three.csv").write_text(table)
    with pytest.raises(ScenarioError) as told:
        living(**changes)
    return told.value.problems


def overhead(scenario, arm="pairing"):
    return scenario.arms[arm][PAIRING].parameters["overhead"]


def test_each_replication_lives_in_its_world_and_every_arm_of_it_in_the_same():
    made = [in_world(living(), number) for number in (1, 2, 3)]
    assert [one.world["drought_chance"] for one in made] == [0.05, 0.1, 0.15]
    assert [overhead(one) for one in made] == [0.02, 0.04, 0.06]
    assert all(one.worlds is None for one in made)


def test_what_the_scenario_sets_holds_over_every_world():
    scenario = living(world={"drought_chance": 0.2})
    assert {in_world(scenario, number).world["drought_chance"] for number in (1, 2, 3)} == {0.2}
    assert {overhead(in_world(scenario, number), "frugal") for number in (1, 2, 3)} == {0.01}
    assert set(scenario.worlds.held) == {"world.drought_chance", f"arms.frugal.{PAIRING}.overhead"}
    default = load("quick_look").world["drought_chance"]
    at_default = living(world={"drought_chance": default})
    assert in_world(at_default, 1).world["drought_chance"] == default


def test_luck_lives_in_each_world_more_than_once():
    scenario = living(6, worlds={"ensemble": "three.csv", "luck": 2})
    chances = [in_world(scenario, number).world["drought_chance"] for number in range(1, 7)]
    assert chances == [0.05, 0.05, 0.1, 0.1, 0.15, 0.15]
    with pytest.raises(InputError, match="replication 7 lives in no world"):
        in_world(scenario, 7)


def test_a_stored_scenario_is_whole_without_the_file():
    scenario = living(world={"drought_chance": 0.2})
    text = scenario.to_yaml()
    Path("three.csv").unlink()
    Path("stored.yaml").write_text(text)
    assert load("stored.yaml") == scenario
    assert load("stored.yaml", replications=2).worlds.replications == 2
    assert overhead(in_world(load("stored.yaml", overhead=0.05), 1)) == 0.05
    assert replace(scenario, seed=5).worlds == scenario.worlds
    assert isinstance(in_world(scenario, 1), Scenario)


def test_a_heavy_world_may_come_twice_and_is_stored_so():
    Path("three.csv").write_text("world,weight,world.drought_chance\na,9,0.1\nb,1,0.2\nc,5,0.05\n")
    scenario = living()
    assert [world.name for world in scenario.worlds.drawn] == ["a", "a", "c"]
    Path("stored.yaml").write_text(scenario.to_yaml())
    assert load("stored.yaml") == scenario


def test_a_run_is_known_by_its_own_world_alone():
    three, two = plan.jobs(living()), plan.jobs(living(2))
    assert {job.identity for job in two} < {job.identity for job in three}
    Path("same.csv").write_text(TABLE.replace("\na,", "\nx,"))
    assert {job.identity for job in plan.jobs(living(worlds="same.csv"))} == {
        job.identity for job in three}  # fmt: skip
    arms = ARMS | {"pairing": {PAIRING: {"overhead": 0.04}}}
    alone = load("quick_look", **SMALL | {"arms": arms}, replications=3,
                 world={"drought_chance": 0.1})  # fmt: skip
    second = {job.arm: job.identity for job in three if job.replication == 2}
    assert {job.arm: job.identity for job in plan.jobs(alone) if job.replication == 2} == second


def test_the_number_of_replications_follows_or_must_agree():
    counted = {"ensemble": "three.csv", "count": 3, "luck": 2}
    Path("own.yaml").write_text("worlds: {ensemble: three.csv, count: 3, luck: 2}\narms: {none: {}}\n")
    assert load("own.yaml").replications == 6
    assert "are 3 worlds times 2 by `worlds`, and 5 here" in faults(replications=5, worlds=counted)[0]
    assert "4 replications need 4 worlds, and three has 3" in faults(replications=4)[0]
    odd = faults(replications=3, worlds={"ensemble": "three.csv", "luck": 2})
    assert "must be worlds times luck" in odd[0]


def test_everything_wrong_in_a_file_is_told_at_once_by_line_and_column():
    bad = ("world,weight,world.drought_chanc,strategies.growth.bias,world.income_scale,weight\n"
           "a,-1,0.1,farm,1,1\na,1,0.1,frm,99,1\nb c,1,0.1,farm,,1\nd,1\n")  # fmt: skip
    told = faults(bad)
    for place, words in {
        "1:3": "did you mean world.drought_chance?", "1:6": "the column 'weight' stands here twice",
        "2:2": "weight: must be a number of at least 0", "3:1": "the world 'a' stands on line 2, too",
        "3:4": "did you mean farm?", "3:5": "world.income_scale: must be a number between 0.3 and 3",
        "4:1": "a world's name must be", "4:5": "world.income_scale: has no value",
        "5:1": "has 2 cells under 6 column names",
    }.items():  # fmt: skip
        assert any(f"three.csv:{place}:" in one and words in one for one in told), (place, told)


@pytest.mark.parametrize(
    ("table", "words"),
    [("", "is empty"), ("world,world.drought_chance\n", "holds no world"),
     ("world\na\n", "has no column of a parameter"), ("world.drought_chance\n0.1\n", "no column world"),
     ("world,weight,world.drought_chance\na,0,0.1\n", "is 0 for every world")],
)  # fmt: skip
def test_a_table_without_worlds_says_what_it_lacks(table, words):
    assert any(words in one for one in faults(table, replications=1))


def test_a_missing_name_lists_the_ensembles_there_are(monkeypatch):
    Path("worlds_far_off.csv").write_text(TABLE)
    monkeypatch.setattr(worlds, "SHIPPED", Path())
    assert living(worlds="far-off").worlds.ensemble == "far-off"
    assert living(worlds="far-off").worlds.drawn == living().worlds.drawn
    (told,) = faults(worlds="far-of")
    assert "did you mean far-off?" in told and "shipped: far-off" in told
    assert "there is no file" in faults(worlds="absent.csv")[0]
    assert "lacks `ensemble`" in faults(worlds={"luck": 2})[0]


def test_what_goes_with_no_worlds_is_refused():
    until = {"until": {"measure": "fgt0", "half_width": 0.1}, "most": 3}
    assert "give replications as a number" in faults(replications=until)[0]
    province = {"counties": {"near": {"households": 100}, "far": {"households": 100}}}
    assert any("are of one county" in one for one in faults(province=province))
    Path("three.csv").write_text(TABLE.replace("world.drought_chance", "world.income_scale")
                                 .replace(",0.05,", ",1,").replace(",0.1", ",1.1"))
    assert any("of which every world has one of its own" in one for one in faults(rescale=True))
    sweep = {"scenario": "quick_look", "levers": {"budget": [50, 100]}, "set": {"worlds": "three.csv"}}
    with pytest.raises(ScenarioError, match="a sweep makes worlds of its own"):
        load_sweep(sweep)


def test_a_world_gives_a_strategy_no_more_than_it_has():
    table = (f"world,world.cadre_ratio,strategies.{PAIRING}.cadre_ratio\n"
             "a,0.08,0.05\nb,0.02,0.05\n")  # fmt: skip
    (told,) = faults(table, replications=2)
    assert "three.csv:3:3" in told and "asks for 0.05 cadres" in told
    Path("three.csv").write_text("world,world.cadre_ratio\nb,0.02\n")
    assert in_world(living(1), 1).world["cadre_ratio"] == 0.02  # the default of the strategy gives way


WEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=40).filter(any)


@given(WEIGHTS, st.integers(1, 40))
def test_worlds_are_drawn_as_often_as_they_weigh(weights, number):
    number = min(number, len(weights))
    times = np.bincount(drawn(weights, number), minlength=len(weights))
    assert times.sum() == number
    if len(set(weights)) > 1:
        expected = number * np.array(weights) / sum(weights)
        assert (np.abs(times - expected) < 1 + 1e-9).all()
        assert not times[np.array(weights) == 0].any()
    else:
        assert times[:number].tolist() == [1] * number
