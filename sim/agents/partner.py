"""Partner counties: richer places far away, with limited money, jobs and buyers for the county."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.schema import Column, money, real

COLUMNS: dict[str, Column] = {
    "distance": real("0..1", "distance to the county"),
    "direction": real("0..1", "direction from the county seat, a part of the full circle"),
    "land_quality": real("index", "quality of the land, for what both grow"),
    "money": money("support it can pay in a year, out of the programme"),
    "jobs": real("jobs/year", "places it can keep for people of the county"),
    "market": money("sales of the activity that its buyers take in a year"),
}

PARAMETERS = {
    "villages_per_partner": number(20, "villages", 1, 200, "assumption",
        "Villages of the county for each partner county"),
    "partner_money": number(3000, "yuan/village/year", 0, 50000, "assumption",
        "Support of a partner county for each of its villages, at most"),
    "partner_jobs": number(3, "jobs/village/year", 0, 30, "assumption",
        "Places a partner county keeps for each of its villages"),
    "partner_market": number(200000, "yuan/village/year", 0, 2000000, "assumption",
        "Sales of a village's activities that a partner's buyers take"),
}
