"""Improved seed: taken up when it pays and can be paid for; neighbours and visits help."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Rows
from sim.processes.farm import seed_gain
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
    "seed_gain_irrigated": number(0.30, "share", 0.1, 0.5, "assumption", "Yield gain with water"),
    "seed_gain_rainfed": number(0.15, "share", 0.05, 0.25, "assumption", "Yield gain, rain-fed"),
    "seed_schooling_return": number(0.03, "share/year", 0.01, 0.06,
        "Schultz 1975; Foster and Rosenzweig 1996",
        "Return to schooling in farming with new technique"),
    "seed_cost": number(0.08, "share of output", 0.02, 0.2, "assumption", "Cost of the package"),
    "seed_hazard": number(0.02, "chance/year", 0, 0.1, "assumption", "Adoption on one's own"),
    "seed_social": number(0.30, "chance/year", 0, 0.8, "assumption",
        "Adoption per share of neighbours with the package"),
    "price_response": number(0.35, "elasticity", 0, 1, "assumption",
        "kappa: fall of the farm price with supply; 0 is an open market"),
    "seed_extension": number(0.20, "chance/visit", 0, 0.6, "assumption",
        "Adoption per extension visit"),
    "seed_land_least": number(0.4, "factor", 0.1, 1, "assumption",
        "Adoption on the smallest holdings, beside that on the median one"),
    "seed_land_most": number(1.4, "factor", 1, 3, "assumption",
        "Adoption on the largest holdings, beside that on the median one"),
    "input_cash": number(0.15, "share of floor", 0, 0.5, "assumption",
        "Cash that must be left of the price of seed or of a fund's stake"),
    "seed_loss": number(0.05, "share of output", 0, 0.2, "assumption",
        "Expected loss at which improved seed is given up"),
    "seed_cash": number(0.05, "share of floor", 0, 0.3, "assumption",
        "Cash below which improved seed is given up"),
    "price_least": number(0.6, "factor", 0.3, 0.9, "assumption",
        "Lowest farm price, at which the rest of the country buys all"),
    "price_most": number(1.5, "factor", 1.1, 3, "assumption",
        "Highest farm price, at which the rest of the country sells any amount"),
}
PAYMENTS = {
    "seed_subsidy": Payment("Part of improved seed that a programme pays", "programme > rest_of_world"),
}
STREAMS = {
    "seed": "each household a year: whether it takes improved seed up",
}


@by_household
def adopt_seed(h: Rows, society: Society) -> None:
    """Adopt when profit > 0 and the package can be paid; give up at a loss or without cash."""
    w, price = society.world, float(society.economy.farm_price[0])
    hazard = society.at_home(w.seed_hazard + w.seed_social * society.villages.seed_share, h)
    hazard = hazard + w.seed_extension * society.given("extension", h)
    hazard *= np.clip(np.sqrt(h.land / w.median_land), w.seed_land_least, w.seed_land_most)
    asks = h.improved_seed | (society.uniform("seed", h) < hazard)
    cost, least = w.seed_cost * h.farm_potential, floor(h, society)
    own_cost = cost * (1 - society.given("seed_subsidy", h))
    profit = (seed_gain(h, society) - 1.0) * price * h.farm_potential - own_cost
    takes = (profit > 0) & (h.cash > own_cost + w.input_cash * least)
    stops = (profit < -w.seed_loss * h.farm_potential) | (h.cash < w.seed_cash * least)
    h.improved_seed = asks & np.where(h.improved_seed, ~stops, takes)
    h.seed_cost = cost * h.improved_seed


def subsidise_seed(society: Society) -> None:
    """Programmes pay the pledged share of the package to those who use it."""
    h = society.households
    if society.pledged("seed"):
        due = society.commit("seed", h.seed_cost)
        society.draw("seed", 1.0, "rest_of_world", "seed_subsidy")
        h.seed_cost -= due


def price_food(society: Society) -> None:
    """A national adoption in step with the county's lowers the price of farm output."""
    w, economy = society.world, society.economy
    share = np.count_nonzero(society.households.improved_seed) / len(society.households)
    gain = 0.5 * (w.seed_gain_irrigated + w.seed_gain_rainfed)
    opening = share if society.burning_in else float(economy.opening_seed_share[0])
    supply = (1 + gain * share) / (1 + gain * opening)
    wanderings = np.exp(economy.log_farm_price)
    economy.farm_price = np.clip(supply**-w.price_response * wanderings, w.price_least, w.price_most)
