"""The county's economy, a table of one row: indices and prices, what surveys saw, what audits keep."""

from __future__ import annotations

from sim.ground.schema import Column, money, real

COLUMNS: dict[str, Column] = {
    "wage_index": real("index", "wages elsewhere, 1 at the start"),
    "farm_index": real("index", "technique of farms, 1 at the start"),
    "activity_index": real("index", "technique of the lumpy activity, 1 at the start", "h_t"),
    "vacancy_index": real("index", "vacancies elsewhere, 1 at the start"),
    "transfer_index": real("index", "standing transfers, 1 at the start"),
    "log_farm_price": real("log", "wanderings of the farm price that no supply explains"),
    "farm_price": real("index", "price of what farms sell, 1 at the start", "P"),
    "activity_price": real("index", "price of the lumpy activity's product, 1 at the start", "P_H"),
    "asset_price": real("index", "price of the lumpy activity's assets, 1 without programmes"),
    "weather_norm": real("factor", "brings the mean harvest back to what it is without droughts"),
    "wage_return": real("share", "what public capital adds to wages at mean nearness this year"),
    "farm_return": real("share", "what public capital adds to farm output this year"),
    "growth_openings": real("jobs", "openings that public capital adds this year"),
    "growth_hires": real("jobs", "jobs found this year that would not be without those openings"),
    "growth_overtaken": real("share", "those of them that their households would find a year later"),
    "growth_jobs": real("jobs", "jobs standing that public capital opened"),
    "pay_due": money("return of public capital that was due to come as pay"),
    "openings_due": money("return of public capital that was due to come through openings"),
    "farms_due": money("return of public capital that was due to come to farms"),
    "estimated_poor": real("households", "below the line by the survey that quotas rest on"),
    "mean_income_before_aid": real("yuan/person/year", "last year's income before aid and tax"),
    "opening_mean_income": real("yuan/person/year", "mean income at the opening"),
    "opening_seed_share": real("0..1", "households with improved seed at the opening"),
    "opening_activity_output": money("output of the lumpy activity at the opening"),
    "opening_asset_purchases": money("the activity's assets that households bought at the opening"),
    "opening_land": real("mu", "land of all households, which no year changes"),
    "opening_persons": real("persons", "persons of all households, whom no year changes"),
}
