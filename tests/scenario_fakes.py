"""Small stand-ins for the world and the strategies, so that reading is tested by itself."""

from types import SimpleNamespace

from sim.ground.parameters import choice, names, number, switch

WORLD = {
    "wage_growth": number(0.03, "share a year", 0, 0.2, "assumption", "growth of wages"),
    "farm_growth": number(0.01, "share a year", 0, 0.2, "assumption", "growth of yields"),
    "activity_growth": number(0.01, "share a year", 0, 0.2, "assumption", "growth of business"),
    "vacancy_growth": number(0.02, "share a year", 0, 0.2, "assumption", "growth of jobs"),
    "transfer_growth": number(0.0, "share a year", 0, 0.3, "assumption", "growth of transfers"),
    "pension": number(660, "yuan/elderly/year", 0, 4000, "assumption", "pension"),
    "land_subsidy": number(85, "yuan/mu/year", 0, 300, "assumption", "subsidy on land"),
    "dibao_payment": number(400, "yuan/person/year", 0, 2300, "assumption", "guarantee"),
    "income_scale": number(1.0, "factor", 0.3, 3, "assumption", "scale of incomes"),
    "reimbursement": number(0.45, "share of bill", 0.2, 0.7, "assumption", "bills paid back"),
    "school_cost_compulsory": number(400, "yuan/child", 0, 1500, "assumption", "school cost"),
    "cadre_ratio": number(0.097, "cadres a household", 0.005, 0.12, "assumption", "cadres"),
    "pooling": switch(True, "whether villages pool"),
}
MODELS = ("identification", "cadre_pairing", "finance")
NAMES = (
    "growth marginal_redistribution asset_redistribution green_revolution social_services "
    "two_factor village_household_pairing universal_transfer income_floor"
).split()
PARAMETERS = {
    "growth": {
        "bias": choice("nonfarm", ("nonfarm", "farm", "neutral"), "which sector gains"),
        "leak": number(0.2, "share", 0, 1, "assumption", "share that leaks"),
    },
    "village_household_pairing": {
        "cadre_ratio": number(0.02, "cadres a household", 0.01, 0.12, "assumption", "cadres"),
        "only": names((), MODELS, "local models that act; empty, all of them"),
        "without": names((), MODELS, "local models that do not"),
    },
}


def strategies():
    return {
        name: SimpleNamespace(name=name, title=name, says=name, falls_short="", parts={},
                              parameters=PARAMETERS.get(name, {}), idle=lambda values: {},
                              out_of_reach=lambda values, world: {})
        for name in NAMES
    }
