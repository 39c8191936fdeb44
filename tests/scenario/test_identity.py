"""A strategy of one's own is its code and what it closes over; a scenario cannot change."""

import dataclasses
import functools
import importlib
import subprocess
import sys
import threading
import types

import numpy as np
import pytest

import sim
from sim.ground.identity import identity_of
from sim.scenario import ScenarioError

RATE = 1
HELPERS = types.ModuleType("helpers_of_mine")
HELPERS.rate = 1


@pytest.fixture(autouse=True)
def declarations():
    """The real declarations, not the stand-ins of the other tests here."""


def tools(yuan=1.0, base=sim.Strategy, **own):
    fee = own.get("fee", 0)

    def act(self, county, purse, year, fee=fee):
        purse.pay(county.households, county.households.persons * yuan + fee, "tools")

    return type("Tools", (base,), {"act": act} | own)


@functools.cache
def cached(x):
    return RATE * x


def by_global(self, county, purse, year):
    purse.pay("rest_of_world", RATE, "tools")


def by_module(self, county, purse, year):
    purse.pay("rest_of_world", HELPERS.rate, "tools")


def by_cache(self, county, purse, year):
    purse.pay("rest_of_world", cached(2), "tools")


def test_the_same_made_twice_is_the_same():
    assert identity_of(tools(3)) == identity_of(tools(3)) is not None


class Half(sim.Strategy):
    def share(self):
        return 0.5


class Third(sim.Strategy):
    def share(self):
        return 0.3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (tools(1), tools(2)),
        (tools(fee=1), tools(fee=2)),
        (tools(table=np.arange(3)), tools(table=np.arange(4))),
        (tools(table={"a": [1, 2]}), tools(table={"a": [1, 3]})),
        (tools(share=functools.partial(max, 1)), tools(share=functools.partial(max, 2))),
        (tools(share=property(lambda self: 1)), tools(share=property(lambda self: 2))),
        (tools(share=staticmethod(lambda: 1)), tools(share=staticmethod(lambda: 2))),
        (tools(parameters={"x": sim.Parameter(1.0, "", 0, 2, "assumption", "")}),
         tools(parameters={"x": sim.Parameter(1.5, "", 0, 2, "assumption", "")})),
        (tools(base=Half), tools(base=Third)),
        (tools(part=Half), tools(part=Third)),
        (tools(targeted=True), tools(targeted=False)),
    ],
)
def test_whatever_decides_makes_another(one, other):
    assert None not in (identity_of(one), identity_of(other))
    assert identity_of(one) != identity_of(other)


@pytest.mark.parametrize("act", [by_global, by_cache])
def test_a_global_that_changed_makes_another(act, monkeypatch):
    kind = tools(act=act)
    before = identity_of(kind)
    monkeypatch.setitem(globals(), "RATE", 2)
    assert identity_of(kind) not in (before, None)


def test_a_module_of_ones_own_that_changed_makes_another(monkeypatch):
    kind = tools(act=by_module)
    before = identity_of(kind)
    monkeypatch.setattr(HELPERS, "rate", 2)
    assert identity_of(kind) not in (before, None)


def test_what_cannot_be_told_has_no_identity_and_never_the_same_hash():
    kind = tools(lock=threading.Lock())
    assert identity_of(kind) is None
    scenario = sim.load("quick_look", arms={"none": {}, "tools": kind})
    assert scenario.hash != scenario.hash


def test_comments_and_place_are_no_content(tmp_path, monkeypatch):
    text = "import sim\nclass Gift(sim.Strategy):\n    def act(self, county, purse, year): {}\n"
    monkeypatch.syspath_prepend(tmp_path)
    found = []
    for name, source in (("gift_a", text.format("pass")),
                         ("gift_b", "# a remark\n\n" + text.format("pass  # nothing")),
                         ("gift_c", text.format("return 3"))):
        (tmp_path / f"{name}.py").write_text(source)
        found.append(identity_of(importlib.import_module(name).Gift))
    assert found[0] == found[1] != found[2]


