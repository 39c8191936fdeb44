"""Villages: place, services, knowledge, the local labour market and the clearing of neighbours."""

from __future__ import annotations

from sim.ground.parameters import Parameter
from sim.ground.schema import Column, count, flag, money, real

COLUMNS: dict[str, Column] = {
    "households": count("households", "households of the village"),
    "first_row": count("row", "first row of the village in the household table"),
    "remoteness": real("0..1", "remoteness", "d"),
    "direction": real("0..1", "direction from the county seat, a part of the full circle"),
    "remoteness_quartile": count("1..4", "quartile of remoteness, 4 the remotest"),
    "irrigation": real("0..1", "share of land with water", "irr_v"),
    "land_quality": real("index", "quality of the land", "lam_v"),
    "services": real("0..1", "quality of clinic and school", "svc"),
    "base_services": real("0..1", "quality of clinic and school at the opening"),
    "services_moved": real("0..1", "services gained from or given to other villages"),
    "nearness": real("index", "nearness to the county seat, mean 1"),
    "organisation": real("0..1", "strength of grass-roots organisation", "org"),
    "base_organisation": real("0..1", "strength of grass-roots organisation at the opening"),
    "supervision": real("share", "supervision of lists and exits"),
    "fund": money("cash of the mutual-aid fund"),
    "technicians": real("share", "teaching by technicians of a paired village"),
    "partner": count("index", "partner county of the village, -1 none"),
    "paired_village": count("index", "village that sends technicians, -1 none"),
    "captain": flag("a capable person sits in the village team"),
    "captain_bends": flag("that person bends lists for the own kin"),
    "cadre_ability": real("0..1", "ability times awareness of the cadres sent"),
    "participation": real("share", "committee seats held by the poor"),
    "seen_capture": real("households", "elite households on the list"),
    "capture": real("0..1", "elite capture of lists", "cap"),
    "activity_share": real("0..1", "households running the lumpy activity", "shareH"),
    "seed_share": real("0..1", "households with improved seed", "shareHYV"),
    "migrant_network": real("0..1", "households with off-farm work", "net"),
    "drought": flag("drought or frost this year"),
    "yield_noise": real("factor", "village yield of the year"),
    "vacancies": real("jobs", "job openings this year", "J"),
    "growth_vacancies": real("jobs", "those of them that public capital opened"),
    "qualified": real("candidates", "qualified candidates this year", "S"),
    "hires": real("jobs", "jobs filled this year", "H"),
    "tightness": real("log", "three-year mean of log vacancies per qualified candidate"),
    "reference_tightness": real("log", "tightness at the opening"),
    "wage_response": real("log", "wage relative to its path, from tightness"),
    "created_jobs": real("jobs", "lasting jobs created by programmes"),
    "closed_jobs": real("jobs", "local jobs lost to closures last year"),
    "mean_wage": money("wage of a worker-year in local work"),
    "wage_bill": money("wages of all off-farm workers of the village"),
    "local_jobs": real("jobs", "workers in local jobs this year"),
    "dividend": money("profit of local enterprises paid to each rich household"),
    "local_share": real("0..1", "share of the wage bill paid by local employers"),
}

PARAMETERS: dict[str, Parameter] = {}
