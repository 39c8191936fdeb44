"""A sweep on a Dask cluster comes to the bytes of one on this machine, even if it loses a worker."""

import os
import signal
import threading

import pytest
from processes import wait_for
from test_sweeping import tables

from sim.cli import main

FILE = """
scenario: quick_look
set: {county: {households: 300, villages: 2}, horizon: {years: 2}, replications: 3}
arms: [none, pairing]
levers: {budget: [50, 100, 150]}
uncertainties: {world.drought_chance: {}}
design: {kind: sobol, points: 8}
"""


def runs_in(folder):
    return sum(log.read_bytes().count(b"\n") for log in (folder / ".parts").glob("*.log"))


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_comes_to_the_same(tmp_path):
    distributed = pytest.importorskip("distributed")
    (tmp_path / "swept.yaml").write_text(FILE)
    command = ["sweep", str(tmp_path / "swept.yaml"), "--no-report", "-q"]
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster, distributed.Client(cluster) as client:
        killed, before = [], []

        def kill_one():
            wait_for(lambda: runs_in(tmp_path / "there") >= 20)
            killed.extend(client.run(os.getpid).values())
            os.kill(killed[0], signal.SIGKILL)
            before.append(runs_in(tmp_path / "there"))

        killer = threading.Thread(target=kill_one)
        killer.start()
        there = [*command, "--out", str(tmp_path / "there"), "--scheduler", cluster.scheduler_address]
        assert main(there) == 0
        killer.join()
    assert len(killed) == 2 and before[0] < 144
    assert main([*command, "--out", str(tmp_path / "here"), "--workers", "1"]) == 0
    assert tables(tmp_path / "there") == tables(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_said(tmp_path, capsys, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("sim.cli.sweep.PATIENCE", 0.5)
    (tmp_path / "swept.yaml").write_text(FILE)
    command = ["sweep", str(tmp_path / "swept.yaml"), "--out", str(tmp_path / "out")]
    assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("--scheduler: no Dask scheduler answers at tcp://127.0.0.1:9")
    assert main([*command, "--scheduler", "nonsense"]) == 2
    assert not (tmp_path / "out").exists()
