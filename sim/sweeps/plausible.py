"""What is varied where a file does not say: all numbers of the world that nobody knows."""

from __future__ import annotations

from dataclasses import replace

from sim.ground.parameters import Parameter
from sim.scenario import declared
from sim.scenario.read import Document
from sim.sweeps import rescale
from sim.sweeps.factors import UNCERTAINTY, Factor


def uncertain(base: Document) -> list[Factor]:
    """A factor over its plausible range for each number, switch or choice of the world that has one.

    What the scenario itself sets, what is fitted in every world, and what is certain are left out.
    """
    given = base.tree.get("world")
    told = {*(given if isinstance(given, dict) else ()), *rescale.fitted(base)}
    return [
        _factor(f"world.{name}", one)
        for name, one in declared.world_parameters().items()
        if len(one.prior) > 1 and name not in told and f"world.{name}" not in told
    ]


def _factor(path: str, one: Parameter) -> Factor:
    found = Factor(path, UNCERTAINTY, one.unit, one.meaning, source=one.because)
    if one.kind != "number":
        return replace(found, values=one.prior)
    low, high = one.prior
    return replace(found, low=low, high=high, median=one.default, whole=one.whole)
