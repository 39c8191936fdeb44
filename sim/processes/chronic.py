"""Chronic illness: a state of a household, with a bill and lost work in every year that it lasts."""

from __future__ import annotations

import numpy as np

from sim.agents.patient import onset_chance
from sim.ground.parameters import number
from sim.ground.tables import People, Rows
from sim.processes.shocks import illness_chance
from sim.society import Society, by_household

PARAMETERS = {
    "chronic_bill": number(3800, "yuan/year", 500, 8000,
        "calibrated to catastrophic spending of 11% of households, CHFS 2017",
        "Mean bill of a year with a chronic illness").plausibly(2500, 4500),
    "chronic_bill_noise": number(0.8, "sd of log", 0.3, 1.5, "calibrated",
        "Spread of these bills from household to household and year to year").plausibly(0.7, 1.2),
}
STREAMS = {
    "chronic": "each household a year: whether a chronic illness begins or ends",
    "chronic_bill": "each household a year: the size of the bill of a chronic illness",
}


@by_household
def fall_chronically_ill(h: Rows, society: Society) -> None:
    """Chronic illness begins by health and age and ends by luck; its bill adds to the year's.

    The luck with which it begins is low and that with which it ends is high: what keeps it from
    beginning never makes it last.
    """
    w, luck = society.world, society.uniform("chronic", h)
    h.chronically_ill = np.where(h.chronically_ill, luck < 1 - w.chronic_recovery,
                                 luck < chance_of_onset(h, society, society.given("clinic", h)))
    patients, spread = np.flatnonzero(h.chronically_ill), w.chronic_bill_noise
    noise = spread * society.normal("chronic_bill", h, patients) - 0.5 * spread**2
    h.medical_bill[patients] += w.chronic_bill * np.exp(noise)


def chance_of_onset(h: People, society: Society, clinic: np.ndarray | float) -> np.ndarray:
    """Chance that a chronic illness begins this year where a better clinic covers so much (0..1)."""
    return onset_chance(h, society.world) * (1 - society.world.clinic_effect * clinic)


def expected_bill(h: People, society: Society, clinic: float) -> np.ndarray:
    """Mean medical bill of the coming year, by health and chronic illness now; yuan."""
    w = society.world
    major = illness_chance(h, society) * (1 - w.clinic_effect * clinic)
    onset = chance_of_onset(h, society, clinic)
    chronic = np.where(h.chronically_ill, 1 - w.chronic_recovery, onset)
    return major * w.illness_bill + chronic * w.chronic_bill
