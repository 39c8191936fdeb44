"""Schemas that editors read agree with the reader: they take what it takes, and see misspelt keys."""

import json
import re
from functools import cache

import pytest
from imports import ROOT
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from sim.scenario import ScenarioError, find, load
from sim.scenario.problems import Problems
from sim.scenario.read import read_text
from sim.strategies import find as strategies

FOLDER = ROOT / "scenarios" / "schemas"
KINDS = {"scenario": find.shipped, "experiment": find.shipped_sweeps, "trial": find.shipped_trials,
         "claim": find.shipped_claims}  # fmt: skip
FILES = [(kind, path) for kind, ours in KINDS.items() for path in ours().values()]


@cache
def schemas():
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}


@cache
def validator(kind):
    registry = Registry().with_resources(
        (name, Resource.from_contents(one)) for name, one in schemas().items()
    )
    return Draft202012Validator(schemas()[f"{kind}.json"], registry=registry)


def tree_of(text):
    """What a YAML text says, as JSON says it: keys are text."""
    return json.loads(json.dumps(read_text(text, "file", Problems()).tree))


def fine(kind, text):
    return validator(kind).is_valid(tree_of(text))


@pytest.mark.parametrize("name", [f"{kind}.json" for kind in KINDS])
def test_each_is_a_schema(name):
    Draft202012Validator.check_schema(schemas()[name])
    assert schemas()[name]["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("kind, path", FILES, ids=lambda item: getattr(item, "stem", item))
def test_a_shipped_file_names_its_schema_and_keeps_to_it(kind, path):
    text = path.read_text(encoding="utf-8")
    (named,) = re.findall(r"\A# yaml-language-server: \$schema=(\S+)\n", text)
    assert (path.parent / named).resolve() == FOLDER / f"{kind}.json"
    problems = [error.message for error in validator(kind).iter_errors(tree_of(text))]
    assert not problems


@pytest.mark.parametrize("name, changes", [
    ("quick_look", {"worlds": "gansu-2011", "replications": 3}), ("province_small", {}),
    ("attribution/two_factors", {}),
])  # fmt: skip
def test_a_stored_scenario_which_says_everything_keeps_to_it(name, changes):
    assert fine("scenario", load(name, **changes).to_yaml())


WHOLE = """
extends: quick_look
name: mine
title: Mine
county:
  {households: 500, villages: 5, remoteness: 0.4, land: 1.1, template: gansu-2011, survey: own.csv,
   columns: {persons: size, income: {column: income, per: year}},
   money: {currency: dong, price_year: 1998, deflator: 2.4, exchange: 2.8}, line: 1790}
horizon: {start: 2011, years: 5, after: 2}
seed: 3
replications: {until: {measure: fgt0, half_width: 0.01}, most: 30}
budget: {2012: 90, 2014: 150}
finance: mixed
targeting: own
world: {drought_chance: {2012: 0.1, 2013: 0.2}, saving_rule: constant_share}
record: {measures: [fgt0], lines: [national_1.25, 4000, {own: 1500}], groups: [{cause: [gini]}],
         households: 5, columns: [income]}
baseline: none
arms:
  none: {}
  all: {village_household_pairing: {only: [medical_aid, skill_training], from: 2012, share: 0.5}}
  pairing: null
design: {kind: coalitions, of: all, parts: {one: [medical_aid], two: [skill_training]}, money: added}
roles: {all: {role: whole, of: all, against: none}}
"""


def paths(tree, at=()):
    """The place of every key whose name nobody may choose."""
    for key, value in tree.items() if isinstance(tree, dict) else ():
        yield (*at, key)
        yield from paths(value, (*at, key))
    for place, item in enumerate(tree) if isinstance(tree, list) else ():
        yield from paths(item, (*at, place))


OWN = [("arms", "none"), ("arms", "all"), ("arms", "pairing"), ("roles", "all"),
       ("record", "lines", 2, "own"),
       ("design", "parts", "one"), ("design", "parts", "two")]  # fmt: skip
GIVEN = [path for path in paths(tree_of(WHOLE)) if path not in OWN]


def misspelt(path):
    tree = tree_of(WHOLE)
    place = tree
    for part in path[:-1]:
        place = place[part]
    place[f"{path[-1]}x"] = place.pop(path[-1])
    return tree


def test_a_file_with_every_kind_of_key_keeps_to_it():
    assert fine("scenario", WHOLE) and len(GIVEN) > 45


@pytest.mark.parametrize("path", GIVEN, ids=lambda path: ".".join(map(str, path)))
def test_a_misspelt_key_is_seen_at_every_level(path):
    assert not validator("scenario").is_valid(misspelt(path))


@pytest.mark.parametrize("kind, name, key", [
    ("experiment", "best_mix", "evaluations"), ("experiment", "drought_and_credit", "uncertainties"),
    ("trial", "progresa_schooling", "estimand"), ("trial", "progresa_schooling", "amount"),
    ("claim", "assets_last", "mechanism"), ("claim", "assets_last", "than"),
])  # fmt: skip
def test_a_misspelt_key_is_seen_in_other_files(kind, name, key):
    text = KINDS[kind]()[name].read_text(encoding="utf-8")
    assert fine(kind, text)
    assert not fine(kind, re.sub(rf"\b{key}:", f"{key}x:", text, count=1))


@pytest.mark.parametrize("change", [
    "world: {drought_chance: 0.9}", "world: {saving_rule: hoard}", "finance: nobody",
    "county: {households: 2}", "county: {households: 100.5}", "replications: 0",
    "record: {measures: [fgt9]}", "record: {groups: [age]}", "record: {lines: [nationl]}",
    "arms: {a: {growth: {share: 2}}}", "arms: {a: {growht: {}}}", "arms: {not a name: {}}",
    "arms: {a: {village_household_pairing: {only: [skil_training]}}}", "design: {kind: all, of: a}",
    "name: not a name", "budget: {12: 90}", "seed: many",
])  # fmt: skip
def test_what_the_reader_refuses_by_itself_the_schema_refuses(change, tmp_path):
    text = f"extends: quick_look\n{change}\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError):
        load(tmp_path / "mine.yaml")
    assert not fine("scenario", text)


def test_arms_are_needed_unless_another_file_has_them():
    assert not fine("scenario", "seed: 1\n") and fine("scenario", "extends: quick_look\n")


def test_every_strategy_is_known_with_all_its_parameters():
    known = schemas()["scenario.json"]["$defs"]
    ours = [name for name, kind in strategies().items() if kind.__module__.startswith("sim.")]
    assert sorted(known) == sorted(ours)
    for name, one in known.items():
        assert set(one["properties"]) == {"from", "until", "share", *strategies()[name].parameters}
