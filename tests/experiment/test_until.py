"""Replications are added until differences are known well enough, and what comes of it is the same
however one got there."""

from dataclasses import replace

import experiment_fakes as fakes
import numpy as np
import pytest
from scipy import stats
from test_extending import Counted
from test_running import contents

import sim
from sim.experiment import enough
from sim.folder import manifest, version
from sim.ground.errors import InputError
from sim.scenario import ScenarioError, load
from sim.terms import Until

TARGET = 0.002
OWN = 0.004  # spread of the luck that an arm of the fakes has for itself


def scenario(half_width=TARGET, most=200, measure="fgt0", **given):
    return replace(fakes.scenario(replications=most, **given), until=Until(measure, half_width))


def run(folder, plan=None, simulate=fakes.simulate, **options):
    return sim.run(plan or scenario(), folder, progress=False, simulate=simulate, **options)


def told(folder):
    return manifest.read(folder)["replications"]


def last(results, arm="cash"):
    rows = results.differences
    rows = rows[(rows["arm"] == arm) & (rows["year"] == 2014) & (rows["group"] == "all")]
    return rows[rows["measure"] == "fgt0"].iloc[0]


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    folder = tmp_path_factory.mktemp("straight")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version, "sources", lambda: "0" * 64)
        run(folder, report=False)
    return folder


def test_it_stops_as_soon_as_a_look_finds_every_interval_narrow(straight):
    results, said = sim.open(straight), told(straight)
    widths = [(row.ci_high - row.ci_low) / 2 for row in (last(results), last(results, "assets"))]
    assert max(widths) == pytest.approx(said["widest"]) and said["widest"] <= TARGET
    assert said["stopped"] == "reached" and 10 < said["done"] < 200
    assert last(results)["n"] == said["done"] == len(manifest.read(straight)["seeds"])
    before = results.outcomes[results.outcomes["replication"] <= 10]
    wide = before[(before["year"] == 2014) & (before["measure"] == "fgt0") & (before["group"] == "all")]
    cells = wide.pivot(index="replication", columns="arm", values="value")
    spread = (cells["cash"] - cells["none"]).std()
    assert stats.t.ppf(0.975, 9) * spread / np.sqrt(10) > TARGET


def test_the_same_command_again_does_nothing(straight):
    before = contents(straight)
    run(straight, simulate=Counted(0), report=False)
    assert contents(straight) == before


@pytest.mark.parametrize("limit", [7, 30, 40])
def test_killed_at_any_run_it_goes_on_to_the_same_end(tmp_path, straight, limit):
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, simulate=Counted(limit))
    counted = Counted()
    run(tmp_path, simulate=counted)
    assert len(counted.asked) == 3 * told(straight)["done"] - limit
    assert contents(tmp_path) == contents(straight) and told(tmp_path) == told(straight)


def test_workers_come_to_the_same(tmp_path, straight):
    run(tmp_path, workers=2)
    assert contents(tmp_path) == contents(straight)


@pytest.mark.parametrize(
    "before", [scenario(most=12), scenario(half_width=0.01), fakes.scenario(replications=4),
               fakes.scenario(replications=12, arms=("none", "cash"))],
    ids=["less at most", "wider", "a number", "an arm less"],
)  # fmt: skip
def test_what_is_there_is_extended(tmp_path, straight, before):
    there = run(tmp_path, before).runs
    counted = Counted()
    run(tmp_path, simulate=counted)
    assert len(counted.asked) == 3 * told(straight)["done"] - len(there)
    assert contents(tmp_path) == contents(straight)


def test_a_number_takes_over_what_the_rule_came_to(tmp_path, straight):
    run(tmp_path)
    run(tmp_path, fakes.scenario(replications=told(straight)["done"] + 1))
    assert "replications" not in manifest.read(tmp_path)
    assert len(manifest.read(tmp_path)["seeds"]) == told(straight)["done"] + 1


def test_more_than_it_would_have_come_to_is_refused_unless_replaced(tmp_path):
    run(tmp_path)
    before, wide = contents(tmp_path), scenario(half_width=0.01)
    with pytest.raises(InputError, match=r"replications, where 10 are enough.*overwrite"):
        run(tmp_path, wide)
    assert contents(tmp_path) == before
    run(tmp_path, wide, overwrite=True)
    assert told(tmp_path)["done"] == 10
    run(tmp_path, wide, overwrite=True)
    assert told(tmp_path)["done"] == 10
    with pytest.raises(InputError, match=r"more than was asked for \(10 replications\)"):
        run(tmp_path, scenario(half_width=0.01, most=5))


def test_it_stops_at_most_and_says_so(tmp_path):
    run(tmp_path, scenario(half_width=1e-6, most=13))
    assert told(tmp_path)["stopped"] == "most" and told(tmp_path)["done"] == 13
    run(tmp_path / "few", scenario(half_width=1e-6, most=3))
    assert told(tmp_path / "few")["done"] == 3


def test_an_arm_that_fails_does_not_go_on_for_ever(tmp_path):
    run(tmp_path, simulate=fakes.all_raise)
    assert told(tmp_path)["stopped"] == "lacking" and told(tmp_path)["widest"] is None
    run(tmp_path)
    assert told(tmp_path)["stopped"] == "reached"


def test_a_failed_run_is_a_pair_less(tmp_path):
    results = run(tmp_path, simulate=fakes.one_raises)
    assert results.failed == 1 and told(tmp_path)["stopped"] == "reached"
    assert last(results)["n"] == told(tmp_path)["done"] - 1


