"""What the README says of more than one machine, in its own lines: all ways come to the same bytes."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from processes import children, end, start, wait_for
from test_sweeping import tables

from sim.cli import main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\w*\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
NAME, PORT = "drought_and_credit", "8786"
FILE = """
name: drought-and-credit
scenario: quick_look
set: {county: {households: 300, villages: 2}, horizon: {years: 2}, replications: 3}
arms: [none, pairing]
levers: {budget: [50, 100, 150]}
uncertainties: {world.drought_chance: {}}
design: {kind: sobol, points: 8}
"""


def lines_with(word):
    """The lines of the README's block that speaks of something."""
    (block,) = (block for block in BLOCKS if word in block)
    return block.splitlines()


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with a small sweep of the name in the README, and the programs on the path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    Path(f"{NAME}.yaml").write_text(FILE)
    assert main(["sweep", f"{NAME}.yaml", "--out", "straight", "--workers", "1", "-q"]) == 0
    return tmp_path


def runs_in(folder):
    return sum(log.read_bytes().count(b"\n") for log in (folder / ".parts").glob("*.log"))


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_comes_to_the_same(here):
    pytest.importorskip("distributed")
    scheduler, workers, command = lines_with("dask scheduler")
    out, started = here / "results" / NAME.replace("_", "-"), []
    try:
        for line in (scheduler, workers):
            words = line.removesuffix(" &").replace(PORT, "18786").split()
            started.append(start(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        words = command.replace(PORT, "18786").replace(NAME, f"{NAME}.yaml").split()
        started.append(start([*words, "-q", "--out", str(out)]))
        wait_for(lambda: runs_in(out) >= 20)
        victim = min(pid for nanny in children(started[1].pid) for pid in {nanny, *children(nanny)})
        os.kill(victim, signal.SIGKILL)
        before = runs_in(out)
        assert started[2].wait(timeout=120) == 0 and before < 144
    finally:
        for process in started:
            end(process)
    assert tables(out) == tables(here / "straight")


@pytest.mark.slow
def test_an_array_of_parts_comes_to_the_same(here):
    script = "\n".join(lines_with("#SBATCH")).replace("/40", "/4").replace(NAME, f"{NAME}.yaml")
    assert "--array=1-40" in script
    for number in range(1, 5):
        environment = os.environ | {"SLURM_ARRAY_TASK_ID": str(number)}
        subprocess.run(["bash", "-c", script], env=environment, check=True, capture_output=True)
    (joined,) = lines_with("antipoverty merge")
    subprocess.run(["bash", "-c", joined], check=True, capture_output=True)
    assert tables(here / "results" / "drought-and-credit") == tables(here / "straight")


def test_a_scheduler_that_does_not_answer_is_said(tmp_path, capsys, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.cli.cluster.PATIENCE", 0.5)
    (tmp_path / "swept.yaml").write_text(FILE)
    command = ["sweep", str(tmp_path / "swept.yaml"), "--out", str(tmp_path / "out")]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("--scheduler: no Dask scheduler answers at tcp://127.0.0.1:9")
    assert main([*command, "--scheduler", "nonsense"]) == 2
    assert not (tmp_path / "out").exists()
