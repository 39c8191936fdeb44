"""Sweep files: what they mean, and what is said of those that are wrong."""

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from sim.scenario import Scenario, ScenarioError
from sim.scenario.declared import world_parameters
from sim.scenario.find import shipped, shipped_sweeps
from sim.scenario.problems import Problems
from sim.sweeps import designs, kinds
from sim.sweeps.factors import LEVER, UNCERTAINTY, Factor
from sim.sweeps.read import load
from sim.sweeps.terms import Sweep

SMALL = {"county": {"households": 300, "villages": 2}, "horizon": {"years": 2}, "replications": 2}
FILE = {
    "name": "small", "scenario": "quick_look", "set": SMALL, "arms": ["none", "pairing"],
    "levers": {"budget": [50, 150],
               "arms.pairing.village_household_pairing.overhead": [0.03, 0.1]},
    "uncertainties": {"world.drought_chance": {}, "world.bank_rate": {"low": 0.05, "high": 0.1}},
    "design": {"kind": "latin-hypercube", "points": 5},
}  # fmt: skip


def test_levers_are_crossed_and_worlds_are_shared():
    sweep = load(FILE)
    worlds = [(p["world.drought_chance"], p["world.bank_rate"]) for p in sweep.points]
    levers = [(p["budget"], p["arms.pairing.village_household_pairing.overhead"]) for p in sweep.points]
    assert len(sweep.points) == 20 and sweep.number_of_worlds == 5
    assert len(set(worlds)) == 5 and worlds == sorted(worlds, key=worlds.index)
    assert levers == 5 * [(50, 0.03), (50, 0.1), (150, 0.03), (150, 0.1)]


def test_a_point_is_the_scenario_with_its_values():
    sweep = load(FILE)
    there, base = sweep.scenario(3), sweep.scenario(0)
    assert there.budget == 150 and base.budget == 50
    assert there.world["drought_chance"] == sweep.points[3]["world.drought_chance"]
    assert there.arms["pairing"]["village_household_pairing"].parameters["overhead"] == 0.1
    assert there.households == 300 and list(there.arms) == ["none", "pairing"]
    assert {name for name in there.world if there.world[name] != base.world[name]} == set()


def test_what_a_point_resolves_to_needs_no_second_look():
    moving = FILE["set"] | {"world": {"wage_growth": {2012: 0.02}}, "budget": {2012: 90, 2013: 150}}
    levers = {"arms.pairing.village_household_pairing.overhead": [0, 0.1]}
    sweep = load(FILE | {"set": moving, "levers": levers})
    for point in range(len(sweep.points)):
        checked = Scenario(**sweep.resolved(point, Problems()))
        assert sweep.scenario(point) == checked and repr(sweep.scenario(point)) == repr(checked)
        assert sweep.scenario(point).hash == checked.hash


def test_ranges_are_the_declared_ones_unless_told():
    low, high = load(FILE).factors[2:]
    assert (low.low, low.high, low.unit) == (0.05, 0.25, "chance/year")
    assert (high.low, high.high, high.role) == (0.05, 0.1, UNCERTAINTY)


def test_a_stored_sweep_is_the_same_sweep():
    sweep = load(FILE)
    again = Sweep.stored(sweep.tree)
    assert again.hash == sweep.hash and again.scenario(7) == sweep.scenario(7)
    assert load(FILE | {"design": {"kind": "latin-hypercube", "points": 6}}).hash != sweep.hash


@pytest.mark.parametrize("name", shipped_sweeps())
def test_shipped_sweeps_are_fine_and_no_scenarios(name):
    """A file with a section of a kind of experiment is one of that kind."""
    keys = yaml.safe_load(shipped_sweeps()[name].read_text(encoding="utf-8"))
    kind = next((kind for kind in kinds.find() if kind in keys), "sweep")
    assert len(load(name, kind=kind).points) > 1 and name not in shipped()


def test_a_file_of_another_kind_of_experiment_is_sent_there():
    with pytest.raises(ScenarioError, match="unknown key .it is read by antipoverty robustness"):
        load(FILE | {"robustness": {}})


