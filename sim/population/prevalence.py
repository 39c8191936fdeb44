"""Who is chronically ill when the burn-in begins: as many as its onset and recovery would keep so."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import People, Table
from sim.population.draws import Draws

PARAMETERS = {
    "chronic_onset": number(0.02, "chance/year", 0, 0.08, "calibrated",
        "Somebody falls chronically ill: household of average size, in full health, without elderly"),
    "chronic_by_age": number(2, "factor", 0, 6, "assumption",
        "Chance of chronic illness that elderly members add, were all of them elderly"),
    "chronic_recovery": number(0.12, "chance/year", 0.04, 0.4, "assumption",
        "A chronic illness ends: its patient recovers, or dies"),
}  # fmt: skip


def onset_chance(h: People, world: Any) -> np.ndarray:
    """Chance a year that somebody falls chronically ill (about 0..1), without better clinics.

    It rises with poor health as that of a major illness does, with the share of elderly, and with
    the root of the household's size.
    """
    elderly = (h.persons - h.adults - h.children) / h.persons
    weak = 1 + world.illness_by_health * (1 - h.health)
    weak = weak * (1 + world.chronic_by_age * elderly)
    return world.chronic_onset * weak * np.sqrt(h.persons / world.usual_persons)


def draw_chronic_illness(h: Table, draws: Draws, world: Any) -> None:
    """Chronic illness at its stationary share: onset over onset and recovery."""
    onset = onset_chance(h, world)
    h.chronically_ill = draws.uniform("chronic") < onset / (onset + world.chronic_recovery)
