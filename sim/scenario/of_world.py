"""What a world of an ensemble changes in a scenario: its parameters, and numbers of strategies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from immutabledict import immutabledict

from sim.terms import OF_STRATEGIES, StrategyUse, World, Worlds

Arms = Mapping[str, Mapping[str, StrategyUse]]


def world_in(base: Mapping[str, Any], worlds: Worlds, world: World) -> Mapping[str, Any]:
    """The parameters of a world: its own but for those that the scenario sets."""
    own = {path.removeprefix("world."): value for path, value in world.values.items()
           if not path.startswith(OF_STRATEGIES) and path not in worlds.held}  # fmt: skip
    return immutabledict({**base, **own})


def arms_in(base: Arms, worlds: Worlds, world: World) -> Arms:
    """The arms in a world, whose strategies have its numbers but for those that the scenario sets."""
    own: dict[tuple[str, str], dict[str, Any]] = {}
    for path, value in world.values.items():
        for place in places(path, base) if path.startswith(OF_STRATEGIES) else ():
            _, arm, strategy, name = place.split(".")
            if place not in worlds.held:
                own.setdefault((arm, strategy), {})[name] = value
    return immutabledict({
        arm: immutabledict({name: _set(use, own.get((arm, name))) for name, use in uses.items()})
        for arm, uses in base.items()
    })


def _set(use: StrategyUse, own: Mapping[str, Any] | None) -> StrategyUse:
    return replace(use, parameters=immutabledict({**use.parameters, **own})) if own else use


def places(path: str, arms: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Where a path of a world stands in a scenario: in its world, or in each arm with the strategy."""
    if not path.startswith(OF_STRATEGIES):
        return [path]
    rest = path.removeprefix(OF_STRATEGIES)
    return [f"arms.{arm}.{rest}" for arm, uses in arms.items() if rest.partition(".")[0] in uses]


def unheard(worlds: Worlds, arms: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The paths that change nothing: the scenario sets them itself, or no arm has them."""
    return [path for path in worlds.paths if set(places(path, arms)) <= set(worlds.held)]
