"""Whatever stands in the file of an experiment, the reader answers with it or with problems."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import ScenarioError
from sim.sweeps import kinds
from sim.sweeps.read import KEYS, load
from sim.sweeps.terms import Sweep

SMALL = "{households: 300, villages: 2}"
TEXTS = [
    f"name: a\nscenario: quick_look\nset: {{county: {SMALL}, replications: 2}}\narms: [none, pairing]\n"
    "levers:\n  budget: [50, 150]\n  arms.pairing.village_household_pairing.overhead: {low: 0.03}\n"
    "uncertainties:\n  world.drought_chance: {}\n  world.bank_rate: {low: 0.05, high: 0.10}\n",
    "scenario: seven_strategies\nuncertainties: {world.*: {within: 0.5}}\n",
]
DESIGNS = ["", "design: {kind: sobol, points: 2}\n", "design: {kind: ends}\n"]
PIECES = st.sampled_from([
    "\t", ":", "- ", "{", "}", "[", "]", "&a ", "*a", "!x ", "#", "'", '"', "\n", "  ", ".inf",
    "world.*", "null", "1e999", "levers: ", "within: 2", "? ", "|\n", "---\n", "\x00", "é", "steps: 1",
    "points: 0", "9" * 30, "true", "design: ", "\ud7ff", "!!set ", "<<: ", "@", "arms.*.*: ", "*: ",
    "arms.pairing: {}",
])  # fmt: skip
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
KINDS = st.sampled_from(sorted(kinds.find()))


def answer(given_, kind):
    """The problems of a file; an experiment without problems must be the same when it was stored."""
    try:
        sweep = load(given_, kind=kind)
    except ScenarioError as error:
        assert error.problems and all(line.isprintable() and len(line) < 1500 for line in error.problems)
        return error.problems
    assert sweep.points and Sweep.stored(sweep.tree).hash == sweep.hash
    return []


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz") / "file.yaml"


@settings(max_examples=40)
@given(st.sampled_from(TEXTS), st.sampled_from(DESIGNS), KINDS, st.data())
def test_mutated_files(file, text, design, kind, data):
    text += design
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 12))
        text = text[:start] + data.draw(PIECES | st.text(max_size=5)) + text[end:]
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    answer(str(file), kind)


@settings(max_examples=60)
@given(st.sampled_from([*KEYS, "design", *sorted(kinds.find())]), TREES, KINDS)
def test_any_value_under_any_key(key, value, kind):
    whole = {"scenario": "quick_look", "arms": ["none", "pairing"], "levers": {"budget": [50, 150]}}
    answer(whole | {key: value}, kind)


@settings(max_examples=25)
@given(st.sampled_from(["levers", "uncertainties"]),
       st.sampled_from(["budget", "world.wage", "world.*", "finance", "arms.pairing.*", "world", "*"]),
       TREES | st.fixed_dictionaries({}, optional={
           key: st.floats() | st.integers() | st.none() for key in ("low", "high", "steps", "within")}))
def test_any_span_of_any_factor(section, path, span):
    answer({"scenario": "quick_look", section: {path: span}}, "sweep")


@settings(max_examples=60)
@given(st.sampled_from(["design", "set", *sorted(kinds.find())]), st.data())
def test_any_value_of_any_key_inside(section, data):
    known = {"design": ["kind", "points"], "set": ["county", "arms", "world", "replications"]}
    keys = known.get(section) or sorted(kinds.find()[section].OPTIONS) or ["x"]
    inside = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(keys, TREES)))
    kind = section if section in kinds.find() else "sweep"
    whole = {"scenario": "quick_look", "arms": ["none", "pairing"], "levers": {"budget": [50, 150]}}
    answer(whole | {section: inside}, kind)
