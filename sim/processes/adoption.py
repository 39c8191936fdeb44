"""Improved seed: taken up when it pays and can be paid for; neighbours and visits help."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen, Rows
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
    w, price = society.world, society.index.price
    hazard = w.seed_hazard + w.seed_social * society.villages.seed_share[h.village]
    hazard = hazard + w.seed_extension * society.given("extension", h)
    hazard *= np.clip(np.sqrt(h.land / 9.0), 0.4, 1.4)
    rows = np.flatnonzero(h.improved_seed | (society.uniform("seed", h) < hazard))
    user = Chosen(h, rows)
    cost = w.seed_cost * user.farm_potential
    own_cost = cost * (1 - society.given("seed_subsidy", user))
    profit = (seed_gain(user, society) - 1.0) * price * user.farm_potential - own_cost
    takes = (profit > 0) & (user.cash > own_cost + 0.15 * floor(user, society))
    stops = (profit < -0.05 * user.farm_potential) | (user.cash < 0.05 * floor(user, society))
    uses = np.where(user.improved_seed, ~stops, takes)
    h.improved_seed[rows] = uses
    h.seed_cost = 0.0
    h.seed_cost[rows] = cost * uses


def subsidise_seed(society: Society) -> None:
    """Programmes pay the pledged share of the package to those who use it."""
    h = society.households
    if society.pledged("seed"):
        due = society.commit("seed", h.seed_cost)
        society.draw("seed", 1.0, "rest_of_world", "seed_subsidy")
        h.seed_cost -= due


def price_food(society: Society) -> None:
    """A national adoption in step with the county's lowers the price of farm output."""
    w, i = society.world, society.index
    share = society.total(society.households.improved_seed) / len(society.households)
    gain = 0.5 * (w.seed_gain_irrigated + w.seed_gain_rainfed)
    opening = share if society.burning_in else i.opening_seed_share
    supply = (1 + gain * share) / (1 + gain * opening)
    i.price = float(np.clip(supply**-w.price_response * np.exp(i.log_price), 0.6, 1.5))
