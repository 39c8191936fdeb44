"""Cadres: officials with few days, growing ability and awareness, who visit poor households."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.schema import Column, count, real

COLUMNS: dict[str, Column] = {
    "village": count("index", "village the cadre is sent to"),
    "unit": count("code", "0 village, 1 county, 2 province", "unit"),
    "ability": real("0..1", "capability to diagnose and help", "cap"),
    "awareness": real("0..1", "service awareness: effort offered"),
    "honesty": real("0..1", "inclination to report truthfully", "honest"),
    "days": real("days/year", "days available for households", "tmax"),
    "days_used": real("days/year", "days paid and worked this year"),
    "load": real("households", "households served this year", "load"),
}

PARAMETERS = {
    "cadre_ratio": number(0.097, "cadres/household", 0.005, 0.12,
        "408,000 cadres, 670,000 of 4.2 million households, Gansu press 28 Dec 2015",
        "Cadres available for pairing per rural household"),
    "cadre_days": number(8, "days/year", 1, 60, "assumption",
        "Days a year a cadre can give to households"),
    "cadre_day_cost": number(150, "yuan/day", 50, 400, "assumption", "Cost of a cadre day"),
    "visit_days": number(1.0, "days/visit", 0.25, 5, "assumption", "Cadre days one visit takes"),
    "travel_days": number(1.0, "days/visit", 0, 4, "assumption",
        "Further days of a visit between two villages of full remoteness"),
    "cadre_rotation": number(0.3, "share/year", 0, 1, "assumption",
        "Share of cadres replaced each year (terms of one to three years)"),
    "cadre_learning": number(0.06, "per full year", 0, 0.3, "assumption",
        "Gain in ability of a cadre who works all days"),
    "contact_response": number(0.2, "0..1", 0, 0.5, "assumption",
        "Service awareness that a year full of visits adds to a half"),
    "need_response": number(0.15, "0..1", 0, 0.5, "assumption",
        "Service awareness added where all linked households are seen below the line"),
    "distance_response": number(0.3, "0..1", 0, 0.5, "assumption",
        "Service awareness lost where all linked households live at full distance"),
    "incentive_response": number(0.3, "0..1", 0, 0.5, "assumption",
        "Service awareness that a full reward for rated work adds"),
    "gaming_response": number(0.3, "share of honesty", 0, 1, "assumption",
        "Honesty given up where exits are rated"),
    "recruit_lead": number(0.2, "0..1", 0, 0.5, "assumption",
        "Ability by which a recommended recruit is ahead of another"),
    "awareness_response": number(0.3, "share/year", 0, 1, "assumption",
        "Speed at which awareness follows contact and need"),
    "village_cadre_share": number(0.5, "share of cadres", 0.2, 0.8, "assumption",
        "Cadres who come from the villages; a label that nothing depends on"),
    "province_cadre_share": number(0.1, "share of cadres", 0, 0.2, "assumption",
        "Cadres who come from the province, the others from the county; a label likewise"),
    "recruit_ability": number(0.4, "0..1", 0.1, 0.8, "assumption",
        "Ability of a cadre at the opening; a successor keeps half of the lead over it"),
    "honesty_alpha": number(8, "shape of Beta", 1, 20, "assumption",
        "First shape of honesty, whose mean is alpha over alpha and beta"),
    "honesty_beta": number(2, "shape of Beta", 0.5, 10, "assumption", "Second shape of honesty"),
}
