"""Whatever the workers and whatever goes wrong: the same files, and nothing lost."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

import experiment_fakes as fakes
import pandas as pd
import pytest
from processes import alive, children, end, start, wait_for

import sim
from sim import crew
from sim.experiment import execute, parts, plan
from sim.experiment.log import Log
from sim.experiment.worker import work
from sim.ground.errors import InputError, MachineFault

UNSTEADY = {"manifest.json"}


def contents(folder):
    """Every file of a results folder but those that may differ, `seconds` taken out."""
    found = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and path.name not in UNSTEADY
    }
    lines = found["runs.csv"].decode().splitlines()
    found["runs.csv"] = "\n".join(line.rpartition(",")[0] for line in lines).encode()
    return found


def run(folder, simulate=fakes.simulate, scenario=None, **options):
    return sim.run(
        scenario or fakes.scenario(), folder, progress=False, simulate=simulate, **options
    )


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    """What comes out when nothing happens."""
    folder = tmp_path_factory.mktemp("straight") / "results"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sim.report.build", lambda *given: None)
        patch.setattr("sim.folder.version.sources", lambda: "0" * 64)
        run(folder)
    return contents(folder)


def test_one_and_two_workers_write_the_same_bytes(tmp_path, straight):
    run(tmp_path, workers=2)
    assert contents(tmp_path) == straight
    assert "outcomes.csv" in straight


@pytest.mark.slow
def test_any_executor_writes_the_same_bytes(tmp_path, straight):
    with ThreadPoolExecutor(2) as executor:
        run(tmp_path / "threads", executor=executor)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        run(tmp_path / "processes", executor=executor, workers=2)
    assert contents(tmp_path / "threads") == contents(tmp_path / "processes") == straight


def test_the_folder_holds_the_results_and_nothing_else(straight):
    tables = "outcomes runs summary differences cost_effectiveness equal_terms distributions transitions"
    tables += " ledger measures payments columns common_luck"
    names = {f"{name}.csv" for name in tables.split()}
    assert set(straight) == names | {"scenario.yaml"}


def test_rows_come_by_arm_in_file_order_then_replication_year_and_alphabet(tmp_path):
    rows = run(tmp_path).outcomes
    places = rows.assign(arm=rows["arm"].map(fakes.ARMS.index))
    keys = ["arm", "replication", "year", "measure", "line", "group"]
    assert places[keys].equals(places.sort_values(keys, ignore_index=True)[keys])
    assert not rows.duplicated(keys).any()
    assert len(rows) == 3 * 3 * 4 * 7


def test_floats_come_back_to_the_bit(tmp_path):
    rows = run(tmp_path).outcomes
    one = rows[(rows["arm"] == "cash") & (rows["replication"] == 2) & (rows["year"] == 2014)]
    read = one.set_index(["measure", "group"])["value"]
    wanted = fakes.simulate(fakes.scenario(), "cash", 2).outcomes
    assert {(m, g): v for y, m, _, g, v, _ in wanted if y == 2014} == read.to_dict()


def test_a_failed_run_is_told_and_the_others_go_on(tmp_path):
    results = run(tmp_path, fakes.one_raises)
    assert results.failed == 1
    assert (results.runs["status"] == "failed").sum() == 1 and len(results.runs) == 9
    (failure,) = results.failures.to_dict("records")
    assert failure["run"] == "cash-002"
    assert failure["error"] == "ValueError: the county burnt down, <object object>"
    assert failure["traceback"].endswith(" in one_raises")
    assert str(tmp_path) not in failure["traceback"]
    lost = results.outcomes.query("arm == 'cash' and replication == 2")
    assert lost.empty and len(results.outcomes) == 8 * 4 * 7


@pytest.mark.slow
def test_failures_are_the_same_bytes_with_two_workers(tmp_path):
    run(tmp_path / "one", fakes.one_raises)
    run(tmp_path / "two", fakes.one_raises, workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_failed_runs_are_tried_again_and_the_others_are_not(tmp_path, straight):
    run(tmp_path, fakes.one_raises)
    asked = []

    def mended(plan, arm, replication):
        asked.append((arm, replication))
        return fakes.simulate(plan, arm, replication)

    assert run(tmp_path, mended).failed == 0
    assert asked == [("cash", 2)]
    assert contents(tmp_path) == straight


def test_tables_are_written_even_if_every_run_failed(tmp_path):
    results = run(tmp_path, fakes.all_raise)
    assert results.failed == 9
    assert results.outcomes.empty and results.summary.empty and results.differences.empty


@pytest.mark.parametrize("simulate", [fakes.not_a_number, fakes.twice])
def test_a_run_with_an_impossible_row_has_failed(tmp_path, simulate):
    results = run(tmp_path, simulate)
    assert set(results.failures["arm"]) == {"cash"} and results.failed == 3
    assert not results.outcomes["value"].isna().any()


@pytest.mark.slow
def test_a_worker_that_always_dies_costs_only_its_run(tmp_path):
    results = run(tmp_path, fakes.one_dies, workers=2)
    assert list(results.failures["run"]) == ["assets-002"]
    assert "ended without a word" in results.failures["error"][0]


@pytest.mark.slow
def test_a_worker_that_dies_once_costs_nothing(tmp_path):
    reminder = fakes.scenario(title=str(tmp_path / "died"))
    run(tmp_path / "dying", fakes.dies_once, reminder, workers=2)
    assert (tmp_path / "died").exists()
    run(tmp_path / "straight", fakes.simulate, reminder)
    assert contents(tmp_path / "dying") == contents(tmp_path / "straight")


def test_workers_that_cannot_start_are_a_fault_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "prepare", os.abort)
    with pytest.raises(MachineFault, match="one worker"):
        run(tmp_path, workers=2)


def test_an_executor_that_breaks_is_a_fault_and_its_work_goes_on_later(tmp_path, straight):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        with pytest.raises(MachineFault, match="goes on from here"):
            run(tmp_path, fakes.one_dies, executor=executor)
        with pytest.raises(BrokenProcessPool):
            executor.submit(int)
    run(tmp_path)
    assert contents(tmp_path) == straight


def test_an_interrupted_run_goes_on_where_it_was(tmp_path):
    reminder = fakes.scenario(title=str(tmp_path / "stopped"))
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "results", fakes.interrupted_once, reminder)
    assert len(kept(tmp_path / "results")) == 3  # the three arms of the first replication
    run(tmp_path / "results", fakes.interrupted_once, reminder, workers=2)
    run(tmp_path / "straight", fakes.simulate, reminder)
    assert contents(tmp_path / "results") == contents(tmp_path / "straight")


def stopped_at_once(scenario, arm, replication):
    raise KeyboardInterrupt


def kept(folder, replications=3):
    """The runs that wait in a folder for the others."""
    log = Log(folder / ".parts")
    log.look()
    return [job for job in plan.jobs(fakes.scenario(replications=replications)) if log.done(job)]


def test_a_run_that_was_not_written_whole_is_done_again(tmp_path, straight):
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, stopped_at_once)
    job, log = plan.jobs(fakes.scenario())[4], Log(tmp_path / ".parts")
    made = fakes.simulate(fakes.scenario(), job.arm, job.replication)
    log.add(job, parts.of_run(job, made))
    log.close()
    (path,) = (tmp_path / ".parts").iterdir()
    whole = path.read_bytes()
    changed = whole[:-9] + b"?" + whole[-8:]
    for damaged in (changed, *(whole[:cut] for cut in (0, 1, len(whole) // 2, len(whole) - 1))):
        path.write_bytes(damaged)
        assert kept(tmp_path) == []
    path.write_bytes(changed + whole)  # what stands after a damaged line is whole
    assert kept(tmp_path) == [job]
    run(tmp_path)
    assert contents(tmp_path) == straight


def test_a_log_keeps_what_nobody_forgot_and_prefers_a_run_that_is_done(tmp_path):
    one, two, three = plan.jobs(fakes.scenario())[:3]
    failed = parts.of_failure(one, 1, ValueError("the county burnt down"))
    done = parts.of_run(one, fakes.simulate(fakes.scenario(), one.arm, one.replication))
    logs = [Log(tmp_path) for _ in range(3)]
    for log, job, part in ((logs[0], one, done), (logs[1], one, failed), (logs[1], two, failed),
                           (logs[2], three, done)):  # fmt: skip
        log.add(job, part)
    log = Log(tmp_path)
    log.look()
    assert log.done(one) and log.part(one) == done and not log.done(two) and two in log
    log.forget([one])
    assert one not in log and two in log and log.part(three) == done
    assert len(list(tmp_path.iterdir())) == 1
    log.forget_failed()
    assert two not in log and log.part(three) == done
    log.forget([two, three])
    assert not tmp_path.exists()


def test_a_full_disk_is_a_fault_and_nothing_kept_is_lost(tmp_path, straight):
    write, left = Log._write, [4]

    def until_full(log, line):
        left[0] -= 1
        if left[0] < 0:
            write(log, line[: len(line) // 2])
            raise OSError(28, "No space left on device")
        write(log, line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Log, "_write", until_full)
        with pytest.raises(MachineFault, match="No space left on device"):
            run(tmp_path)
    assert len(kept(tmp_path)) == 4
    run(tmp_path)
    assert contents(tmp_path) == straight


PROGRAM = """
import os, sys
sys.path[:0] = [{tests!r}]
import experiment_fakes as fakes
import sim
from sim.folder import version