@pytest.mark.parametrize(("key", "value", "said"), [
    ("scenario", "quick_lok", "scenario: 'quick_lok': no such file, and no shipped scenario of that "
     "name (did you mean quick_look?)"),
    ("arms", ["none", "pairin"], "arms.1: 'pairin' is no arm of the scenario (did you mean pairing?)"),
    ("arms", [], "arms: must be a list of arms"),
    ("levers", {"budgt": [1]}, "levers.budgt: unknown key (did you mean budget?)"),
    ("levers", {"budget": []}, "levers.budget: names no value"),
    ("levers", {"budget": [50, 50]}, "levers.budget.1: 50 stands here twice"),
    ("levers", {"budget": [-1]}, "levers.budget.0: must be a number between 0 and"),
    ("levers", {"world.wage": [5000]}, "levers.world.wage: belongs to the uncertainties"),
    ("levers", {"overhead": [0.1]}, "cannot be swept: a factor is budget, finance, targeting, "
     "world.PARAMETER or arms.ARM.STRATEGY.PARAMETER (did you mean "
     "arms.pairing.village_household_pairing.overhead?)"),
    ("levers", {"seed": [1, 2]}, "levers.seed: cannot be swept"),
    ("uncertainties", {"budget": [50]}, "uncertainties.budget: belongs to the levers"),
    ("uncertainties", {"world.bank_rate": {"low": 0.5}}, "bank_rate.low: must be a number between"),
    ("uncertainties", {"world.bank_rate": {"lo": 0.05}}, "rate.lo: unknown key (did you mean low?)"),
    ("uncertainties", {"world.bank_rate": {"low": 0.1, "high": 0.05}}, "high: must be above low (0.1)"),
    ("design", {"kind": "latin"}, "design.kind: must be one of ends, grid, latin-hypercube, leave-out, "
     "morris, points, sobol"),
    ("design", {"kind": "sobol"}, "design.points: is needed: how many, of kind sobol"),
    ("design", {"kind": "grid", "points": 4}, "design.points: the points of kind grid follow from"),
    ("desing", {}, "desing: unknown key (did you mean design?)"),
])  # fmt: skip
def test_a_mistake_is_told_by_its_place(key, value, said):
    with pytest.raises(ScenarioError) as error:
        load(FILE | {key: value})
    assert said in str(error.value)


