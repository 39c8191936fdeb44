"""Households: people, work capacity, assets, debts and what the year brings them."""

from __future__ import annotations

from ..parameters import number
from ..schema import Column, count, flag, money, real

COLUMNS: dict[str, Column] = {
    # who they are
    "village": count("index", "village the household lives in", "v"),
    "persons": real("persons", "size of the household", "n"),
    "adults": count("persons", "adults of working age", "nw"),
    "children": count("persons", "children under 18", "nc"),
    "ability": real("index", "ability, mean about 1", "a"),
    "employability": real("sd", "unobserved employability", "emp"),
    "social_capital": real("0..1", "strength of the risk-sharing network", "sc"),
    "score_error": real("sd", "lasting error of the household's score", "nu"),
    "elite": flag("rich or kin of the village elite"),
    "ability_on_wage": real("index", "a to the power .6, fixed at the opening"),
    "land_factor": real("index", "a^.7 (lam A/9)^.35, renewed when land moves"),
    # work capacity
    "schooling": real("years", "mean schooling of adults", "S"),
    "children_schooling": real("years", "schooling the children are heading for", "Sc"),
    "skill": real("0..1", "technical and vocational skill", "skill"),
    "health": real("0..1", "health, the share of full work capacity", "q"),
    "off_farm_workers": count("workers", "adults in off-farm jobs", "woff"),
    # land, technique, capital
    "land": real("mu", "land (1 mu = 1/15 ha)", "A"),
    "land_quality": real("index", "quality of the land", "lam"),
    "irrigated": flag("land is irrigated", "irr"),
    "improved_seed": flag("uses the improved seed package", "hyv"),
    "knows_activity": flag("knows the lumpy activity", "know"),
    "farm_capital": money("divisible farm capital: tools, small stock", "KL"),
    "activity_capital": money("capital of the lumpy activity: greenhouse, cattle", "KH"),
    # money
    "cash": money("liquid savings including grain", "M"),
    "debt_bank": money("unguaranteed debt to the bank", "D"),
    "debt_guaranteed": money("debt to the bank under the guarantee pool", "D"),
    "debt_informal": money("debt to neighbours", "D"),
    "claims": money("what neighbours owe this household"),
    "arrears": count("years", "years in arrears", "arre"),
    "credit_score": real("0..1", "score at the bank", "cscore"),
    "permanent_income": money("estimate of permanent income", "Yp"),
    "hidden_share": real("0..1", "share of wages not reported"),
    # relation to policy
    "registered": flag("on the register of the poor", "reg"),
    "cause": count("code", "diagnosed main cause of poverty, 0 none", "cause"),
    "dibao": flag("on the rural minimum living guarantee", "dibao"),
    "visit_memory": real("visits", "visits received, decaying by a fifth a year", "V"),
    "trust": real("0..1", "trust in cadres", "trust"),
    "aid_habit": real("0..1", "years with large aid, moving average", "aid_n"),
    # deprivations
    "unsafe_house": flag("house is unsafe", "dep"),
    "unsafe_water": flag("water is unsafe", "dep"),
    "no_electricity": flag("no electricity", "dep"),
    "no_toilet": flag("no improved toilet", "dep"),
    "solid_fuel": flag("cooks with solid fuel, unventilated", "dep"),
    "undernourished": flag("consumption below .95 of the floor", "under"),
    "dropped_out": flag("a school-age child has dropped out", "drop"),
    # rank
    "rich": flag("among the richest of the village this year"),
    "workers_hired": real("workers", "workers hired on the own farm this year"),
    # the year's plan
    "farm_potential": money("expected farm output with the planned labour", "Q̄"),
    "farm_labour": real("workers", "adults working on the farm", "L_f"),
    "farm_loss_of_worker": money("expected farm output lost without one adult"),
    "starts_activity": flag("starts the lumpy activity this year"),
    "loan_wanted": money("loan applied for this year"),
    "own_funds": money("liquid funds above a quarter of the floor"),
    "seed_cost": money("cost of the improved seed package before subsidy"),
    # the year's luck
    "ill": flag("major illness this year", "ill"),
    "still_ill": flag("work loss lasts into the next year"),
    "medical_bill": money("bill of a major illness before insurance"),
    "care_forgone": flag("care forgone this year"),
    "drought_loss": real("share", "share of the harvest lost to drought"),
    "activity_failed": flag("the lumpy activity failed this year"),
    # labour market
    "off_farm_wage": money("net wage of an off-farm worker-year on offer", "w"),
    "job_weight": real("weight", "weight in the queue for jobs, 0 if no candidate"),
    "job_chance": real("0..1", "chance of a job this year"),
    # the year's accounts
    "farm_output": money("realised farm output at base price", "Q"),
    "activity_output": money("realised output of the lumpy activity at base price", "Y_H"),
    "farm_income": money("farm sales and own consumption less inputs and wear"),
    "activity_income": money("income of the lumpy activity less wear"),
    "wage_income": money("wages from all jobs"),
    "property_income": money("interest and profits received"),
    "transfer_income": money("transfers received"),
    "interest_due": money("interest due this year"),
    "income": money("disposable income of the year", "Y"),
    "observed_income": money("income as surveys, the register and the floor see it"),
    "bill_due": money("own part of the medical bill"),
    "school_cost": money("cost of schooling this year"),
    "medical_cover": money("part of the bill covered by programmes"),
    "medical_paid": real("0..1", "share of the bill that is treated and paid"),
    "floor_payment": money("payment of the income floor this year"),
    "interest_cover": money("interest paid by programmes"),
    "instalment_informal": money("repayment to neighbours"),
    "informal_borrowed": money("borrowed from neighbours this year"),
    "pooled": money("received from the village pool less paid into it"),
    "shortfall": money("what is missing to the consumption floor"),
    "surplus": money("what could be lent to neighbours"),
    "farm_capital_sold": money("farm capital sold in distress"),
    "activity_capital_sold": money("activity capital sold"),
    "instalment_due": money("instalment due to the bank"),
    "instalment_paid": money("instalment paid to the bank"),
    "consumption": money("consumption of the year", "C"),
}

PARAMETERS = {
    "consumption_floor_share": number(0.45, "share of line", 0.3, 0.7, "assumption",
        "Consumption below this share of the line triggers distress coping"),
    "poverty_line": number(2300, "yuan/person/year", 500, 10000,
        "National rural line of 2010, China Daily/Xinhua 27 Feb 2013",
        "The official rural poverty line at 2010 prices"),
    "permanent_income_update": number(0.4, "share", 0.1, 0.9, "calibrated",
        "Weight of this year's income in the estimate of permanent income"),
}
