"""Anti-poverty strategies tried on the same simulated county and compared honestly.

`load` a scenario, `run` it, `attribute` what an arm does to its parts, `sweep` it over many worlds and
ask for the `robustness` of what it says, `calibrate` worlds to published patterns, `open` stored
results; `County` is one run as a Mesa model, and `Strategy`, `Parameter` and `Payment` are what a
strategy of one's own is made of.
`sim.measures` holds the measures of poverty and inequality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim import measures as measures
    from sim.claims import judge_claims
    from sim.county import County
    from sim.drivers import find_drivers
    from sim.exercises import check_answer
    from sim.experiment.attribution import attribute
    from sim.experiment.runner import run
    from sim.folder.picked import intervals
    from sim.ground.parameters import Parameter
    from sim.ground.payments import Payment
    from sim.results import open
    from sim.scenario.load import load
    from sim.strategies import Strategy
    from sim.sweeps.runner import calibrate, optimise, robustness, sensitivity, sweep

__all__ = [
    "County", "Parameter", "Payment", "Strategy", "attribute", "calibrate", "check_answer",
    "find_drivers", "intervals", "judge_claims", "load", "open", "optimise", "robustness", "run",
    "sensitivity", "sweep",
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
        case "Results" | "open":
            from sim import results

            return getattr(results, name)
        case "Scenario" | "load":
            from sim import scenario

            return getattr(scenario, name)
        case "Strategy":
            from sim.strategies import Strategy

            return Strategy
        case "check_answer":
            from sim.exercises import check_answer

            return check_answer
        case "intervals":
            from sim.folder.picked import intervals

            return intervals
        case "measures":
            import sim.measures as measures

            return measures
        case _:
            return _experiment(name)


def _experiment(name: str) -> Any:
    """The doors to what lives counties by the dozen."""
    match name:
        case "attribute":
            from sim.experiment.attribution import attribute

            return attribute
        case "find_drivers":
            from sim.drivers import find_drivers

            return find_drivers
        case "judge_claims":
            from sim.claims import judge_claims

            return judge_claims
        case "run":
            from sim.experiment import run

            return run
        case "calibrate" | "optimise" | "robustness" | "sensitivity" | "sweep":
            from sim import sweeps

            return getattr(sweeps, name)
        case _:
            raise AttributeError(f"module 'sim' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "measures"])
