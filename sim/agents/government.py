"""The government: treasury, public capital, taxes and standing transfers."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.schema import Column, money

COLUMNS: dict[str, Column] = {
    "public_capital": money("public investment in non-farm growth", "G"),
    "public_farm_capital": money("public investment in farming", "G"),
    "budget": money("raised for programmes this year"),
    "outside_money": money("part of the budget that the centre brought"),
    "programme_tax": money("part of the budget that local taxes brought"),
    "cost_donors": money("part of the programmes' cost that donors made good in the centre's place"),
    "cost_total": money("what programmes spent this year"),
    "budget_unspent": money("part of the budget that lapsed"),
    "budget_returned": money("deposits of guarantees that came back to the treasury this year"),
}

PARAMETERS = {
    "pension": number(660, "yuan/elderly/year", 0, 4000,
        "recalled: the new rural pension paid those over 60 at least 55 yuan a month from 2009",
        "Basic pension of every elderly person, in every arm"
        ).plausibly(
            400, 800, because="recalled: in 2011 some counties paid it not yet, some more"),
    "land_subsidy": number(85, "yuan/mu/year", 0, 300,
        "recalled: direct payments and general input subsidy for grain, 70 to 100 yuan a mu",
        "Subsidy on land farmed, in every arm"
        ).plausibly(
            70, 100, because="recalled: 70 to 100 yuan a mu"),
    "transfer_growth": number(0.0, "share/year", 0, 0.3, "assumption",
        "Real growth of the rates of pension, land subsidy and guarantee").plausibly(
            0, 0.05, because="assumption: the historical path is a scenario's"),
    "dibao_share": number(0.05, "share of households", 0, 0.3, "assumption",
        "Households on the minimum living guarantee at the opening").plausibly(
            0.03, 0.08, because="assumption: around the share of the rural population in China then"),
    "dibao_payment": number(400, "yuan/person/year", 0, 2300, "assumption",
        "Payment of the minimum living guarantee").plausibly(
            300, 600, because="assumption"),
    "relief_share": number(0.25, "share of gap", 0, 1, "assumption",
        "Share of a remaining gap to the floor covered by relief"),
    "reimbursement": number(0.45, "share of bill", 0.2, 0.7, "assumption",
        "Share of a medical bill paid by the standing insurance"),
    "pledge_margin": number(1.15, "factor", 1, 2, "assumption",
        "What is set aside for medical bills over what is expected: by chance a year brings more"),
    "marginal_cost_of_funds": number(0.2, "yuan/yuan", 0, 0.6, "assumption",
        "Burden of a yuan of local taxes beyond the yuan itself"),
    "dibao_error": number(0.89 / 0.45, "log/sd", 0, 4,
        "assumption; the means test of a distant office, right by .45",
        "Error in who gets the minimum living guarantee, beside what land and ability yield"),
}
