"""Sweeps: one scenario at many points, levers crossed with worlds that all arms share."""

from sim.sweeps.runner import again, calibrate, optimise, robustness, sensitivity, sweep

__all__ = ["again", "calibrate", "optimise", "robustness", "sensitivity", "sweep"]
