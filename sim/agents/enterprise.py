"""Enterprises: they produce with capital and hired neighbours, and close when they keep losing.

Revenue = A_e w ability (Ke/Ke0)^.3 L^.6 eps with the usual wage w; they hire while the marginal
revenue exceeds the wage.
"""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.schema import Column, count, flag, money, real

COLUMNS: dict[str, Column] = {
    "village": count("index", "village of the enterprise"),
    "open": flag("in business"),
    "local_founder": flag("is founded, if at all, by a capable person of its village"),
    "owner": count("index", "household that founded it, -1 owners outside or the village's rich"),
    "ability": real("index", "ability of the owner", "cap_e"),
    "capital": money("capital", "Ke"),
    "cash": money("liquid funds"),
    "debt": money("debt to the bank"),
    "workers": real("workers", "workers employed this year", "L"),
    "workers_wanted": real("workers", "workers the enterprise would hire"),
    "revenue": money("revenue of the year", "R"),
    "profit": money("profit of the year"),
    "loss_years": count("years", "years of loss in a row"),
}

PARAMETERS = {
    "enterprises_per_village": number(0.3, "per village", 0, 3, "assumption",
        "Leading enterprises and co-operatives at the opening"),
    "enterprise_productivity": number(3.83, "years' wages/worker^.6", 1.1, 11, "assumption",
        "A_e: eight workers of usual wage at the opening capital"),
    "enterprise_capital": number(75000, "yuan", 20000, 500000, "assumption",
        "Opening capital: five times the scale of the lumpy activity"),
    "enterprise_noise": number(0.25, "sd of log", 0, 0.6, "assumption", "Noise of revenue"),
    "enterprise_fixed_cost": number(6600, "yuan/year", 0, 50000, "assumption",
        "Fixed cost: rather more than a year of the usual wage"),
    "enterprise_wear": number(0.1, "share/year", 0.05, 0.2, "assumption", "Depreciation"),
    "enterprise_entry": number(0.15, "chance/year", 0, 0.5, "assumption",
        "Chance that a closed enterprise is taken over by a new owner"),
    "enterprise_labour_exponent": number(0.6, "elasticity", 0.4, 0.7, "assumption",
        "Revenue by workers"),
    "enterprise_capital_exponent": number(0.3, "elasticity", 0.1, 0.4, "assumption",
        "Revenue by capital"),
    "owner_ability_spread": number(0.15, "sd of log", 0, 0.4, "assumption", "Spread of owners"),
    "working_cash": number(0.3, "share of capital", 0, 0.6, "assumption",
        "Cash of a new owner; what a year leaves beyond it goes to the owners"),
    "indebted_cash": number(0.1, "share of capital", 0, 0.3, "assumption",
        "Cash that an enterprise keeps before it repays its debt"),
}
