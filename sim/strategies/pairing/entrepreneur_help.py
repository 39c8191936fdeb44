"""A private entrepreneur helps poor households: jobs that are kept while they pay."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.strategies.base import Failing
from sim.strategies.pairing.base import LocalModel
from sim.strategies.pairing.plan import Plan


class EntrepreneurHelp(LocalModel):
    """Enterprises that made a profit keep some of their places for served households.

    The places are taken out of the openings of the village: a job for one is none for another.
    An enterprise with a loss offers none, and ends those it gave. Fails where no enterprise earns, or
    nobody can go.
    """

    name = "entrepreneur_help"
    turn = 53
    suits = ("remoteness", "none")
    failing = Failing({"kept_places": 1, "linking_cost": 3000},
        "dear places that are taken from other seekers of the village")
    parameters = {
        "kept_places": number(0.25, "share of workers", 0, 1, "assumption",
            "Places that an enterprise keeps, of those it had last year"),
        "linking_cost": number(300, "yuan/job", 50, 3000, "assumption",
            "Cost of bringing a household and an employer together"),
    }
    payments = {
        "job_linking": Payment("Bringing a household and an employer together",
            "programme > rest_of_world"),
    }
    kept_places: float
    linking_cost: float

    def act(self, plan: Plan) -> None:
        """Pay for the link of each place with the most urgent household that has an idle adult."""
        county = plan.county
        e, v = county.enterprises, county.villages
        offers = e.open & (e.loss_years == 0)
        places = np.floor(np.bincount(e.village, self.kept_places * e.workers * offers, len(v)))
        idle = plan.people.adults - plan.people.off_farm_workers >= 2
        rows = plan.first(plan.who(idle), places)
        rows = rows[plan.buy(rows, self.linking_cost, "job_linking")]
        plan.give(rows, "kept_jobs", 1.0)
