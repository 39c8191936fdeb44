"""More replications and more arms: what is there is kept, and nothing tells it from one go."""

import itertools

import experiment_fakes as fakes
import pytest
from test_running import contents

import sim
from sim.experiment import plan
from sim.folder import manifest
from sim.ground.errors import InputError
from sim.simulate import simulate

SMALL = {"replications": 2, "arms": ("none", "assets")}
LARGE = {"replications": 4, "arms": ("cash", "none", "fifth", "assets")}


class Counted:
    """Runs as `simulate` does, noting which; it stops like an impatient user after `limit`."""

    def __init__(self, limit=None, simulate=fakes.simulate):
        self.asked, self.limit, self.simulate = [], limit, simulate

    def __call__(self, plan, arm, replication):
        if len(self.asked) == self.limit:
            raise KeyboardInterrupt
        self.asked.append((arm, replication))
        return self.simulate(plan, arm, replication)


def run(folder, simulate=fakes.simulate, progress=False, again=(), **scenario):
    options = dict(again)
    return sim.run(
        fakes.scenario(**scenario), folder, progress=progress, simulate=simulate, **options
    )


@pytest.fixture
def straight(tmp_path):
    run(tmp_path / "straight", **LARGE)
    return contents(tmp_path / "straight")


def test_replications_and_arms_are_added_to_what_is_there(tmp_path, straight):
    run(tmp_path / "grown", **SMALL)
    counted = Counted()
    run(tmp_path / "grown", counted, **LARGE)
    old = set(itertools.product(("none", "assets"), (1, 2)))
    every = set(itertools.product(LARGE["arms"], (1, 2, 3, 4)))
    assert set(counted.asked) == every - old and len(counted.asked) == 12
    assert contents(tmp_path / "grown") == straight


def test_what_was_found_is_said(tmp_path, capsys):
    run(tmp_path, **SMALL)
    run(tmp_path, progress=True, **LARGE)
    assert "4 of 16 runs were there" in capsys.readouterr().err
    run(tmp_path, progress=True, **LARGE)
    assert capsys.readouterr().err == "16 of 16 runs were there\n"


@pytest.mark.parametrize("limit", [0, 1, 7])
def test_growing_may_be_interrupted_and_the_old_results_stay_open(tmp_path, straight, limit):
    folder = tmp_path / "grown"
    before = run(folder, **SMALL).outcomes
    with pytest.raises(KeyboardInterrupt):
        run(folder, Counted(limit), **LARGE)
    assert sim.open(folder).outcomes.equals(before)
    counted = Counted()
    run(folder, counted, **LARGE)
    assert len(counted.asked) == 12 - limit
    assert contents(folder) == straight


def test_a_smaller_request_on_the_way_loses_no_run(tmp_path, straight):
    folder = tmp_path / "grown"
    run(folder, **SMALL)
    with pytest.raises(KeyboardInterrupt):
        run(folder, Counted(7), **LARGE)
    run(folder, Counted(0), **SMALL)
    counted = Counted()
    run(folder, counted, **LARGE)
    assert len(counted.asked) == 5 and contents(folder) == straight


