"""The page served on this machine until it is told to end."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from sim.explore.levers import begin
from sim.explore.loopback import Loopback, listening
from sim.explore.server import app
from sim.scenario import Scenario
from sim.scenario.link import LONGEST
from sim.scenario.small import made_small

PATIENCE = 1  # seconds that open pages are waited for at the end


def serve(scenario: Scenario, port: int, browser: bool, say: Callable[[str], None]) -> None:
    """Serve the page, opened with a scenario made small, and say where it is.

    Raises `InputError` for a scenario that the page cannot run, or a port that cannot be had.
    """
    _, changes = made_small(scenario)
    levers = begin(scenario)
    notes = [f"Made small for this page: {'; '.join(changes)}."] if changes else []
    with listening(port) as place:
        where = place.getsockname()[1]
        config = uvicorn.Config(
            Loopback(app(levers, where, notes)), log_level="warning", lifespan="on",
            timeout_graceful_shutdown=PATIENCE, h11_max_incomplete_event_size=2 * LONGEST,
        )  # fmt: skip
        address = f"http://127.0.0.1:{where}/"
        say(f"The page is at {address} (Ctrl-C ends it)")
        if browser:
            # One in a terminal keeps whoever opened it until it is closed.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[place])
