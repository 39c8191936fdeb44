"""What programmes deliver in kind arrives: land, water, training, services, guarantees, lists."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import Rows
from sim.society import Society, by_household

PARAMETERS = {
    "training_gain": number(0.1, "skill/course", 0, 0.3, "assumption",
        "Skill gained in one course, before the ceiling of one"),
    "literacy_gain": number(0.06, "years/course", 0, 0.3, "assumption",
        "Schooling gained by a literacy course of adults with less than six years"),
    "investment_leak": number(0.2, "share", 0, 0.5, "assumption",
        "Share of public investment lost to overhead"),
    "public_capital_wear": number(0.05, "share/year", 0, 0.2, "assumption",
        "Depreciation of public capital"),
    "created_job_decay": number(0.08, "share/year", 0, 0.3, "assumption",
        "Share of created jobs that end each year"),
    "technician_memory": number(0.6, "share/year", 0, 1, "assumption",
        "What is left of the technicians' teaching a year after they were last paid"),
    "services_moved_decay": number(0.05, "share/year", 0, 0.5, "assumption",
        "Share of moved services that moves back each year"),
}


def build_infrastructure(society: Society) -> None:
    """Public capital and created jobs wear out and grow by what is paid: G' = .95 G + .8 B."""
    g, v, w = society.government, society.villages, society.world
    kept, used = 1 - w.public_capital_wear, 1 - w.investment_leak
    g.public_capital = kept * g.public_capital + used * society.given("public_investment")
    g.public_farm_capital = (
        kept * g.public_farm_capital + used * society.given("public_farm_investment")
    )
    v.created_jobs = (1 - w.created_job_decay) * v.created_jobs + society.given("lasting_jobs")
    v.services_moved = (1 - w.services_moved_decay) * v.services_moved + society.given("services")
    v.participation = society.given("participation")
    v.supervision = society.given("supervision")
    v.technicians = np.maximum(w.technician_memory * v.technicians, society.given("technicians"))
    v.services = np.clip(v.base_services + v.services_moved, 0.05, 1.0)


@by_household
def deliver_in_kind(h: Rows, society: Society) -> None:
    """Land, water, skill, literacy, housing and the guarantee of a minimum reach households."""
    w, given = society.world, society.given
    if "land_change" in society.channels:
        h.land = np.maximum(h.land + given("land_change", h), 0.0)
        h.land_factor = h.ability**0.7 * (h.land_quality * h.land / 9.0) ** 0.35
    h.irrigated |= given("irrigated_land", h) >= np.maximum(h.land, 1e-9)
    h.skill = np.minimum(h.skill + w.training_gain * given("training", h), 1.0)
    h.knows_activity |= given("training", h) >= 1  # courses come before the year's plans
    h.schooling += w.literacy_gain * given("literacy", h) * (h.schooling < 6)
    if "housing" in society.channels:
        repair_home(h, given("housing", h) >= 1)


def repair_home(h: Rows, helped: np.ndarray) -> None:
    """Remove the first standing deprivation of the helped households."""
    for name in ("unsafe_house", "unsafe_water", "no_toilet", "no_electricity", "solid_fuel"):
        flags = getattr(h, name)
        cured = flags & helped
        flags &= ~cured
        helped = helped & ~cured
