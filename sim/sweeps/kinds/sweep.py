"""A sweep: all points of a design, settings of the levers crossed with worlds."""

from __future__ import annotations

from collections.abc import Mapping

from sim.ground.parameters import Parameter
from sim.sweeps.points import Batch, Plan, crossed
from sim.sweeps.terms import Sweep

OPTIONS: Mapping[str, Parameter] = {}
DESIGNED = True


def plan(sweep: Sweep) -> Plan:
    """One batch, and what it comes to changes nothing."""
    yield Batch("points", crossed(sweep.factors, sweep.design, sweep.seed))
