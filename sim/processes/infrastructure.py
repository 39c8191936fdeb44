"""What public money builds: capital, jobs and services of villages, which wear out."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.society import Society

PARAMETERS = {
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
    v.services = np.clip(v.base_services + v.services_moved, w.services_least, 1.0)
