"""Growth: public money builds what business needs, and the county's income is left to follow."""

from __future__ import annotations

from sim.ground.parameters import choice
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.society import Society
from sim.strategies.base import Strategy

FARM_SHARE = {"nonfarm": 0.0, "neutral": 0.5, "farm": 1.0}


class Growth(Strategy):
    """Public investment raises wages and openings near the county seat, or the yield of land.

    Each yuan becomes public capital, less what leaks, and returns a share of itself every year as
    long as it lasts. The return is income, spread over pay, openings and farms by shares that add up.
    With the farm bias all of it follows land.
    """

    title = "Growth"
    falls_short = ("It reaches people through jobs and land they already have a way to, and passes by "
                   "households without hands to spare, schooling or a road.")
    parameters = {
        "bias": choice("nonfarm", tuple(FARM_SHARE), "Sector whose productivity the money raises"),
    }
    payments = {
        "public_investment": Payment("Public investment in work off the farm",
            "programme > rest_of_world"),
        "public_farm_investment": Payment("Public investment in the yield of land",
            "programme > rest_of_world"),
    }
    bias: str

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Invest the whole purse, split between sectors by the bias."""
        money, farm = purse.left, FARM_SHARE[self.bias]
        for name, share in (("public_investment", 1 - farm), ("public_farm_investment", farm)):
            if share > 0:
                paid = purse.pay("rest_of_world", share * money, name)
                county.channel(name).add(float(paid))
