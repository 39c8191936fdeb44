"""Sweeps: one scenario at many points, levers crossed with worlds that all arms share."""

from sim.sweeps.runner import again, optimise, robustness, sensitivity, sweep

__all__ = ["again", "optimise", "robustness", "sensitivity", "sweep"]