def test_all_mistakes_are_told_at_once_with_file_line_and_column(tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("name: not good\nscenario: quick_look\nlevers: {budget: [-1]}\n"
                    "design: {kind: grit}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as error:
        load(file)
    assert [line.partition(": ")[0] for line in error.value.problems] == [
        f"{file}:1:7", f"{file}:3:19", f"{file}:4:16"]


def test_what_the_world_of_a_point_cannot_bear_is_told_where_the_factor_stands(tmp_path):
    file = tmp_path / "dear.yaml"
    file.write_text("scenario: quick_look\nlevers:\n"
                    "  arms.pairing.village_household_pairing.cadre_ratio: [0.05, 0.12]\n")
    with pytest.raises(ScenarioError, match=r"dear.yaml:3:55: .*asks for 0.12 cadres"):
        load(file)


spans = some.lists(some.tuples(some.floats(-5, 5), some.floats(0.1, 5)), min_size=1, max_size=4)


@given(spans, some.integers(1, 20), some.sampled_from(["latin-hypercube", "sobol"]))
def test_samples_keep_to_their_ranges_and_to_their_number(spans, number, kind):
    factors = [Factor(f"world.x{k}", UNCERTAINTY, "", low=low, high=low + width)
               for k, (low, width) in enumerate(spans)]  # fmt: skip
    points = list(designs.find()[kind].points(factors, number, 7))
    assert len(points) == number
    lows, highs = ([getattr(f, end) for f in factors] for end in ("low", "high"))
    assert (np.array(points) >= lows).all() and (np.array(points) <= highs).all()


def test_a_latin_hypercube_takes_every_slice_once():
    factor = Factor("world.x", UNCERTAINTY, "", low=0.0, high=1.0)
    values = [point[0] for point in designs.find()["latin-hypercube"].points([factor], 10, 3)]
    assert sorted(int(10 * value) for value in values) == list(range(10))


def test_more_points_of_a_sobol_sequence_begin_with_the_same():
    factors = [Factor(f"world.x{k}", UNCERTAINTY, "", low=0.0, high=1.0) for k in range(3)]
    few, many = (list(designs.find()["sobol"].points(factors, number, 3)) for number in (5, 37))
    assert many[:5] == few


def test_ends_move_one_factor_at_a_time_from_the_scenario():
    sweep = load(FILE | {"design": {"kind": "ends"}, "levers": {}})
    assert [sorted(point) for point in sweep.points] == [
        [], *2 * [["world.drought_chance"]], *2 * [["world.bank_rate"]]]
    assert [point.get("world.bank_rate") for point in sweep.points[3:]] == [0.05, 0.1]


def test_named_values_and_whole_numbers():
    lever = Factor("finance", LEVER, "name", values=("outside", "local"))
    assert lever.levels == ("outside", "local") and lever.at(0.99) == "local"
    years = Factor("world.y", UNCERTAINTY, "years", low=1, high=4, whole=True)
    assert [years.at(share) for share in (0.0, 0.24, 0.26, 0.99, 1.0)] == [1, 1, 2, 4, 4]


def test_a_new_design_is_a_file(tmp_path, monkeypatch):
    (tmp_path / "middles.py").write_text(
        "NUMBERED = False\n\n\ndef points(factors, number, seed):\n"
        '    """The middle of everything."""\n'
        "    yield tuple(factor.at(0.5) for factor in factors)\n", encoding="utf-8")
    monkeypatch.setattr(designs, "__path__", [*designs.__path__, str(tmp_path)])
    sweep = load(FILE | {"design": {"kind": "middles"}, "levers": {}})
    assert sweep.points[0]["world.drought_chance"] == pytest.approx(0.15)


def test_a_design_of_more_points_than_can_be_run_is_refused_at_once():
    with pytest.raises(ScenarioError, match="sweep: design: makes more than 1,000,000 points"):
        load(FILE | {"uncertainties": {"world.*": {}}, "design": {"kind": "grid"}})
    with pytest.raises(ScenarioError, match="makes more than 1,000,000 points"):
        load(FILE | {"levers": {"budget": {"steps": 1000}}, "design": {"kind": "sobol", "points": 1001}})


def test_what_a_strategy_does_may_be_uncertain_but_not_twice():
    path = "arms.pairing.village_household_pairing"
    uncertain = {f"{path}.*": {"within": 0.5}, f"{path}.cadre_ratio": [0.05, 0.06]}
    every = load(FILE | {"uncertainties": uncertain, "levers": {"budget": [50, 150]}})
    assert {factor.role for factor in every.factors[1:]} == {UNCERTAINTY} and every.number_of_worlds == 5
    assert len({point[f"{path}.overhead"] for point in every.points}) == 5
    with pytest.raises(ScenarioError, match=f"{path}.overhead: is one of the levers, too"):
        load(FILE | {"uncertainties": {f"{path}.overhead": {}}})


def test_every_declared_number_is_swept_within_its_range_and_whole_only_where_it_is_declared_so():
    every = {"uncertainties": {"world.*": {}}, "design": {"kind": "latin-hypercube", "points": 30}}
    sweep = load({"scenario": "quick_look", "arms": ["none", "universal-cash"]} | every)
    declared = world_parameters()
    for factor in sweep.factors:
        own = declared[factor.path.removeprefix("world.")]
        values = [point[factor.path] for point in sweep.points]
        assert own.low <= min(values) and max(values) <= own.high
        assert own.whole == all(type(value) is int for value in values)


@pytest.mark.parametrize(("path", "said"), [
    ("arms.pairng.village_household_pairing.overhead", "is no arm that is run .did you mean pairing"),
    ("arms.pairing.village_houshold_pairing.overhead", "has no strategy .* .did you mean village"),
    ("arms.pairing.village_household_pairing.overhaed", "PARAMETER .did you mean overhead"),
    ("arms.universal-cash.universal_transfer.share", "is no arm that is run"),  # but of the scenario
    ("budgt", "did you mean budget"),
    ("world.drought", "did you mean drought_chance"),  # it begins so; dropout is spelt alike
])  # fmt: skip
def test_a_factor_that_is_misspelt_is_refused_with_the_nearest_name(path, said):
    with pytest.raises(ScenarioError, match=said):
        load(FILE | {"levers": {path: [0.1, 0.2]}})


def test_the_line_by_which_poverty_is_measured_is_no_part_of_the_world():
    sweep = load(FILE | {"uncertainties": {"world.*": {"within": 0.5}}})
    assert "world.poverty_line" not in {factor.path for factor in sweep.factors}
    named = load(FILE | {"uncertainties": {"world.poverty_line": {"within": 0.1}}})
    assert named.factors[-1].path == "world.poverty_line"


@pytest.mark.parametrize("seed", ["x", -1, True])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(ScenarioError, match="seed: must be a number|seed: must be a whole"):
        load(FILE | {"set": FILE["set"] | {"seed": seed}})
