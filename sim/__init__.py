"""Anti-poverty strategies tried on the same simulated county and compared honestly.

`load` a scenario, `run` it, `open` stored results; `County` is one run as a Mesa model, and
`Strategy`, `Parameter` and `Payment` are what a strategy of one's own is made of. `sim.measures` holds
the measures of poverty and inequality.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim import measures as measures
    from sim.county import County
    from sim.experiment.runner import run
    from sim.ground.parameters import Parameter
    from sim.results import open
    from sim.scenario.load import load
    from sim.strategies import Strategy

__all__ = ["County", "Parameter", "Strategy", "load", "open", "run"]

# Found on first use: `import sim` alone loads neither Mesa nor pandas.
_HOMES = {
    "County": "sim.county",
    "Parameter": "sim.ground.parameters",
    "Payment": "sim.ground.payments",
    "Results": "sim.results",
    "Scenario": "sim.scenario",
    "Strategy": "sim.strategies",
    "load": "sim.scenario",
    "open": "sim.results",
    "run": "sim.experiment",
}


def __getattr__(name: str) -> Any:
    if name == "measures":
        return import_module("sim.measures")
    if name not in _HOMES:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "measures"])
