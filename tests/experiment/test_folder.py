"""Whose folder it is: results are gone on with, replaced when asked, and never mixed."""

import json
import os
from pathlib import Path

import experiment_fakes as fakes
import pytest

import sim
from sim.experiment import store
from sim.folder import lock, manifest, version
from sim.ground.errors import InputError, MachineFault


def run(folder, scenario=None, simulate=fakes.simulate, **options):
    return sim.run(
        scenario or fakes.scenario(), folder, progress=False, simulate=simulate, **options
    )


def names(folder):
    return {str(path.relative_to(folder)) for path in Path(folder).rglob("*")}


def never(scenario, arm, replication):
    raise AssertionError("nothing was left to run")


def test_finished_results_are_not_run_again(tmp_path):
    run(tmp_path)
    before = (tmp_path / "outcomes.csv").read_bytes()
    assert run(tmp_path, simulate=never).failed == 0
    assert (tmp_path / "outcomes.csv").read_bytes() == before


def test_the_default_folder_is_named_after_the_scenario(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    results = run(None)
    assert results.folder == tmp_path / "results/fake" and (tmp_path / "results/fake").is_dir()


def test_results_of_another_scenario_are_left_alone(tmp_path):
    run(tmp_path)
    before = names(tmp_path), (tmp_path / "manifest.json").read_bytes()
    with pytest.raises(InputError, match="another scenario.*name another folder.*overwrite=True"):
        run(tmp_path, fakes.scenario(seed=8))
    assert (names(tmp_path), (tmp_path / "manifest.json").read_bytes()) == before


def test_results_of_other_code_are_left_alone(tmp_path, monkeypatch):
    run(tmp_path)
    monkeypatch.setattr(version, "sources", lambda: "f" * 64)
    with pytest.raises(InputError, match="other code.*name another folder.*overwrite=True"):
        run(tmp_path)


def test_a_strangers_folder_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("chapter 1")
    with pytest.raises(InputError, match="no results of this program.*overwrite=True"):
        run(tmp_path)
    assert names(tmp_path) == {"thesis.txt"}


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"program": "other"}', "\0"])
def test_a_manifest_that_is_not_ours_makes_a_strangers_folder(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(InputError, match="no results of this program"):
        run(tmp_path)
    with pytest.raises(InputError, match="manifest.json, which this program did not write"):
        run(tmp_path, overwrite=True)
    assert (tmp_path / "manifest.json").read_text() == text


def test_overwrite_replaces_our_files_and_no_others(tmp_path):
    run(tmp_path, fakes.scenario(seed=8), simulate=fakes.one_raises)
    (tmp_path / "thesis.txt").write_text("chapter 1")
    results = run(tmp_path, overwrite=True)
    assert (tmp_path / "thesis.txt").read_text() == "chapter 1"
    assert not (tmp_path / "failures.csv").exists() and results.failed == 0
    assert manifest.read(tmp_path)["scenario_hash"] == fakes.scenario().hash


def test_overwrite_begins_anew_even_with_the_same_scenario(tmp_path):
    run(tmp_path)
    asked = []

    def counted(scenario, arm, replication):
        asked.append(arm)
        return fakes.simulate(scenario, arm, replication)

    run(tmp_path, simulate=counted, overwrite=True)
    assert len(asked) == 9


def test_overwrite_spares_a_strangers_file_of_the_same_name(tmp_path):
    (tmp_path / "summary.csv").write_text("mine")
    with pytest.raises(InputError, match="summary.csv, which this program did not write"):
        run(tmp_path, overwrite=True)
    assert names(tmp_path) == {"summary.csv"} and (tmp_path / "summary.csv").read_text() == "mine"


def test_overwrite_writes_beside_a_strangers_other_files(tmp_path):
    (tmp_path / "thesis.txt").write_text("chapter 1")
    run(tmp_path, overwrite=True)
    assert {"thesis.txt", "outcomes.csv"} <= names(tmp_path)


def test_a_manifest_cannot_have_files_elsewhere_removed(tmp_path):
    folder, outside = tmp_path / "results", tmp_path / "precious.txt"
    run(folder)
    outside.write_text("precious")
    (folder / "notes.txt").write_text("mine")
    told = json.loads((folder / "manifest.json").read_text())
    told["files"] += ["../precious.txt", str(outside), "notes.txt", "figures/../../precious.txt"]
    (folder / "manifest.json").write_text(json.dumps(told))
    run(folder, overwrite=True)
    assert outside.read_text() == "precious" and (folder / "notes.txt").read_text() == "mine"


def test_old_charts_go_with_old_results(tmp_path, monkeypatch):
    def draw(folder, *given):
        (folder / "figures").mkdir(exist_ok=True)
        (folder / "figures" / "old.png").write_text("drawn")

    monkeypatch.setattr("sim.report.build", draw)
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "mine.png").write_text("mine")
    run(tmp_path, overwrite=True)
    monkeypatch.setattr("sim.report.build", lambda *given: None)
    run(tmp_path, fakes.scenario(seed=8), overwrite=True)
    assert [path.name for path in (tmp_path / "figures").iterdir()] == ["mine.png"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="not a folder"):
        run(tmp_path / "file")
    with pytest.raises(InputError, match="cannot make"):
        run(tmp_path / "file" / "below")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="may write anywhere")
