"""What programmes deliver in kind arrives: land, water, training, lessons, repairs of homes."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.ground.tables import Rows
from sim.society import Society, by_household

PARAMETERS = {
    "training_gain": number(0.1, "skill/course", 0, 0.3, "assumption",
        "Skill gained in one course, before the ceiling of one"),
    "literacy_gain": number(0.06, "years/course", 0, 0.3, "assumption",
        "Schooling gained by a literacy course of adults without primary school"),
    "primary_schooling": number(6, "years", 4, 9, "assumption",
        "Schooling of adults below which they are offered literacy and are deprived of schooling"),
}


@by_household
def deliver_in_kind(h: Rows, society: Society) -> None:
    """Land, water, skill, literacy, housing and the guarantee of a minimum reach households."""
    w, given, channels = society.world, society.given, society.channels
    if "land_change" in channels:
        h.land = np.maximum(h.land + given("land_change", h), 0.0)
        land = (h.land_quality * h.land / w.median_land) ** w.farm_land_exponent
        h.land_factor = h.ability**w.farm_ability_exponent * land
    if "irrigated_land" in channels:
        h.irrigated |= given("irrigated_land", h) >= np.maximum(h.land, TINY)
    if "training" in channels:
        h.skill = np.minimum(h.skill + w.training_gain * given("training", h), 1.0)
        h.knows_activity |= given("training", h) >= 1  # courses come before the year's plans
    if "literacy" in channels:
        h.schooling += w.literacy_gain * given("literacy", h) * (h.schooling < w.primary_schooling)
    if "housing" in channels:
        repair_home(h, given("housing", h) >= 1)


@by_household
def sell_unfit_goods(h: Rows, society: Society) -> None:
    """Goods that meet no need of the household are sold as in distress, and the cash is spent."""
    if "unfit_goods" in society.channels:
        worth = society.world.fire_sale_price * society.given("unfit_goods", h)
        society.ledger.transfer("rest_of_world", h, worth, "grant_sales")


def repair_home(h: Rows, helped: np.ndarray) -> None:
    """Remove the first standing deprivation of the helped households."""
    for name in ("unsafe_house", "unsafe_water", "no_toilet", "no_electricity", "solid_fuel"):
        flags = getattr(h, name)
        cured = flags & helped
        flags &= ~cured
        helped = helped & ~cured
