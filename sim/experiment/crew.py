"""A pool of local worker processes that can be rebuilt and that leaves nobody behind."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from types import TracebackType

from sim.errors import MachineFault
from sim.experiment.worker import prepare

# One thread a worker: as many workers as cores are busy already.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


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
        self.pool = self._new_pool()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if kind is not None:
            self._end_workers()
        self.pool.shutdown(wait=True, cancel_futures=True)
        for name, value in self._environment.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value

    def rebuild(self) -> None:
        """A new pool in place of a broken one. Raises `MachineFault` if no worker can start."""
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.pool = self._new_pool()
        try:
            self.pool.submit(os.getpid).result()
        except BrokenExecutor as error:
            raise MachineFault(
                "worker processes end as they start: use one worker, or, in a script of your "
                'own, put the call under `if __name__ == "__main__":`'
            ) from error

    def _new_pool(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=prepare)

    def _end_workers(self) -> None:
        for child in set(multiprocessing.active_children()) - self._strangers:
            child.terminate()
