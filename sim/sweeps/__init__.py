"""Sweeps: one scenario at many points, levers crossed with worlds that all arms share."""