def test_a_class_without_identity_is_run_to_the_end(tmp_path):
    unknowable = (number for number in range(9))
    made = type("Gift", (sim.Strategy,), {"name": "gift", "act": lambda *given: unknowable})
    rule = {"until": {"measure": "fgt0", "half_width": TARGET}}
    plan = load("quick_look", years=3, replications=rule, arms={"none": {}, "gift": made})
    results = run(tmp_path, plan)
    assert told(tmp_path)["stopped"] == "reached" and results.failed == 0
    assert len(results.runs) == 2 * told(tmp_path)["done"] > 20


def test_equal_arms_are_known_at_once():
    assert enough.why(np.zeros((10, 2)), 1e-9, 200) == "reached"
    assert enough.wanted(np.zeros((10, 2)), 1e-9, 200) == 10


def test_steps_are_extrapolated_from_the_widest_arm():
    gaps = np.array([[-1.0, -3.0], [1.0, 3.0]] * 5)
    number = enough.wanted(gaps, 0.5, 1000)
    spread = gaps[:, 1].std(ddof=1)

    def half(n):
        return stats.t.ppf(0.975, n - 1) * spread / np.sqrt(n)

    assert half(number) <= 0.5 < half(number - 1)
    assert enough.wanted(gaps, 0.5, 40) == 40
    assert enough.wanted(gaps, 2.25, 1000) == 13  # a quarter more, though eleven would do


@pytest.mark.parametrize(
    ("arms", "spreads", "least"), [(("cash",), 0.5, 0.92), (("cash", "assets"), 0.25, 0.935)]
)
def test_the_interval_covers_a_little_less_than_it_says(arms, spreads, least):
    """Differences as the fake county draws them, in 2,000 experiments that go on until every arm is
    known to a part of the spread; the share has a standard error of half a point (two arms: 0.35).
    A fixed number covers 95%."""
    luck, covered = np.random.default_rng(5), []
    truth = -np.array([fakes.EFFECT[arm] for arm in arms])
    for _ in range(2_000):
        gaps = truth + luck.normal(0, OWN, (200, len(arms)))
        gaps = gaps[: enough.stop(gaps, spreads * OWN, 200, 10)]
        covered += list(abs(gaps.mean(axis=0) - truth) <= enough.half_widths(gaps))
    assert least <= np.mean(covered) <= 0.96


def test_the_rule_is_read_and_written(tmp_path):
    rule = {"until": {"measure": "fgt0", "half_width": 0.002}, "most": 150}
    loaded = load("quick_look", replications=rule)
    assert (loaded.replications, loaded.until) == (150, Until("fgt0", 0.002))
    path = tmp_path / "again.yaml"
    path.write_text(loaded.to_yaml(), encoding="utf-8")
    assert load(path) == loaded and load(path).hash == loaded.hash
    assert load(path, replications=7).until is None and load(path, replications=7).replications == 7
    assert load("quick_look", replications={"until": rule["until"]}).replications == 200


def test_another_target_is_another_scenario_of_the_same_runs():
    from sim.experiment import plan

    near, far = scenario(), scenario(half_width=0.1, most=50)
    assert near.hash != far.hash and plan.keys(near) == plan.keys(far) == plan.keys(fakes.scenario())


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        ({"untl": {}, "most": 0}, ["replications.untl: unknown key (did you mean until?)",
                                   "replications.most: must be a number between 2 and 10,000, not 0",
                                   "replications.until: lacks measure and half_width"]),
        ({"until": {"measure": "fgt9", "half_width": -1}},
         ["replications.until.measure: must be one that is recorded: unknown name 'fgt9'",
          "replications.until.half_width: must be a number between"]),
        ({"until": {"measure": "headcount", "half_width": 1}}, ["(headcount is fgt0)"]),
        ({"until": {"measure": ["fgt0"], "half_width": 1}}, ["must be one that is recorded"]),
        ({"until": 3}, ["replications.until: must hold `measure` and `half_width`, not 3"]),
        ({"until": {"measure": "fgt0", "half_widht": 1}}, ["(did you mean half_width?)"]),
        ("many", ["replications: must be a number between 1 and 10,000, not 'many'"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_once(given, sentences):
    with pytest.raises(ScenarioError) as error:
        load("quick_look", replications=given)
    assert len(error.value.problems) >= len(sentences)
    for sentence in sentences:
        assert any(sentence in problem for problem in error.value.problems)


def test_the_measure_is_taken_at_the_national_line():
    rule = {"until": {"measure": "fgt1", "half_width": 0.002}}
    with pytest.raises(ScenarioError, match="'fgt1' is not recorded at the national line"):
        load("quick_look", replications=rule, record={"lines": ["median_0.6"]})
    with pytest.raises(ScenarioError, match="there is no other arm"):
        load("quick_look", replications=rule, arms={"none": {}})


def test_a_sweep_has_a_fixed_number():
    from sim.sweeps.read import load as load_sweep

    rule = {"until": {"measure": "fgt0", "half_width": 0.002}}
    given = {"name": "it", "scenario": "quick_look", "set": {"replications": rule},
             "levers": {"budget": [100, 200]}}  # fmt: skip
    with pytest.raises(ScenarioError, match="a sweep has a fixed number of replications: give a number"):
        load_sweep(given)
    assert load_sweep(given | {"set": {"replications": 3}}).first.replications == 3
