"""Sweeps that run: tables by point, gone on with, extended, run in parts and merged."""

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
import yaml
from processes import alive, children, start, wait_for
from test_sweep_files import FILE

import sim
from sim.catalogue import PARAMETERS
from sim.cli import main
from sim.folder import manifest, outcomes
from sim.folder.swept import Swept
from sim.ground.errors import InputError
from sim.simulate import simulate
from sim.sweeps.merge import merge
from sim.sweeps.read import load
from sim.sweeps.runner import sweep

sys.path.append(str(Path(__file__).parents[1] / "experiment"))
import experiment_fakes as fakes  # noqa: E402

SWEPT = FILE | {"design": {"kind": "sobol", "points": 4}, "levers": {"budget": [50, 150]}}
TABLES = ("points.csv", "outcomes.csv", "measures.csv", "columns.csv", "scenario.yaml", "sweep.yaml")


def run(out, given=SWEPT, **options):
    usual = {"simulate": fakes.simulate, "report": False}
    return sweep(given, out, progress=False, **usual | options)


def tables(folder):
    return {name: (folder / name).read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    return run(tmp_path_factory.mktemp("sweep") / "out")


def test_every_arm_is_run_at_every_point_under_every_luck(straight):
    runs, points = (pd.read_csv(straight / name) for name in ("runs.csv", "points.csv"))
    assert list(points) == ["point", "budget", "world.drought_chance", "world.bank_rate"]
    assert list(points["point"]) == list(range(1, 9)) and list(points["budget"]) == 4 * [50, 150]
    keys = list(zip(runs["point"], runs["arm"], runs["replication"], strict=True))
    assert keys == [(p, arm, r) for p in range(1, 9) for arm in ("none", "pairing") for r in (1, 2)]
    assert runs.groupby("replication")["seed"].nunique().tolist() == [1, 1]  # one luck in all worlds
    rows = pd.read_csv(straight / "outcomes.csv")
    assert list(rows)[:4] == ["point", "arm", "replication", "seed"]
    assert not rows.duplicated(["point", "arm", "replication", "year", "measure", "line", "group"]).any()


def test_the_manifest_tells_the_factors(straight):
    told = manifest.read(straight)["factors"]
    budget = {name: told["budget"][name] for name in ("unit", "source")}
    assert told["budget"] == {"role": "lever", **budget, "values": [50, 150], "scenario": 150}
    assert told["world.bank_rate"]["source"] == "assumption"
    assert told["world.bank_rate"]["low"] == 0.05 and manifest.read(straight)["baseline"] == "none"


def test_a_point_has_the_numbers_of_a_run_by_hand(tmp_path):
    loaded = load(FILE | {"levers": {"budget": [50, 150]}, "design": {"kind": "sobol", "points": 1}})
    folder = run(tmp_path / "out", loaded, simulate=None)
    rows = pd.read_csv(folder / "outcomes.csv", keep_default_na=False)
    rows = rows[(rows["point"] == 2) & (rows["arm"] == "pairing") & (rows["replication"] == 2)]
    by_hand = simulate(loaded.scenario(1), "pairing", 2)
    wanted = {row[:4]: row[4] for row in by_hand.outcomes}
    keys = zip(rows["year"], rows["measure"], rows["line"], rows["group"], strict=True)
    assert dict(zip(keys, rows["value"], strict=True)) == pytest.approx(wanted, rel=1e-15)


def test_the_same_again_does_nothing_and_more_points_only_what_is_new(straight, tmp_path):
    out, done = run(tmp_path / "out"), []

    def counted(plan, arm, replication):
        done.append((plan.budget, arm, replication))
        return fakes.simulate(plan, arm, replication)

    run(out, simulate=counted)
    assert not done and tables(out) == tables(straight)
    more = SWEPT | {"design": {"kind": "sobol", "points": 5}}
    run(out, more, simulate=counted)
    # One world more, two replications: pairing with two budgets, and none, which no budget decides.
    assert len(done) == 2 * (2 + 1)
    assert tables(out) == tables(run(tmp_path / "fresh", more))


def test_points_of_another_sweep_are_not_run_again(straight, tmp_path):
    done = []
    other = SWEPT | {"levers": {"budget": [150, 300]}}
    folder = run(tmp_path / "out", other, reuse=[straight],
                 simulate=lambda *given: done.append(given[0].budget) or fakes.simulate(*given))
    assert done == 8 * [300] and tables(folder) == tables(run(tmp_path / "fresh", other))
    manifest.update(folder, code_version="0.0")
    with pytest.raises(InputError, match=r"out: was made by other code \(0.0, this is "):
        run(tmp_path / "more", SWEPT, reuse=[folder])
    assert not (tmp_path / "more").exists()


def test_more_replications_extend_too(tmp_path):
    out = run(tmp_path / "out")
    more = SWEPT | {"set": SWEPT["set"] | {"replications": 3}}
    assert tables(run(out, more)) == tables(run(tmp_path / "fresh", more))


def test_another_sweep_does_not_take_the_folder(straight):
    with pytest.raises(InputError, match="holds results of another scenario"):
        other = {"uncertainties": {"world.wage": [5000, 6000]}, "design": {"kind": "grid"}}
        run(straight, SWEPT | other)


def test_an_interrupted_sweep_goes_on_and_ends_the_same(straight, tmp_path):
    calls = []

    def interrupted(plan, arm, replication):
        calls.append(arm)
        if len(calls) == 7:
            raise KeyboardInterrupt
        return fakes.simulate(plan, arm, replication)

    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "out", simulate=interrupted)
    done = []
    run(tmp_path / "out", simulate=lambda *given: done.append(given) or fakes.simulate(*given))
    assert len(done) == 24 - 6 and tables(tmp_path / "out") == tables(straight)