def test_growing_killed_while_tables_are_written_goes_on(tmp_path, straight, monkeypatch):
    folder = tmp_path / "grown"
    run(folder, **SMALL)
    with monkeypatch.context() as patch:
        patch.setattr("sim.experiment.tables._runs", lambda found: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run(folder, **LARGE)
    with pytest.raises(InputError, match="unfinished"):
        sim.open(folder)
    run(folder, Counted(0), **LARGE)
    assert contents(folder) == straight


@pytest.mark.parametrize("less", [{"replications": 3}, {"arms": ("cash", "none", "assets")}])
def test_fewer_than_there_are_is_refused(tmp_path, less):
    run(tmp_path, **LARGE)
    before = contents(tmp_path)
    with pytest.raises(InputError, match="more than was asked for.*(4 replications|fifth).*overwrite"):
        run(tmp_path, **(LARGE | less))
    assert contents(tmp_path) == before
    run(tmp_path, again={"overwrite": True}, **(LARGE | less))
    assert len(sim.open(tmp_path).runs) == 12


def test_only_failed_runs_are_done_again_when_more_are_asked_for(tmp_path):
    run(tmp_path / "grown", fakes.one_raises)
    counted = Counted()
    run(tmp_path / "grown", counted, replications=4)
    assert set(counted.asked) == {("cash", 2), ("none", 4), ("cash", 4), ("assets", 4)}
    run(tmp_path / "straight", replications=4)
    assert contents(tmp_path / "grown") == contents(tmp_path / "straight")


def test_words_and_the_baseline_decide_no_run(tmp_path):
    run(tmp_path / "grown", title="One", name="one")
    run(tmp_path / "grown", Counted(0), title="Another", name="other")
    run(tmp_path / "straight", title="Another", name="other")
    assert contents(tmp_path / "grown") == contents(tmp_path / "straight")
    assert manifest.read(tmp_path / "grown")["scenario"] == "other"


def test_text_that_has_to_be_quoted_comes_back_as_it_was(tmp_path):
    def quoted(plan, arm, replication):
        run = fakes.simulate(plan, arm, replication)
        run.ledger.append((2012, "treasury", "households", 'a "gift",\nof two lines', 0.1 + 0.2))
        return run

    run(tmp_path / "grown", quoted, **SMALL)
    run(tmp_path / "grown", quoted, **LARGE)
    run(tmp_path / "straight", quoted, **LARGE)
    assert contents(tmp_path / "grown") == contents(tmp_path / "straight")


def cash(**changes):
    return sim.load("quick_look", arms={"none": {}, "cash": {"universal_transfer": changes}})


def test_a_runs_key_is_what_decides_it_and_nothing_else():
    base = plan.keys(cash())
    arms = {"more": {"growth": {}}, "cash": {"universal_transfer": {}}, "none": {}}
    larger = plan.keys(sim.load("quick_look", replications=9, title="x", arms=arms))
    assert {arm: larger[arm] for arm in base} == base and len({*larger.values()}) == 3
    other = plan.keys(cash(share=0.5))
    assert other["cash"] != base["cash"] and other["none"] == base["none"]
    for change in ({"seed": 99}, {"years": 3}, {"world": {"wage_growth": 0.01}}):
        moved = plan.keys(sim.load("quick_look", **change))
        assert moved["none"] != base["none"]


def test_where_nothing_acts_neither_budget_nor_finance_nor_lists_decide_anything():
    small = {"county": {"households": 300, "villages": 2}, "years": 3}
    base, seen = sim.load("quick_look", **small), None
    changes = {}, {"budget": 1}, {"finance": "local"}, {"finance": "mixed"}, {"targeting": "random"}
    for change in changes:
        other = sim.load("quick_look", **small, **change)
        run = simulate(other, "none", 1)
        rows = run.outcomes, run.ledger, run.transitions, run.distributions
        assert plan.keys(other)["none"] == plan.keys(base)["none"] and rows == (seen or rows)
        assert (plan.keys(other)["pairing"] == plan.keys(base)["pairing"]) == (not change)
        seen = rows


def test_an_arm_set_otherwise_is_another_scenario(tmp_path):
    sim.run(cash(), tmp_path, progress=False, simulate=fakes.simulate)
    with pytest.raises(InputError, match="another scenario .*other strategies or values in cash"):
        sim.run(cash(share=0.5), tmp_path, progress=False, simulate=fakes.simulate)


def test_a_class_without_identity_is_never_gone_on_with(tmp_path):
    unknowable = (number for number in range(9))
    made = type("Gift", (sim.Strategy,), {"name": "gift", "act": lambda *given: unknowable})
    scenario = sim.load("quick_look", replications=1, arms={"none": {}, "gift": made})
    sim.run(scenario, tmp_path, progress=False, simulate=fakes.simulate)
    with pytest.raises(InputError, match="holds results of"):
        sim.run(scenario, tmp_path, progress=False, simulate=fakes.simulate)
