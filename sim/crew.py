"""A pool of local worker processes that can be rebuilt and that leaves nobody behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import connection, parent_process
from types import TracebackType
from typing import Any

from sim.ground.errors import MachineFault
from sim.shell import signals_held

# One thread a worker: as many workers as cores are busy already.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class Pool(ProcessPoolExecutor):
    """A pool of `width` workers that are started whole, whatever signal comes meanwhile."""

    def __init__(self, width: int) -> None:
        context = multiprocessing.get_context("spawn")
        super().__init__(width, mp_context=context, initializer=prepare)
        self.width = width

    def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        """Hand in work; this may start a worker."""
        with signals_held():
            return super().submit(work, *given, **named)


class Crew:
    """Worker processes, started by `spawn` on every platform.

    `pool` is the executor to submit to. Leaving the `with` block in an exception ends the
    workers at once; what they have kept stays whole.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._strangers = set(multiprocessing.active_children())
        self._environment = {name: os.environ.get(name) for name in THREADS}

    def __enter__(self) -> Crew:
        # Workers read these when they load NumPy, so the parent has to set them.
        os.environ.update(dict.fromkeys(THREADS, "1"))
        _start_tracker()
        self.pool = Pool(self.workers)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if kind is not None:
            self.end_workers()
        self.pool.shutdown(wait=True, cancel_futures=True)
        for name, value in self._environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def rebuild(self) -> None:
        """A new pool in place of a broken one. Raises `MachineFault` if no worker can start."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = Pool(self.workers)
        try:
            self.pool.submit(os.getpid).result()
        except BrokenExecutor as error:
            raise MachineFault(
                "worker processes end as they start: use one worker, or, in a script of your "
                'own, put the call under `if __name__ == "__main__":`'
            ) from error

    def end_workers(self) -> None:
        """End all workers at once, whatever they are at."""
        for child in set(multiprocessing.active_children()) - self._strangers:
            child.terminate()


def _start_tracker() -> None:
    """Start the process that cleans up after all of multiprocessing, so that it outlives us.

    It heeds no other signal of a terminal, but would end when that is closed.
    """
    if not hasattr(signal, "SIGHUP") or threading.current_thread() is not threading.main_thread():
        return
    from multiprocessing import resource_tracker

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    resource_tracker.ensure_running()
    signal.signal(signal.SIGHUP, before)


def prepare() -> None:
    """Make a new worker end with its parent, and leave to the parent what all processes of a
    terminal get: its interrupt, and the signal that it was closed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
