"""A cluster that exists already, for commands that can send their runs there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sim.ground.errors import InputError, needs

PATIENCE = 10  # seconds in which a scheduler must answer


@contextmanager
def cluster(url: str | None) -> Iterator[Any]:
    """A client of the Dask cluster at an address; None without one."""
    if url is None:
        yield None
        return
    with needs("cluster", "--scheduler:"):
        from distributed import Client
    try:
        client: Any = Client(url, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise InputError(f"--scheduler: no Dask scheduler answers at {url} ({error})") from error
    with client:
        yield client