def test_a_run_that_raises_is_recorded_and_the_rest_goes_on(tmp_path):
    def one_fails(plan, arm, replication):
        if (plan.budget, arm, replication) == (150, "pairing", 2):
            raise ValueError("the county burnt down")
        return fakes.simulate(plan, arm, replication)

    folder = run(tmp_path / "out", simulate=one_fails)
    failures = pd.read_csv(folder / "failures.csv")
    assert list(failures["run"]) == [f"{point}-pairing-002" for point in (2, 4, 6, 8)]
    assert manifest.read(folder)["runs"] == {"planned": 32, "done": 28, "failed": 4}
    assert set(pd.read_csv(folder / "runs.csv")["status"]) == {"done", "failed"}
    before = tables(folder)
    assert tables(run(folder)) == before  # what failed stays failed unless it is asked for
    assert tables(run(folder, retry_failed=True)) == tables(run(tmp_path / "sound"))
    assert not (folder / "failures.csv").exists()


def test_a_run_that_hangs_is_given_up_and_the_rest_goes_on(tmp_path):
    small = SWEPT | {"design": {"kind": "sobol", "points": 1}}
    folder = run(tmp_path / "out", small, simulate=fakes.one_hangs, workers=2, limit=2.0)
    failures = pd.read_csv(folder / "failures.csv")
    assert list(failures["run"]) == ["2-pairing-002"]
    assert list(failures["error"]) == ["TimeoutError: took longer than the limit of 2 seconds"]
    assert manifest.read(folder)["runs"] == {"planned": 8, "done": 7, "failed": 1}
    run(folder, small, retry_failed=True)
    assert tables(folder) == tables(run(tmp_path / "sound", small))


def test_workers_do_not_matter(straight, tmp_path):
    assert tables(run(tmp_path / "two", workers=2)) == tables(straight)


