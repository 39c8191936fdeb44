"""Income floor: visits see who falls below 1.02 lines, and the seen gap is paid."""

from __future__ import annotations

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.processes.cadres import monitoring
from sim.society import Society
from sim.strategies.base import Strategy


class IncomeFloor(Strategy):
    """Tops observed income of listed households up to the line, where a paid visit saw the gap."""

    title = "Income floor"
    falls_short = ("Only gaps of listed households that a visit saw are filled, those who are watched "
                   "hide wages, and nothing is built that outlasts the payments.")
    plain_money = True
    targeted = True
    parameters = {
        "overhead": number(0.06, "share", 0, 0.3, "assumption", "Administration"),
        "visits": number(3, "visits/household/year", 0, 12, "assumption",
            "Paid visits to each listed household that see its income"),
    }
    payments = {
        "visits": Payment("Visits that see whose income falls below the floor",
            "programme > rest_of_world"),
    }
    overhead: float
    visits: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Pay visits to the listed, and pledge the rest to the gaps they will see."""
        w, listed = county.world, self.listed(county)
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        cost = w.cadre_day_cost * w.visit_days
        wanted = self.visits * cost * listed
        most = 0.5 * purse.left
        paid = purse.pay("rest_of_world", min(float(wanted.sum()), most), "visits")
        visits = wanted / max(float(wanted.sum()), TINY) * float(paid) / cost
        county.channel("floor_monitoring").add(monitoring(visits, w.monitoring_per_visit))
        purse.pledge("floor", purse.left)
