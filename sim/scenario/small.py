"""The small county of the local page: how large an experiment may be there, and one made to fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.link import PORT, link
from sim.scenario.scenario import Scenario
from sim.scenario.short import short_yaml

MOST: Mapping[str, int] = {"households": 5_000, "replications": 5, "years": 15, "arms": 6}
"""What the page runs at most: it is for looking; a command line is for results to quote."""
BEYOND = {
    "province": "many counties are lived by antipoverty run",
    "survey": "the county of a survey is lived by antipoverty run",
    "worlds": "many worlds are lived in by antipoverty run",
    "until": "antipoverty run looks for how many replications are enough",
}
"""What the page has no room for, and who has."""


def beyond(scenario: Scenario) -> Iterator[str]:
    """What of a scenario the page cannot run, however small it is made."""
    for name, why in BEYOND.items():
        if getattr(scenario, name) is not None:
            yield f"{name}: has no place on this page: {why}"


def over(scenario: Scenario) -> Iterator[str]:
    """By what a scenario is larger than the page runs."""
    for name, size in sizes(scenario).items():
        if size > MOST[name]:
            yield (f"{name}: this page runs at most {MOST[name]:,}, not {size:,}; antipoverty run takes "
                   "any number of them")


def sizes(scenario: Scenario) -> dict[str, int]:
    """What is bounded, by the names of the bounds."""
    return {
        "households": scenario.households, "replications": scenario.replications,
        "years": scenario.years + scenario.after, "arms": len(scenario.arms),
    }  # fmt: skip


def made_small(scenario: Scenario) -> tuple[Scenario, list[str]]:
    """The scenario with as few households, replications and arms as the page runs, and what was changed.

    Villages keep their size and the baseline stays. Years are left as they are.
    """
    changes: dict[str, Any] = {}
    for name in ("households", "replications"):
        if sizes(scenario)[name] > MOST[name]:
            changes[name] = MOST[name]
    told = [f"{name}: {sizes(scenario)[name]:,} became {most:,}" for name, most in changes.items()]
    if "households" in changes:
        villages = round(MOST["households"] * scenario.villages / scenario.households)
        changes["villages"] = max(2, villages)
        record = scenario.record
        changes["record"] = replace(record, households=min(record.households, MOST["households"]))
    if len(scenario.arms) > MOST["arms"]:
        changes |= _fewer(scenario)
        told.append(f"arms: {len(scenario.arms)} became {len(changes['arms'])}")
    return (replace(scenario, **changes) if changes else scenario), told


def _fewer(scenario: Scenario) -> dict[str, Any]:
    """The baseline and the first other arms, and the roles that these can still have."""
    order = sorted(scenario.arms, key=lambda arm: arm != scenario.baseline)
    kept = {arm: scenario.arms[arm] for arm in order[: MOST["arms"]]}
    return {"arms": kept, "roles": {arm: role for arm, role in scenario.roles.items()
                                    if arm in kept and role.against in kept}}  # fmt: skip


def opened_by(scenario: Scenario, port: int = PORT) -> str:
    """The address that opens a scenario, made small, in the local page.

    Raises `InputError` where it is too long for an address.
    """
    return link(short_yaml(made_small(scenario)[0]), port)