def test_parts_run_apart_are_merged_to_the_same(straight, tmp_path):
    parts = [run(tmp_path / f"part{k}", part=(k, 3)) for k in (1, 2, 3)]
    sizes = [manifest.read(part)["runs"]["planned"] for part in parts]
    assert sum(sizes) == 32 and max(sizes) - min(sizes) <= 4
    assert tables(merge(parts, tmp_path / "whole")) == tables(straight)
    runs = pd.read_csv(tmp_path / "whole" / "runs.csv"), pd.read_csv(straight / "runs.csv")
    assert runs[0].equals(runs[1])


def test_parts_that_do_not_belong_together_are_named(tmp_path):
    one, two = run(tmp_path / "one", part=(1, 2)), run(tmp_path / "two", part=(2, 2))
    with pytest.raises(InputError, match="16 of 32 runs are in none of the folders: run part 2/2 first"):
        merge([one], tmp_path / "whole")
    other = run(tmp_path / "other", SWEPT | {"levers": {"budget": [60, 150]}}, part=(2, 2))
    with pytest.raises(InputError, match="other: holds another sweep"):
        merge([one, other], tmp_path / "whole")
    manifest.update(two, code_version="0.0")
    with pytest.raises(InputError, match="two: was made by other code"):
        merge([one, two], tmp_path / "whole")
    plain = fakes.scenario()
    sim.run(plain, tmp_path / "plain", progress=False, simulate=fakes.simulate, report=False)
    with pytest.raises(InputError, match="plain holds no results of a sweep"):
        merge([tmp_path / "plain"], tmp_path / "whole")
    assert not (tmp_path / "whole").exists()


