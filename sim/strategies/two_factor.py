"""Two factors: demand for the labour of the poor, and services that let them supply it."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number, switch
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.society import Society
from sim.strategies.base import Strategy
from sim.strategies.parts import (
    SERVICES,
    by_need,
    portions,
    provide_services,
    serve,
    smallholders,
    within,
)


class TwoFactor(Strategy):
    """Half for work that uses poor people's labour, half for basic services (World Bank 1990).

    The labour half pays extension and courses for smallholders, one-year public works at a wage
    below the local one, roads, and lasting jobs in new firms, part of which would have come anyway.
    The services half gives the package of social services. Whether the two factors need each
    other is left to the labour market: jobs without qualified people stay vacant.
    """

    title = "Two factors"
    falls_short = ("Works end with the year and take hands from farms and from the search for better "
                   "jobs, a lasting job costs a year's aid of many, and services pay late.")
    targeted = True
    parameters = {
        "overhead": number(0.06, "share", 0, 0.3, "assumption", "Administration"),
        "labour": switch(True, "The labour factor acts"),
        "services": switch(True, "The services factor acts"),
        "labour_share": number(0.5, "share of the purse", 0, 1, "World Bank 1990: both alike",
            "Part of the purse for the labour factor when both act"),
        "extension": switch(True, "Extension visits to smallholders without improved seed"),
        "extension_share": number(0.05, "share of labour money", 0, 1, "assumption",
            "Money for extension"),
        "visit_cost": number(60, "yuan/visit", 20, 300, "assumption", "Cost of a visit"),
        "training": switch(True, "Courses for smallholders who do not know the lumpy activity"),
        "training_share": number(0.15, "share of labour money", 0, 1, "assumption",
            "Money for courses"),
        "course_cost": number(600, "yuan/course", 200, 2000, "assumption", "Cost of a course"),
        "works": switch(True, "One-year public works"),
        "works_share": number(0.4, "share of labour money", 0, 1, "assumption",
            "Money for public works"),
        "works_wage": number(0.8, "share of local wage", 0.3, 1, "assumption",
            "Wage of public works; below one it selects those with nothing better"),
        "works_materials": number(0.4, "share of wage", 0, 1.5, "assumption",
            "Tools and materials per yuan of works wage"),
        "roads": switch(True, "Roads and markets, as public investment"),
        "roads_share": number(0.15, "share of labour money", 0, 1, "assumption",
            "Money for roads"),
        "lasting_jobs": switch(True, "Subsidies to new labour-intensive firms"),
        "jobs_share": number(0.25, "share of labour money", 0, 1, "assumption",
            "Money for lasting jobs"),
        "job_cost": number(30000, "yuan/job", 10000, 100000, "assumption",
            "Public cost of one lasting job"),
        **SERVICES,
    }
    payments = {
        "works_wages": Payment("Wages of one-year public works",
            "programme > households", counts_as="workfare", title="wages of public works"),
        "works_materials": Payment("Tools and materials of public works", "programme > rest_of_world"),
        "roads": Payment("Roads and markets, as public investment", "programme > rest_of_world"),
        "lasting_jobs": Payment("Subsidies to new firms for lasting jobs", "programme > rest_of_world"),
    }
    overhead: float
    labour: bool
    services: bool
    labour_share: float
    extension: bool
    extension_share: float
    visit_cost: float
    training: bool
    training_share: float
    course_cost: float
    works: bool
    works_share: float
    works_wage: float
    works_materials: float
    roads: bool
    roads_share: float
    lasting_jobs: bool
    jobs_share: float
    job_cost: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Services out of their half, then the parts of the labour factor out of the other."""
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        order = by_need(county, self)
        halves = {
            "provide": self.services * (1 - self.labour_share),
            "employ": self.labour * self.labour_share,
        }
        for part, money in portions(purse, halves):
            getattr(self, part)(county, purse, money, order)

    def provide(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """The package of social services for households in the order of need."""
        provide_services(self, county, purse, money, order)

    def employ(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """Advice and courses for smallholders, works, roads, and lasting jobs with the rest."""
        weights = {
            "advise": self.extension * self.extension_share,
            "train": self.training * self.training_share,
            "hold_works": self.works * self.works_share,
            "build_roads": self.roads * self.roads_share,
            "create_jobs": self.lasting_jobs * self.jobs_share,
        }
        for part, share in portions(purse, weights):
            getattr(self, part)(county, purse, share, order)

    def advise(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """One visit on improved seed to each smallholder without it."""
        h = county.households
        costs = np.full(len(h), float(self.visit_cost))
        lacking = smallholders(county) & ~h.improved_seed
        rows = serve(purse, money, costs, order[lacking[order]], "extension")
        county.channel("extension").add(1.0, rows)

    def train(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """One course for each smallholder with two adults who does not know the activity."""
        h = county.households
        costs = np.full(len(h), float(self.course_cost))
        lacking = smallholders(county) & ~h.knows_activity & (h.adults >= 2)
        rows = serve(purse, money, costs, order[lacking[order]], "training")
        county.channel("training").add(1.0, rows)

    def hold_works(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """A year's job for one adult of households that find the works wage worth it."""
        h = county.households
        wage = self.works_wage * county.villages.mean_wage[h.village]
        free = (h.adults - h.off_farm_workers >= 2) & (h.health > 0.5)
        comes = free & (wage > county.world.reservation_wage * h.farm_loss_of_worker)
        costs = (1 + self.works_materials) * wage
        rows = within(min(money, purse.left), costs, order[comes[order]])
        hired = np.zeros(len(h))
        hired[rows] = 1.0
        purse.pay("rest_of_world", self.works_materials * wage[rows].sum(), "works_materials")
        purse.pay(h, wage * hired, "works_wages")
        county.channel("works").add(hired)

    def build_roads(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """Roads and markets: public capital that raises wages and openings."""
        paid = purse.pay("rest_of_world", min(money, purse.left), "roads")
        county.channel("public_investment").add(float(paid))

    def create_jobs(self, county: Society, purse: Purse, money: float, order: np.ndarray) -> None:
        """Lasting jobs, shared among villages by their households with hands to spare."""
        h = county.households
        idle = county.village_sum(h.adults - h.off_farm_workers >= 2)
        paid = float(purse.pay("rest_of_world", min(money, purse.left), "lasting_jobs"))
        county.channel("lasting_jobs").add(paid / self.job_cost * idle / max(idle.sum(), 1.0))
