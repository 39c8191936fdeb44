"""Shocks: drought, illness, and failure of greenhouse or herd. Luck is the same in every arm."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import People, Rows
from sim.processes.menu import runs
from sim.society import Society, by_household

PARAMETERS = {
    "drought_chance": number(0.12, "chance/year", 0.05, 0.25, "assumption; Gansu is drought-prone",
        "Chance of drought or frost in a village"),
    "drought_correlation": number(0.5, "correlation", 0, 1, "assumption",
        "Correlation of drought between villages (Gaussian copula)"),
    "county_drought": number(0.0, "share of villages", 0, 1, "assumption",
        "Villages hit in a year for which a scenario tells a drought; 0, chance alone decides"
        ).certain("told by a scenario"),
    "drought_loss_rainfed": number(0.30, "share", 0.1, 0.6, "assumption", "Harvest lost, rain-fed"),
    "drought_loss_irrigated": number(0.10, "share", 0, 0.4, "assumption", "Harvest lost, irrigated"),
    "drought_loss_activity": number(0.0, "share", 0, 0.6, "assumption",
        "Output of the lumpy activity lost to drought; 0, stable and greenhouse are sheltered"),
    "village_yield_noise": number(0.08, "sd of log", 0, 0.3, "assumption", "Yield of a village"),
    "illness_chance": number(0.06, "chance/year", 0.04, 0.12,
        "assumption",
        "Major illness of a household of average size in full health"),
    "illness_bill": number(5000, "yuan", 3000, 9000, "assumption", "Mean bill of a major illness"),
    "illness_bill_noise": number(0.9, "sd of log", 0.3, 1.5, "assumption", "Spread of bills"),
    "illness_work_loss": number(0.40, "share", 0.1, 0.6, "calibrated", "Work capacity lost"),
    "chronic_work_loss": number(0.35, "share", 0, 0.6,
        "calibrated: illness is a cause in 42% of registered households",
        "Work capacity lost to a chronic illness, its patient's and the carer's, each year that it lasts"
        ).plausibly(0.25, 0.45),
    "illness_second_year": number(0.33, "share", 0, 1, "calibrated",
        "Share of cases whose work loss lasts a second year"),
    "clinic_effect": number(0.4, "share", 0, 0.8, "assumption",
        "Illness prevented in households covered by a better clinic"),
    "illness_by_health": number(1.5, "factor", 0, 3, "assumption",
        "Chance of an illness that the worst health adds, beside that in full health"),
}
STREAMS = {
    "yield": "each village a year: its harvest",
    "county_weather": "the county a year: its weather",
    "village_weather": "each village a year: how its weather departs from the county's",
    "illness_length": "each household a year: whether an illness goes on",
    "illness": "each household a year: whether somebody falls ill",
    "bill": "each household a year: the size of its medical bill",
    "failure": "each household a year: whether its activity fails",
}


def draw_weather(society: Society) -> None:
    """Drought with a county and a village part, and the yield of each village."""
    v, w = society.villages, society.world
    v.drought = draw_droughts(society, w.drought_correlation)
    noise = w.village_yield_noise * society.normal("yield", v)
    v.yield_noise = np.exp(noise - 0.5 * w.village_yield_noise**2)


def draw_droughts(society: Society, correlation: float) -> np.ndarray:
    """Villages hit this year."""
    from scipy.special import ndtr

    county = society.streams.normals("county_weather", society.year, 0, 1)[0]
    latent = np.sqrt(correlation) * county
    latent = latent + np.sqrt(1 - correlation) * society.normal("village_weather", society.villages)
    return ndtr(latent) < max(society.world.drought_chance, society.world.county_drought)


@by_household
def fall_ill(h: Rows, society: Society) -> None:
    """Major illness with a bill; a third of last year's patients still cannot work fully."""
    w = society.world
    chance = illness_chance(h, society)
    chance *= 1 - w.clinic_effect * society.given("clinic", h)
    lasting = society.uniform("illness_length", h) < w.illness_second_year
    h.still_ill = h.ill & lasting
    h.ill = society.uniform("illness", h) < chance
    spread = w.illness_bill_noise
    patients = np.flatnonzero(h.ill)
    noise = spread * society.normal("bill", h, patients) - 0.5 * spread**2
    h.medical_bill = 0.0
    h.medical_bill[patients] = w.illness_bill * np.exp(noise)


def illness_chance(h: People, society: Society) -> np.ndarray:
    """Chance of a major illness this year by health and size (about 0..1), without better clinics."""
    w = society.world
    weak = 1 + w.illness_by_health * (1 - h.health)
    return w.illness_chance * weak * np.sqrt(h.persons / w.usual_persons)


@by_household
def fail_activity(h: Rows, society: Society) -> None:
    """Death, hail or collapse takes most of the activity's capital and part of its output."""
    w = society.world
    h.activity_failed = runs(h, society) & (society.uniform("failure", h) < w.activity_failure)


@by_household
def lose_harvest(h: Rows, society: Society) -> None:
    """Share of the harvest lost to drought: less with water."""
    w = society.world
    loss = np.where(h.irrigated, w.drought_loss_irrigated, w.drought_loss_rainfed)
    h.drought_loss = loss * society.at_home(society.villages.drought, h)


def work_capacity(h: People, society: Society) -> np.ndarray:
    """Health available for work this year, after major and chronic illness."""
    return lasting_capacity(h, society) * (1 - lost_to_illness(h, society))


def lost_to_illness(h: People, society: Society) -> np.ndarray:
    """Share of the health available for work that this year's major illness takes, or last year's."""
    return np.asarray(society.world.illness_work_loss * (h.ill | h.still_ill))


def lasting_capacity(h: People, society: Society) -> np.ndarray:
    """Health available for work in a year without a major illness, with which plans reckon."""
    return np.asarray(h.health * (1 - society.world.chronic_work_loss * h.chronically_ill))
