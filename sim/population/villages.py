"""The villages drawn: how remote, watered, fertile, served and organised they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents import village
from sim.ground.parameters import number
from sim.ground.tables import Table
from sim.population.draws import Draws

GINI_OF_VARIATION = 0.56
"""Gini of a narrow distribution for its coefficient of variation: one over the root of pi."""

PARAMETERS = {
    "remoteness_shape": number(2, "shape of Beta", 1, 6, "assumption",
        "Both shapes of remoteness: the larger, the more villages lie in the middle"),
    "irrigation_nearby": number(0.45, "share of land", 0.2, 0.7, "assumption",
        "Land with water in a village at the county seat"),
    "irrigation_remoteness": number(0.5, "share of land", 0, 0.8, "assumption",
        "Land with water that the remotest village has less"),
    "irrigation_spread": number(0.12, "sd of share", 0, 0.25, "assumption",
        "Differences in water between villages equally remote"),
    "irrigation_least": number(0.02, "share of land", 0, 0.1, "assumption",
        "Land with water in the driest village"),
    "irrigation_most": number(0.9, "share of land", 0.6, 1, "assumption",
        "Land with water in the wettest village"),
    "land_quality_spread": number(0.15, "sd of log", 0, 0.3, "assumption",
        "Quality of land between villages, between farms of a village and between partner counties"),
    "land_quality_remoteness": number(0.35, "log", 0, 0.5, "calibrated",
        "Quality of land that the remotest village has less than the nearest"),
    "services_nearby": number(0.65, "0..1", 0.4, 0.9, "assumption",
        "Quality of clinic and school at the county seat"),
    "services_remoteness": number(0.4, "0..1", 0, 0.6, "assumption",
        "Quality of clinic and school that the remotest village has less"),
    "services_spread": number(0.1, "sd", 0, 0.2, "assumption",
        "Differences in services between villages equally remote"),
    "services_least": number(0.05, "0..1", 0, 0.2, "assumption",
        "Quality of clinic and school below which no village falls"),
    "organisation_alpha": number(2, "shape of Beta", 1, 6, "assumption",
        "First shape of organisation at the opening, whose mean is alpha over alpha and beta"),
    "organisation_beta": number(3, "shape of Beta", 1, 6, "assumption",
        "Second shape of organisation at the opening"),
    "capture_by_inequality": number(0.1, "0..1", 0, 0.3, "assumption",
        "Elite capture of lists added where one household has all the land"),
    "opening_mean_wage": number(6000, "yuan/worker-year", 3000, 12000, "assumption",
        "Local wage that employers know when the burn-in begins"),
    "usual_network": number(0.3, "share of households", 0.1, 0.6, "assumption",
        "Households with off-farm work when the burn-in begins; a larger network pulls others along"
        ).certain(
            "a unit in which the pull of networks is written"),
    "opening_seed_share": number(0.25, "share of households", 0, 0.6, "assumption",
        "Households with improved seed when the burn-in begins"),
}


def village_ends(villages: int, households: int) -> np.ndarray:
    """Rows where villages end, each as large as the others."""
    return np.rint(np.arange(1, villages + 1) * households / villages).astype(np.int64)


def draw_villages(draws: Draws, households: int, world: Any, remoteness: float = 0.5) -> Table:
    """Places: water, land, services, organisation and elite capture, by their mean remoteness."""
    v = Table("villages", village.COLUMNS, draws.rows)
    ends = village_ends(draws.rows, households)
    v.first_row = np.concatenate([[0], ends[:-1]])
    v.households = ends - v.first_row
    shapes = 2 * world.remoteness_shape * np.array([remoteness, 1 - remoteness])
    v.remoteness = draws.beta("remoteness", *shapes.tolist())
    order = np.argsort(np.argsort(v.remoteness, kind="stable"), kind="stable")
    v.remoteness_quartile = 1 + 4 * order // draws.rows
    v.direction = draws.uniform("direction")
    draw_land_and_services(v, draws, world)
    v.nearness = (1 - v.remoteness) / np.mean(1 - v.remoteness)
    v.organisation = draws.beta("organisation", world.organisation_alpha, world.organisation_beta)
    v.base_organisation = v.organisation
    v.partner = v.paired_village = -1
    v.mean_wage, v.migrant_network = world.opening_mean_wage, world.usual_network
    v.seed_share = world.opening_seed_share
    return v


def draw_land_and_services(v: Table, draws: Draws, world: Any) -> None:
    """Water, quality of land and services: less of each where it is remote."""
    water = world.irrigation_nearby - world.irrigation_remoteness * v.remoteness
    water += world.irrigation_spread * draws.normal("water")
    v.irrigation = np.clip(water, world.irrigation_least, world.irrigation_most)
    fertile = world.land_quality_spread * draws.normal("village_land")
    v.land_quality = np.exp(fertile - world.land_quality_remoteness * (v.remoteness - 0.5))
    services = world.services_nearby - world.services_remoteness * v.remoteness
    services += world.services_spread * draws.normal("services")
    v.services = np.clip(services, world.services_least, 1)
    v.base_services = v.services


def draw_capture(v: Table, land: np.ndarray, world: Any) -> None:
    """Elite capture of lists: more where organisation is weak and land (mu a household) unequal."""
    spread = [np.std(part) / np.mean(part) for part in np.split(land, v.first_row[1:])]
    unequal = np.minimum(GINI_OF_VARIATION * np.array(spread), 1)
    v.capture = world.capture_by_disorder * (1 - v.organisation)
    v.capture += world.capture_by_inequality * unequal
