"""The command as the shell sees it: its own process, pipes, signals and time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from processes import alive, children, end, start, wait_for

from sim import shell

COMMAND = [sys.executable, "-m", "sim"]


def shell_out(*arguments, **given):
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, **given)


def test_module_door_and_usage(tmp_path):
    assert shell_out("--help").returncode == 0
    assert shell_out("run", "--seed", "1").returncode == 2
    (tmp_path / "empty.yaml").write_text("")
    assert shell_out("validate", str(tmp_path / "empty.yaml")).stderr.endswith(
        "is empty: a scenario needs at least `arms`\n")


def test_a_reader_that_stops_reading_is_no_fault():
    reader = subprocess.Popen(["true"], stdin=subprocess.PIPE)
    reader.wait()
    done = subprocess.run(
        [*COMMAND, "explain", "parameters"], stdout=reader.stdin, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_a_sentence():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "explain", "parameters"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1 and "no space is left" in done.stderr
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


SCENARIO = """
county: {template: gansu-2011, households: 200, villages: 2}
horizon: {start: 2011, years: 3}
replications: 200
arms: {none: {}, cash: {universal_transfer: {}}}
"""


@pytest.fixture
def plan(tmp_path):
    """A scenario of many short runs, and the command that runs it with two workers."""
    (tmp_path / "many.yaml").write_text(SCENARIO)
    out = tmp_path / "results"
    return [*COMMAND, "run", str(tmp_path / "many.yaml"), "--out", str(out), "--workers", "2"], out


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_a_signal_ends_with_a_sentence_and_leaves_no_lock_and_nobody(plan, number, code, send):
    command, out = plan
    process = start(command, stderr=subprocess.PIPE, text=True)
    try:
        wait_for(lambda: b"\n" in b"".join(log.read_bytes() for log in out.glob(".parts/*.log")))
        workers = children(process.pid)
        send(process.pid, number)
        said = process.communicate(timeout=30)[1]
    finally:
        end(process)
    assert "interrupted: what was finished is kept" in said and "Traceback" not in said
    assert process.returncode == code and not (out / ".lock").exists()
    assert list(out.glob(".parts/*.log"))
    wait_for(lambda: not alive(workers), seconds=5)


WHILE_LOADING = """
import os, signal, sys
from importlib.abc import MetaPathFinder
from sim.__main__ import main

class Interrupt(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
sys.argv = ["antipoverty", "strategies"]
sys.exit(main())
"""


def test_an_interrupt_while_the_program_loads_has_a_sentence_too():
    process = start([sys.executable, "-c", WHILE_LOADING], stderr=subprocess.PIPE, text=True)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130 and said.startswith("interrupted: ") and said.count("\n") == 1


def test_a_signal_that_was_to_be_ignored_stays_ignored():
    code = ("import os, signal; from sim import shell; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
            "with shell.signals_raised(): os.kill(os.getpid(), signal.SIGHUP); print('lives')")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "lives\n")


def test_a_signal_waits_where_it_is_held_and_comes_afterwards():
    reached = []
    with shell.signals_raised(), pytest.raises(shell.Stopped) as stopped:
        with shell.signals_held():
            signal.raise_signal(signal.SIGTERM)
            reached.append("end of the block")
        reached.append("too far")
    assert reached == ["end of the block"] and stopped.value.code == 143


@pytest.mark.parametrize("closed", ["2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams_change_neither_the_work_nor_the_exit_code(tmp_path, closed):
    (tmp_path / "few.yaml").write_text(SCENARIO.replace("200\narms", "1\narms"))
    words = " ".join(COMMAND)
    command = f"{words} run few.yaml --out out --workers 2 --no-report {closed}"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0 and (tmp_path / "out/summary.csv").is_file()
    assert subprocess.run(f"{words} validate no.yaml {closed}", shell=True).returncode == 2
    tables = [path.read_text() for path in tmp_path.glob("out/*.csv")]
    first = ("arm,", "run,", "file,", "kind,", "measure,")
    assert len(tables) == 13 and all(text.startswith(first) for text in tables)


def test_a_pipe_or_a_device_is_no_scenario(tmp_path):
    os.mkfifo(tmp_path / "waits.yaml")
    for path in (tmp_path / "waits.yaml", os.devnull):
        done = shell_out("validate", str(path), timeout=30)
        assert done.returncode == 2 and "is a pipe or a device" in done.stderr


LOSES_HELPERS = """
import os, signal, sys
sys.path.insert(0, {tests!r})
import experiment_fakes as fakes
import sim
from sim.showing import style
from sim.report import gallery

parent = os.getpid() if __name__ == "__main__" else 0
draw = gallery._draw
style.png = style.svg = lambda figure: b"no drawing"

def lost(*given):
    if not parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return draw(*given)

gallery._draw = lost
if __name__ == "__main__":
    sim.run(fakes.scenario(), {out!r}, workers=2, progress=False, simulate=fakes.simulate)
"""


@pytest.mark.slow
def test_helpers_that_the_system_ends_cost_no_chart(tmp_path):
    """What a system does that is short of memory: the helpers that draw are gone in the middle."""
    script, out = tmp_path / "program.py", tmp_path / "results"
    tests = Path(__file__).parents[1] / "experiment"
    script.write_text(LOSES_HELPERS.format(tests=str(tests), out=str(out)))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert (out / "report.html").is_file()
    drawn = {path.stem for path in out.glob("figures/*.png")}  # all that lines of arithmetic can fill
    assert drawn == {path.stem for path in out.glob("figures/*.csv")} and len(drawn) > 4


@pytest.mark.slow
def test_a_report_that_cannot_be_made_is_no_success(tmp_path):
    (tmp_path / "few.yaml").write_text(SCENARIO.replace("200\narms", "1\narms"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out/figures").write_text("a file where charts would go")
    done = shell_out("run", "few.yaml", "--out", "out", "--workers", "1", "--overwrite", cwd=tmp_path)
    assert done.returncode == 1 and "the tables in" in done.stderr and "are whole" in done.stderr
    assert "start with" not in done.stdout and "Traceback" not in done.stderr