def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "shut").mkdir(mode=0o500)
    with pytest.raises(InputError, match="cannot"):
        run(tmp_path / "shut")
    with pytest.raises(InputError, match="cannot"):
        run(tmp_path / "shut" / "below")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no folder known that nobody can write")
def test_a_folder_that_nobody_can_write_is_refused():
    with pytest.raises(InputError, match="cannot"):
        run("/proc/self/results")


@pytest.mark.parametrize("traces", [[], [lock.NAME], [lock.NAME, ".manifest.json.tmp"]])
def test_what_a_killed_program_left_does_not_make_a_folder_strange(tmp_path, traces):
    for name in traces:
        (tmp_path / name).write_text("")
    assert run(tmp_path).failed == 0
    assert not {name for name in names(tmp_path) if name.startswith(".")}


def test_a_held_lock_is_respected_and_then_gone(tmp_path):
    with lock.locked(tmp_path):
        with pytest.raises(InputError, match="another program"):
            run(tmp_path)
        assert names(tmp_path) == {lock.NAME}
    run(tmp_path)


def test_all_faults_of_the_call_at_once(tmp_path):
    with pytest.raises(InputError) as told:
        run(tmp_path, workers=0, baseline="nobody")
    assert len(told.value.problems) == 2
    assert not names(tmp_path)


def test_the_report_can_be_made_again_on_another_baseline(tmp_path):
    from sim.experiment import again

    first = run(tmp_path).differences
    results = again(tmp_path, "cash")
    assert set(results.differences["baseline"]) == {"cash"} == {results.baseline}
    assert set(results.differences["arm"]) == {"none", "assets"}
    assert again(tmp_path, "none").differences.equals(first)
    with pytest.raises(InputError, match="no arm"):
        again(tmp_path, "nobody")


def test_again_keeps_the_bytes(tmp_path):
    from sim.experiment import again

    run(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}
    again(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


def test_open_reads_only_finished_results(tmp_path):
    with pytest.raises(InputError, match="no results"):
        sim.open(tmp_path)
    with pytest.raises(InputError, match="no results"):
        sim.open(tmp_path / "nowhere")
    run(tmp_path)
    assert sim.open(tmp_path).failed == 0


def test_a_report_that_cannot_be_drawn_costs_no_data(tmp_path, monkeypatch):
    def broken(*given):
        raise ZeroDivisionError("no ink")

    monkeypatch.setattr("sim.report.build", broken)
    with pytest.raises(MachineFault, match="tables in .* are whole, but .*no ink"):
        run(tmp_path)
    assert len(sim.open(tmp_path).summary) and not (tmp_path / store.PARTS).exists()


def test_the_stored_scenario_says_everything(tmp_path):
    scenario = sim.load("quick_look", replications=1)
    run(tmp_path, scenario)
    assert sim.load(tmp_path / "scenario.yaml") == scenario


def test_the_manifest_tells_what_made_the_results(tmp_path):
    from sim.simulate import seed_of

    run(tmp_path)
    told = manifest.read(tmp_path)
    assert told["seeds"] == {str(n): seed_of(7, n) for n in (1, 2, 3)}
    assert told["runs"] == {"planned": 9, "done": 9, "failed": 0}
    assert told["packages"]["numpy"] and told["times"]["finished"] >= told["times"]["started"]
