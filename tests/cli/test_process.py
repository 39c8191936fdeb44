"""The command as the shell sees it: its own process, pipes, signals and time."""

import os
import signal
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "sim"]


def shell(*arguments, **given):
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, **given)


def test_module_door_and_usage():
    assert shell("--help").returncode == 0
    assert shell("run").returncode == 2
    assert shell("validate", os.devnull).stderr.endswith(
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


def test_an_interrupt_ends_with_130_and_a_sentence(tmp_path):
    pipe = tmp_path / "waits.yaml"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [*COMMAND, "validate", str(pipe)], stderr=subprocess.PIPE, text=True)
    writer = os.open(pipe, os.O_WRONLY)  # opens once the command has begun to read
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    os.close(writer)
    assert "interrupted" in said and "Traceback" not in said
    assert process.returncode == 130
