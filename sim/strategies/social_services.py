"""Social services: health, food and schooling for the poor first; the pay-off comes late."""

from __future__ import annotations

from sim.ground.parameters import number
from sim.ground.purse import Purse
from sim.society import Society
from sim.strategies.base import Strategy
from sim.strategies.parts import SERVICES, by_need, provide_services


class SocialServices(Strategy):
    """A package of clinic, reimbursement, maternal care, tuition, meals, literacy and outreach.

    Households are served in full in the order of need, those on the list first and then the rest
    of the county. Fewer fall ill, bills ruin fewer, children stay at school longer (Drèze and Sen 1989;
    World Bank 1990).
    """

    title = "Social services"
    falls_short = ("Schooling pays only when children have become workers and jobs ask for it, better "
                   "health needs land or a job to become income, and services feed nobody this year.")
    targeted = True
    parameters = {
        "overhead": number(0.06, "share", 0, 0.3, "assumption", "Administration"),
        **SERVICES,
    }
    overhead: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Spend the purse on housing grants and on whole packages, in the order of need."""
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        provide_services(self, county, purse, purse.left, by_need(county, self))
