"""Patients: households in which a member is chronically ill.

They are rows of the household table; a chronic illness begins and ends by chance.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import People

PARAMETERS = {
    "chronic_onset": number(0.0138, "chance/year", 0, 0.08,
        "calibrated to catastrophic spending of 11% of households, CHFS 2017",
        "Somebody falls chronically ill: household of average size, in full health, without elderly"
        ).plausibly(0.01, 0.025),
    "chronic_by_age": number(3.5, "factor", 0, 8, "assumption",
        "Chance of chronic illness that elderly members add, were all of them elderly"
        ).plausibly(2, 5),
    "chronic_recovery": number(0.075, "chance/year", 0.03, 0.4, "assumption",
        "A chronic illness ends: its patient recovers, or dies").plausibly(0.05, 0.12),
}


def onset_chance(h: People, world: Any) -> np.ndarray:
    """Chance a year that somebody falls chronically ill (about 0..1), without better clinics.

    It rises with poor health as that of a major illness does, with the share of elderly, and with
    the root of the household's size.
    """
    elderly = (h.persons - h.adults - h.children) / h.persons
    weak = 1 + world.illness_by_health * (1 - h.health)
    weak = weak * (1 + world.chronic_by_age * elderly)
    return world.chronic_onset * weak * np.sqrt(h.persons / world.usual_persons)