def test_an_identity_is_the_same_in_another_process(tmp_path):
    (tmp_path / "gift.py").write_text(
        "import sim\nNAMES = {'b', 'a', 'c'}\nclass Gift(sim.Strategy):\n"
        "    def act(self, county, purse, year):\n        return sorted(NAMES), 1.5\n")
    ask = ("import gift; from sim.ground.identity import identity_of; "
           "print(identity_of(gift.Gift))")
    told = {
        subprocess.run([sys.executable, "-c", ask], cwd=tmp_path, capture_output=True, text=True,
                       env={"PYTHONHASHSEED": str(seed), "PYTHONPATH": ":".join(sys.path)},
                       check=True).stdout
        for seed in (1, 2)
    }  # fmt: skip
    assert len(told) == 1 and len(told.pop().strip()) == 12


def test_an_edited_class_makes_another_scenario():
    hashes = [sim.load("quick_look", arms={"none": {}, "t": tools(yuan)}).hash for yuan in (10, 100)]
    assert hashes[0] != hashes[1]
    assert hashes[0] == sim.load("quick_look", arms={"none": {}, "t": tools(10)}).hash


def test_two_classes_of_one_name_are_refused():
    with pytest.raises(ScenarioError, match=r"Tools has the name tools, as another one handed over"):
        sim.load("quick_look", arms={"none": {}, "a": tools(1), "b": tools(2)})
    one = tools(1)
    assert sim.load("quick_look", arms={"none": {}, "a": one, "b": {one: {"share": 0.5}}})
    both = {"none": {}, "a": tools(1), "b": tools(2, name="tools_of_two")}
    assert list(sim.load("quick_look", arms=both).arms["b"]) == ["tools_of_two"]


def test_the_name_of_a_shipped_strategy_is_taken():
    kind = tools(name="growth")
    with pytest.raises(ScenarioError, match="has the name growth, as one known here has"):
        sim.load("quick_look", arms={"none": {}, "mine": kind, "shipped": {"growth": {}}})
    from sim.strategies.growth import Growth

    assert sim.load("quick_look", arms={"none": {}, "g": Growth}).arms["g"]["growth"].made_by is None


def test_nothing_in_a_scenario_can_be_changed():
    scenario = sim.load("quick_look", budget={2011: 100}, world={"wage_growth": {2011: 0.04}})
    use = next(iter(scenario.arms["pairing"].values()))
    for mapping in (scenario.world, scenario.arms, scenario.arms["pairing"], use.parameters,
                    scenario.budget, scenario.world["wage_growth"]):
        with pytest.raises(TypeError):
            mapping["wage_growth"] = 0.15
    for frozen, name in ((scenario, "seed"), (use, "share"), (scenario.record, "households")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(frozen, name, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"replications": 0}, "replications: must be a number between 1"),
        ({"seed": True}, "seed: must be a number"),
        ({"world": {"wage_growth": 7.0}}, "world.wage_growth: must be a number"),
        ({"world": {"wage_grwth": 0.1}}, "did you mean wage_growth"),
        ({"baseline": "nobody"}, "baseline: 'nobody' is no arm"),
        ({"budget": float("nan")}, "budget: must be a finite number"),
        ({"villages": 10**6}, "villages: must not exceed"),
    ],
)
def test_a_scenario_is_checked_however_it_is_made(change, sentence):
    with pytest.raises(ScenarioError, match=sentence):
        dataclasses.replace(sim.load("quick_look"), **change)


def test_a_scenario_made_by_replace_is_the_one_a_file_would_give():
    scenario = sim.load("quick_look")
    other = dataclasses.replace(scenario, budget=np.int64(200), seed=np.int64(5))
    assert other == sim.load("quick_look", budget=200, seed=5)
    assert other.hash == sim.load("quick_look", budget=200, seed=5).hash
