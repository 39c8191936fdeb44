"""Processes that tests start, watch and end."""

import os
import signal
import subprocess
import time

HEARD = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def start(command, **given):
    """A process of its own session that hears every signal, also where ours are ignored (nohup)."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_hear, **given)


def _hear():
    for number in HEARD:
        signal.signal(number, signal.SIG_DFL)


def wait_for(condition, seconds=40):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def children(parent):
    """Processes of a parent, without those that have ended and only wait to be noticed."""
    return {pid for pid, of in _living() if of == parent}


def alive(pids):
    """Which of some processes still live."""
    return {pid for pid, _ in _living() if pid in pids}


def _living():
    told = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in told.stdout.splitlines()]
    return [(int(pid), int(parent)) for pid, parent, state in rows if state[0] != "Z"]


def end(process):
    """End a process and all it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
