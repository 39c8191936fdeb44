"""Levers move a scenario within what is declared; what is wrong, or comes to do harm, moves nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.explore.levers import OF_COUNTY, Levers, begin, of_address
from sim.ground.errors import InputError
from sim.scenario import declared, load
from sim.scenario.short import short_yaml
from sim.scenario.small import MOST, made_small

OVERHEAD = "arms.pairing.village_household_pairing.overhead"
START = begin(load("quick_look"))


def refused(how):
    """The sentences with which something is refused."""
    with pytest.raises(InputError) as caught:
        how()
    return "\n".join(caught.value.problems)


def test_the_page_begins_as_the_scenario_says_and_offers_every_strategy():
    assert START.scenario().hash == load("quick_look").hash
    acting = {name for uses in START.offered.values() for name in uses}
    assert acting == set(declared.strategies())


@pytest.mark.parametrize(("name", "value"), [
    ("households", 600), ("years", 4), ("budget", 80.5), ("replications", 3), ("seed", 7),
    (OVERHEAD, 0.2),
    ("arms.pairing.village_household_pairing.only", ["job_brokering", "cadre_household"]),
    ("arms.asset-redistribution.asset_redistribution.training", False), ("after", 2),
    ("finance", "local"), ("targeting", "oracle"),
])  # fmt: skip
def test_a_lever_that_is_moved_is_saved_and_read_again(name, value, tmp_path):
    moved = START.moved(name, value)
    file = tmp_path / "saved.yaml"
    file.write_text(short_yaml(moved.scenario()), encoding="utf-8")
    again = load(file)
    assert again.hash == moved.scenario().hash != START.scenario().hash
    assert begin(again).value(name) == moved.value(name) == (
        tuple(value) if isinstance(moved.value(name), tuple) else value)  # fmt: skip


def test_villages_keep_their_size():
    assert START.moved("households", 3000).scenario().villages == 15


def test_what_is_moved_there_and_back_is_the_scenario_of_before_under_a_name_of_its_own():
    there = START.moved(OVERHEAD, 0.2).moved("households", 2000)
    back = there.moved(OVERHEAD, START.value(OVERHEAD)).moved("households", 1000)
    told = short_yaml(back.scenario())
    assert told.startswith("name: quick-look-explored\n") and told.count("explored") == 2
    assert told.replace("-explored", "").replace(" (explored)", "") == short_yaml(START.scenario())


NUMBERS = [(f"arms.{name.replace('_', '-')}.{name}.{key}", parameter)
           for name, kind in declared.strategies().items() for key, parameter in kind.parameters.items()
           if parameter.kind == "number" and name.replace("_", "-") in START.offered]  # fmt: skip


@given(st.sampled_from(NUMBERS), st.booleans())
def test_no_lever_leaves_its_range(lever, above):
    name, parameter = lever
    beyond = parameter.high + 1 if above else parameter.low - 1
    assert f"{name}: must be a " in refused(lambda: START.moved(name, beyond))


@pytest.mark.parametrize(("name", "value", "said"), [
    ("households", 5001, "at most 5,000"), ("households", "many", "must be a number"),
    ("households", None, "has no value"), ("replications", 6, "at most 5"), ("years", 16, "at most 15"),
    ("budget", -1, "between 0 and 100,000"), ("budget", float("nan"), "finite"),
    ("budget", {"2012": 5}, "must be a year"), ("seed", 0.5, "whole number"),
    ("replications", {"until": {"measure": "fgt0", "half_width": 0.1}, "most": 5}, "no place on this"),
    ("finance", "nobody", "must be one of"),
    ("arms.pairing.village_household_pairing.share", 1, "no lever"),
    ("county.survey", "/etc/passwd", "no lever"), ("world.wage_growth", 0.1, "no lever"),
    ("arms.pairing.village_household_pairing.overhed", 0.1, "no lever"),
    ("arms.nobody.growth.share", 1, "no lever"), ("", 1, "no lever"), ("__class__", 1, "no lever"),
])  # fmt: skip
def test_a_wrong_move_is_refused_in_a_sentence(name, value, said):
    before = short_yaml(START.scenario())
    assert said in refused(lambda: START.moved(name, value))
    assert short_yaml(START.scenario()) == before


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.text(max_size=8), inner, max_size=3), max_leaves=8)  # fmt: skip


@settings(max_examples=40)
@given(st.sampled_from([*OF_COUNTY, OVERHEAD, "arms.pairing.village_household_pairing.only"]), JSON)
def test_whatever_a_browser_sends_a_lever_is_in_its_range_or_refused(name, value):
    try:
        moved = START.moved(name, value)
    except InputError as error:
        assert all(error.problems)
    else:
        assert moved.scenario().households <= MOST["households"]


def test_shares_of_strategies_that_act_together_are_levers():
    mixed = begin(load("quick_look", arms={"none": {}, "mix": {"growth": {}, "two_factor": {}}}))
    less = mixed.moved("arms.mix.growth.share", 0.2)
    assert less.moved("arms.mix.two_factor.share", 0.8).value("arms.mix.two_factor.share") == 0.8
    assert "more than 1" in refused(lambda: mixed.moved("arms.mix.growth.share", 0.9))


def test_arms_are_ticked_and_unticked():
    other = START.with_arm("pairing", False).with_arm("growth", True)
    assert list(other.scenario().arms) == ["none", "asset-redistribution", "universal-cash", "growth"]
    assert "baseline stays" in refused(lambda: START.with_arm("none", False))
    assert "no arm of that name" in refused(lambda: START.with_arm("nobody", True))
    full = START.with_arm("growth", True).with_arm("two-factor", True)
    assert "at most 6 arms" in refused(lambda: full.with_arm("income-floor", True))


@pytest.mark.parametrize(("text", "said"), [
    ("arms: !!python/object/apply:os.system ['true']", "has no place here"),
    ("arms: {none: {}}\nextends: ../../etc/passwd", "extends: has no place in an address"),
    ("arms: {none: {}}\ncounty: {survey: /etc/passwd}", "'survey' has no place in an address"),
    ("arms: {none: {}}\nworlds: gansu-2011", "worlds: has no place in an address"),
    ("arms: {none: {}}\nworlds: {ensemble: /etc/passwd.csv}", "worlds: has no place in an address"),
    ("arms: {none: {}}\nprovince: {counties: ../counties.csv}", "province: has no place in an address"),
    ("arms: {all: {two_factor: {}}}\ndesign: {coalitions: all}", "design: has no place in an address"),
    ("arms: {none: {}}\ncounty: {households: 1000000}", "at most 5,000"),
    ("arms: {none: {}}\nreplications: 9999", "at most 5"),
    ("arms: {none: {}}\nhorizon: {years: 90}", "at most 15"),
    ("arms: {none: {}, a: {}, b: {}, c: {}, d: {}, e: {}, f: {}}", "at most 6"),
    ("arms: {none: {}}\nhorizonn: 3", "did you mean horizon?"),
    ("arms: {none: {grwth: {}}}", "did you mean growth?"),
    ("arms: {none: {}}\nname: ../../there", "letters, digits"),
    ("a: &a [x]\nb: &b [*a, *a]\n" + "c: [" + "*b," * 7_000 + "]", "more than"),
    ("[" * 1_000, "nested"), ("none", "must hold"), ("", "is empty"), ("\0", "character"),
])  # fmt: skip
def test_a_hostile_address_is_refused_in_a_sentence(text, said):
    assert said in refused(lambda: of_address(text))


@given(st.text(max_size=200) | st.text("arms: {none}\n-!&*[]#'\"|>%@`?,0123456789", max_size=200))
def test_any_text_of_an_address_is_a_scenario_or_refused(text):
    try:
        assert isinstance(of_address(text), Levers)
    except InputError as error:
        assert all(error.problems)


def test_a_large_scenario_is_made_small_and_it_is_said():
    large = load("seven_strategies")
    small, told = made_small(large)
    assert begin(large).scenario() == begin(small).scenario() == small
    assert set(large.arms) <= set(begin(large).offered)
    assert (small.households, small.villages, len(small.arms)) == (5000, 25, 6)
    assert small.baseline in small.arms and len(told) == 3
    assert made_small(small) == (small, [])


@pytest.mark.parametrize("name", [
    "province_small", pytest.param("seven_strategies_in_worlds", marks=pytest.mark.slow),
])  # fmt: skip
def test_what_the_page_has_no_room_for_is_said(name):
    assert "antipoverty run" in refused(lambda: begin(load(name)))