version.sources = lambda: "0" * 64
if __name__ == "__main__":
    sim.run(fakes.scenario(replications=40), {out!r}, workers=2, simulate=fakes.slowly)
"""


@pytest.fixture
def program(tmp_path):
    """A program in the middle of its runs, with two workers of its own."""
    script = tmp_path / "program.py"
    out = tmp_path / "results"
    script.write_text(PROGRAM.format(tests=str(Path(__file__).parent), out=str(out)))
    with (tmp_path / "said").open("w") as said:
        process = start([sys.executable, script], stderr=said)
    wait_for(lambda: len(kept(out, 40)) >= 4)
    yield process, out
    end(process)


def test_workers_end_with_a_killed_parent_and_the_run_goes_on(program, tmp_path):
    process, out = program
    workers = children(process.pid)
    assert len(workers) >= 2
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not alive(workers), seconds=5)
    before = len(kept(out, 40))
    assert 4 <= before < 120
    asked = []

    def counted(plan, arm, replication):
        asked.append(arm)
        return fakes.simulate(plan, arm, replication)

    plan_of_forty = fakes.scenario(replications=40)
    run(out, counted, plan_of_forty)
    assert len(asked) == 120 - before
    run(tmp_path / "straight", fakes.simulate, plan_of_forty)
    assert contents(out) == contents(tmp_path / "straight")


def test_an_interrupt_ends_the_workers_and_keeps_the_parts(program, tmp_path):
    process, out = program
    workers = children(process.pid)
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)
    assert "KeyboardInterrupt" in (tmp_path / "said").read_text()
    wait_for(lambda: not alive(workers), seconds=5)
    assert len(kept(out, 40)) >= 4


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_moments_the_same_command_comes_to_the_same_bytes(tmp_path, seed):
    """The program or one of its workers is killed, as often as it takes, wherever it is."""
    script, out, moments = tmp_path / "program.py", tmp_path / "results", random.Random(seed)
    script.write_text(PROGRAM.format(tests=str(Path(__file__).parent), out=str(out)))
    for _ in range(8):
        process = start([sys.executable, script], stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.3, 3.0))
        workers = sorted(children(process.pid))
        victim = moments.choice([process.pid, *workers])
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        if victim == process.pid:
            process.wait()
            wait_for(lambda workers=workers: not alive(workers), seconds=10)
        elif process.wait() == 0:
            break
    assert start([sys.executable, script], stderr=subprocess.DEVNULL).wait() == 0
    run(tmp_path / "straight", fakes.simulate, fakes.scenario(replications=40))
    grown = contents(out)
    assert {name: grown[name] for name in contents(tmp_path / "straight")} == contents(
        tmp_path / "straight"
    )


def test_two_programs_do_not_write_into_one_folder(program):
    process, out = program
    with pytest.raises(InputError, match="another program"):
        run(out, scenario=fakes.scenario(replications=40))


def test_workers_use_one_thread_each(tmp_path):
    before = os.environ.get("OPENBLAS_NUM_THREADS")
    results = run(tmp_path, fakes.threads, workers=2)
    assert os.environ.get("OPENBLAS_NUM_THREADS") == before
    assert set(results.outcomes.query("measure == 'threads'")["value"]) == {1.0}
    processes = results.outcomes.query("measure == 'process'")["value"]
    assert os.getpid() not in set(processes) and 1 <= processes.nunique() <= 2


def test_a_class_of_this_session_needs_one_worker(tmp_path, monkeypatch):
    main = sys.modules["__main__"]
    monkeypatch.delattr(main, "__file__", raising=False)
    handmade = type("Handmade", (), {"__module__": "__main__"})
    monkeypatch.setattr(main, "Handmade", handmade, raising=False)
    scenario = fakes.scenario()
    object.__setattr__(scenario, "title", handmade)
    with pytest.raises(InputError, match="one worker"):
        execute.check_portable(scenario)
    monkeypatch.setattr(main, "__file__", __file__, raising=False)
    execute.check_portable(scenario)


def test_frames_hold_what_the_files_hold(tmp_path):
    results = run(tmp_path, scenario=fakes.scenario(arms=("none", "NA", "null")))
    assert results.arms == ["none", "NA", "null"] == list(results.outcomes["arm"].unique())
    assert set(results.outcomes["line"]) == {"", "national"}
    for name in "outcomes summary differences cost_effectiveness equal_terms ledger runs".split():
        frame = getattr(results, name)
        assert isinstance(frame, pd.DataFrame) and len(frame)
    assert results.ledger["amount"].dtype == float
    assert repr(tmp_path.name)[1:-1] in repr(results)


@pytest.mark.parametrize(("task", "ends"), [
    (fakes.ARMS, [False, False, True]),       # the whole of a replication
    (fakes.ARMS[1:], [False, False]),         # a piece of one, whose other arms may need the county
])  # fmt: skip
def test_the_last_arm_of_a_whole_parcel_takes_the_opened_county(monkeypatch, task, ends):
    asked = []

    def simulate(scenario, arm, replication, last):
        asked.append(last)
        return fakes.simulate(scenario, arm, replication)

    monkeypatch.setattr("sim.experiment.worker._simulate", simulate)
    scenario = fakes.scenario(replications=1)
    jobs = tuple(job for job in plan.jobs(scenario) if job.arm in task)
    assert len(work([(scenario, jobs)], None, None)) == len(jobs) and asked == ends
