"""Green revolution: seed, advice and water raise the yield of land, which the poor lack."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number, switch
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.measures.ordering import from_lowest
from sim.society import Society
from sim.strategies.base import Strategy
from sim.strategies.parts import portions, serve, within

DRIEST = 0.01
"""Least share of households without water that is reckoned with: the last water has a price."""


class GreenRevolution(Strategy):
    """Vouchers for the improved package, extension visits and irrigation, served by land.

    Those with more land are served first, as dealers, agents and canals do. The package pays more
    with water and schooling and asks for cash in hand (Foster and Rosenzweig 1996).
    """

    title = "Green revolution"
    falls_short = ("Gains follow land and water, households without hands or cash stay out, and what "
                   "all grow more of becomes cheaper.")
    parameters = {
        "overhead": number(0.06, "share", 0, 0.3, "assumption", "Administration"),
        "seed": switch(True, "Vouchers pay a part of the improved package"),
        "seed_share": number(0.25, "share of the purse", 0, 1, "assumption", "Money for vouchers"),
        "subsidy": number(0.4, "share of cost", 0, 1, "assumption", "Part of the package paid"),
        "uptake": number(0.2, "share", 0, 1, "assumption",
            "Part of those without the package reckoned to use a voucher"),
        "extension": switch(True, "Extension agents visit farms without the package"),
        "extension_share": number(0.1, "share of the purse", 0, 1, "assumption",
            "Money for extension"),
        "visit_cost": number(60, "yuan/visit", 20, 300, "assumption", "Cost of a visit"),
        "irrigation": switch(True, "Dry land gets water"),
        "irrigation_share": number(0.65, "share of the purse", 0, 1, "assumption",
            "Money for irrigation"),
        "irrigation_cost": number(555, "yuan/mu", 200, 2500,
            "assumption: 5,000 yuan for an average holding of 9 mu",
            "Cost of water for one mu where none has it yet"),
        "scarcity": number(1.0, "exponent", 0, 3, "assumption",
            "How the cost grows as (1 - share with water)^-scarcity of a village's households"),
    }
    payments = {
        "irrigation": Payment("Water for dry land", "programme > rest_of_world"),
    }
    overhead: float
    seed: bool
    seed_share: float
    subsidy: float
    uptake: float
    extension: bool
    extension_share: float
    visit_cost: float
    irrigation: bool
    irrigation_share: float
    irrigation_cost: float
    scarcity: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Visits and vouchers out of their shares, water out of the rest; most land first."""
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        order = from_lowest(-county.households.land)
        weights = {
            "advise": self.extension * self.extension_share,
            "subsidise": self.seed * self.seed_share,
            "irrigate": self.irrigation * self.irrigation_share,
        }
        for part, money in portions(purse, weights):
            getattr(self, part)(county, purse, money, order)

    def advise(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """One visit to each farm that does not use the package."""
        h = county.households
        costs = np.full(len(h), float(self.visit_cost))
        rows = serve(purse, money, costs, order[~h.improved_seed[order]], "extension")
        county.channel("extension").add(1.0, rows)

    def subsidise(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """Vouchers for as many farms as the money pledged is reckoned to carry."""
        h = county.households
        bill = self.subsidy * county.world.seed_cost * h.farm_potential
        expected = bill * np.where(h.improved_seed, 1.0, self.uptake)
        rows = within(min(money, purse.left), expected, order)
        rates = np.zeros(len(h))
        rates[rows] = self.subsidy
        if purse.pledge("seed", float(expected[rows].sum()), rates) > 0:
            county.channel("seed_subsidy").add(rates)

    def irrigate(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """Water for all the land of a farm that has none; the nearest water is used first."""
        h = county.households
        dry = county.village_sum(~h.irrigated) / county.villages.households
        per_mu = self.irrigation_cost * np.maximum(dry, DRIEST) ** -self.scarcity
        costs = per_mu[h.village] * h.land
        rows = serve(purse, money, costs, order[~h.irrigated[order]], "irrigation")
        county.channel("irrigated_land").add(h.land[rows], rows)
