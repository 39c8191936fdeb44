"""Attribution: a run of all coalitions of some parts, which says what each part carries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from sim.designs.coalitions import game
from sim.experiment.runner import run
from sim.ground.errors import InputError

if TYPE_CHECKING:
    from sim.results import Results
    from sim.scenario import Scenario


def attribute(
    scenario: Scenario | str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    executor: Any = None,
    **options: Any,
) -> Results:
    """Share out what an arm does among its parts: `Results.attribution` and `Results.interactions`.

    The arms of the scenario are the coalitions of the parts, as a design of that kind makes them;
    the rest is as in `sim.run`. Raises `InputError` also where they are not.
    """
    if isinstance(scenario, (str, os.PathLike)):
        from sim.scenario import load

        scenario = load(scenario)
    if lack := lacking(scenario):
        raise InputError(f"{scenario.name}: {lack}")
    return run(scenario, out, workers, executor=executor, **options)


def lacking(scenario: Scenario) -> str:
    """Why what a scenario's arms do cannot be shared out; empty where it can."""
    made = "`design: {kind: coalitions, of: ARM}` makes them"
    return "" if game(scenario.roles) else f"has no arms that are all coalitions of some parts: {made}"
