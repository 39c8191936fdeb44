"""Universal transfer: the same money to every head. What plain money would have done."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.society import Society
from sim.strategies.base import Strategy


class UniversalTransfer(Strategy):
    """Pays an equal sum per head to everyone; needs no list and builds nothing."""

    title = "Universal transfer"
    falls_short = ("Who is not poor gets as much as who is, so that little reaches each of the poor, "
                   "and nothing is built that outlasts the payments.")
    plain_money = True
    parameters = {
        "overhead": number(0.02, "share", 0, 0.3, "assumption", "Cost of paying out"),
    }
    payments = {
        "universal_transfer": Payment("The same sum to every head",
            "programme > households", counts_as="transfer", title="transfer to everyone"),
    }
    overhead: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Pay what is left after the cost of paying out, equally per head."""
        people = county.households
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        purse.pay(people, purse.left * people.persons / county.population, "universal_transfer")
