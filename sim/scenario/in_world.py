"""A scenario in the world of one of its replications: the numbers of that world, the rest as in all."""

from __future__ import annotations

from dataclasses import fields

from sim.ground.errors import InputError
from sim.scenario.of_world import arms_in, world_in
from sim.scenario.scenario import Scenario


def in_world(scenario: Scenario, replication: int) -> Scenario:
    """The scenario of a replication, as if there were only its world; as it is where it has no worlds.

    Raises `InputError` for a replication that lives in no world.
    """
    worlds = scenario.worlds
    if worlds is None:
        return scenario
    if not 1 <= replication <= worlds.replications:
        raise InputError(f"replication {replication} lives in no world: {worlds.ensemble} is lived in "
                         f"{worlds.replications} times here")
    world = worlds.drawn[(replication - 1) // worlds.luck]
    values = {one.name: getattr(scenario, one.name) for one in fields(scenario)}
    return Scenario.of_resolved(values | {
        "worlds": None,
        "world": world_in(scenario.world, worlds, world),
        "arms": arms_in(scenario.arms, worlds, world),
    })  # fmt: skip
