"""Anti-poverty strategies tried on the same simulated county and compared honestly.

`load` a scenario, `run` it, `attribute` what an arm does to its parts, `sweep` it over many worlds and
ask for the `robustness` of what it says, `open` stored results; `County` is one run as a Mesa model, and
`Strategy`, `Parameter` and `Payment` are what a strategy of one's own is made of.
`sim.measures` holds the measures of poverty and inequality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim import measures as measures
    from sim.county import County
    from sim.experiment.attribution import attribute
    from sim.experiment.runner import run
    from sim.ground.parameters import Parameter
    from sim.ground.payments import Payment
    from sim.results import open
    from sim.scenario.load import load
    from sim.strategies import Strategy
    from sim.sweeps.runner import optimise, robustness, sensitivity, sweep

__all__ = [
    "County", "Parameter", "Payment", "Strategy", "attribute", "load", "open", "optimise",
    "robustness", "run", "sensitivity", "sweep",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """A door is opened on first use: `import sim` alone loads neither Mesa nor pandas."""
    match name:
        case "County":
            from sim.county import County

            return County
        case "Parameter":
            from sim.ground.parameters import Parameter

            return Parameter
        case "Payment":
            from sim.ground.payments import Payment

            return Payment
        case "Results":
            from sim.results import Results

            return Results
        case "Scenario":
            from sim.scenario import Scenario

            return Scenario
        case "Strategy":
            from sim.strategies import Strategy

            return Strategy
        case "attribute":
            from sim.experiment.attribution import attribute

            return attribute
        case "load":
            from sim.scenario import load

            return load
        case "measures":
            import sim.measures as measures

            return measures
        case "open":
            from sim.results import open

            return open
        case "optimise":
            from sim.sweeps import optimise

            return optimise
        case "robustness":
            from sim.sweeps import robustness

            return robustness
        case "run":
            from sim.experiment import run

            return run
        case "sensitivity":
            from sim.sweeps import sensitivity

            return sensitivity
        case "sweep":
            from sim.sweeps import sweep

            return sweep
        case _:
            raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "measures"])