def test_the_command_plans_runs_and_refuses(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = ("scenario: quick_look\nset: {county: {households: 300, villages: 2}, horizon: {years: 1},"
            " replications: 1}\narms: [none, pairing]\nlevers: {budget: [50, 150]}\n")
    Path("two.yaml").write_text(text, encoding="utf-8")
    assert main(["sweep", "two.yaml", "--dry-run", "--workers", "2"]) == 0
    plan = capsys.readouterr().out
    assert "4 (none, pairing x 1 replications)" in plan and "minutes with 2 workers" in plan
    assert not Path("results").exists()
    assert main(["sweep", "two.yaml", "--workers", "1", "-q"]) == 0
    assert len(pd.read_csv("results/two/runs.csv")) == 4
    assert main(["sweep", "two.yaml", "--part", "3/2"]) == 2
    assert "--part: must read K/N" in capsys.readouterr().err
    assert main(["sweep", "two.yaml", "--set", "horizon.years=2", "--workers", "1", "-q"]) == 2
    assert "results of another scenario" in capsys.readouterr().err


@pytest.mark.slow
def test_a_report_is_made_again_from_the_tables_alone(tmp_path, capsys):
    folder = run(tmp_path / "out", report=True)
    page = (folder / "report.html").read_bytes()
    assert page and (folder / "figures" / "best.png").is_file()
    (folder / "report.html").unlink()
    assert main(["report", str(folder)]) == 0
    assert (folder / "report.html").read_bytes() == page
    assert main(["report", str(folder), "--baseline", "pairing"]) == 2
    assert "--baseline: a sweep is compared" in capsys.readouterr().err
    (folder / "outcomes.csv").write_text("point\n")
    assert main(["report", str(folder)]) == 2


def test_columns_csv_says_what_every_column_is(tmp_path):
    def one_fails(plan, arm, replication):
        if arm == "pairing" and replication == 2:
            raise ValueError("the county burnt down")
        return fakes.simulate(plan, arm, replication)

    folder = run(tmp_path / "out", report=True, simulate=one_fails)
    book = pd.read_csv(folder / "columns.csv")
    for file in folder.glob("*.csv"):
        told = book[(book["file"] == file.name) & ~book["column"].str.startswith("measure=")]
        assert list(told["column"]) == list(pd.read_csv(file, nrows=0))
    assert book["meaning"].notna().all()


def test_a_point_that_sets_nothing_stands_at_the_value_of_the_scenario(tmp_path):
    (tmp_path / "points.csv").write_text("budget,world.drought_chance\n50,\n,0.2\n150,0.2\n")
    given = {key: value for key, value in SWEPT.items() if key not in ("levers", "uncertainties")}
    (tmp_path / "file.yaml").write_text(yaml.safe_dump(
        given | {"design": {"kind": "points", "file": "points.csv"}}))  # fmt: skip
    swept = Swept(run(tmp_path / "out", str(tmp_path / "file.yaml")))
    assert swept.points["budget"].isna().tolist() == [False, True, False]
    assert swept.met["budget"].tolist() == [50, 150, 150]
    assert swept.met["world.drought_chance"].tolist() == [PARAMETERS["drought_chance"].default, 0.2, 0.2]
    assert swept.settings == {"budget=50": [1], "budget=150": [2, 3]}


def test_parquet_holds_the_numbers_of_the_csv_and_is_gone_on_with(straight, tmp_path, monkeypatch):
    monkeypatch.setattr(outcomes, "PORTION", 50)
    out = run(tmp_path / "out", form="both")
    assert (out / "outcomes.csv").read_bytes() == (straight / "outcomes.csv").read_bytes()
    frame = pd.read_parquet(out / "outcomes.parquet")
    text = pd.read_csv(out / "outcomes.csv", keep_default_na=False)
    assert list(frame) == list(text) and len(frame) == len(text)
    assert all((frame[name].astype(text[name].dtype) == text[name]).all() for name in text)
    run(out, form="parquet")
    assert not (out / "outcomes.csv").exists() and Swept(out).runs.equals(Swept(straight).runs)
    assert main(["report", str(out)]) == 0
    more = SWEPT | {"design": {"kind": "sobol", "points": 5}}
    done = []
    run(out, more, simulate=lambda *given: done.append(given) or fakes.simulate(*given))
    assert len(done) == 6 and tables(out) == tables(run(tmp_path / "fresh", more))
    assert not (out / "outcomes.parquet").exists()


def test_many_runs_leave_parquet_unless_csv_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(outcomes, "MOST_AS_CSV", 31)
    assert outcomes.found(run(tmp_path / "many")) == ("outcomes.parquet",)
    assert outcomes.found(run(tmp_path / "many", form="csv")) == ("outcomes.csv",)


def test_a_part_has_tables_and_no_report(tmp_path):
    part = run(tmp_path / "part", part=(1, 2))
    assert (part / "outcomes.csv").is_file() and not (part / "report.html").exists()


LONG = SWEPT | {"design": {"kind": "sobol", "points": 64}}
PROGRAM = """
import sys
sys.path[:0] = {paths!r}
import experiment_fakes as fakes
from test_sweeping import LONG
from sim.sweeps import sweep
if __name__ == "__main__":
    sweep(LONG, {out!r}, workers=2, progress=False, simulate=fakes.slowly, report=False)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_killed_at_random_moments_the_same_command_comes_to_the_same_bytes(tmp_path, seed):
    """Eleven times the program, a worker or all of them are killed, wherever they are; none is left."""
    script, out, moments = tmp_path / "program.py", tmp_path / "out", random.Random(seed)
    paths = [str(Path(__file__).parent), str(Path(fakes.__file__).parent)]
    script.write_text(PROGRAM.format(paths=paths, out=str(out)), encoding="utf-8")
    for _ in range(11):
        process = start([sys.executable, script])
        time.sleep(moments.uniform(0.3, 3.0))
        workers = sorted(children(process.pid))
        victims = moments.choice([[process.pid], [*workers, process.pid], workers[:1], workers[-1:]])
        for victim in victims:
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
        if process.pid not in victims:
            time.sleep(moments.uniform(0.0, 1.0))
        process.kill()
        process.wait()
        wait_for(lambda mine=workers: not alive(mine), seconds=10)
    assert tables(run(out, LONG)) == tables(run(tmp_path / "straight", LONG))
    assert not (out / ".parts").exists() and not (out / ".lock").exists()
