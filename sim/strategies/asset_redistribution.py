"""Asset redistribution: productive assets are given, land and services move, the poor sit in."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number, switch
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.ground.tables import Chosen
from sim.processes.menu import minimum_of, runs
from sim.processes.prospects import smallest_paying
from sim.society import Society
from sim.strategies.base import Strategy
from sim.strategies.parts import listed_by_need, portions, serve, village_quantile, within


class AssetRedistribution(Strategy):
    """Grants of a whole productive asset with training; land above a ceiling; services; seats.

    An activity pays only above the minimum of its kind, so that a grant is given in full or not
    at all (Balboni and others 2022): the smallest kind that an able household says it would use, in
    the order of the list. Where the market is the county's own, buying raises the price of assets and
    supply lowers that of their product. Land above the ceiling of a village is paid at a part of its
    value to those who give it up and goes to neighbours with hands and little land. Clinics and
    schools are moved from villages that have more to those that have less. Committee seats of the
    poor weaken the elite's hold on lists.
    """

    title = "Asset redistribution"
    falls_short = ("Each household costs months of income of many, so that few are served; activities "
                   "fail and are sold in distress, and elites keep land and seats.")
    targeted = True
    parameters = {
        "overhead": number(0.06, "share", 0, 0.3, "assumption", "Administration"),
        "grants": switch(True, "Assets of the lumpy activity are given in kind"),
        "grant_size": number(1.06, "times the minimum of its kind", 0.1, 2, "assumption",
            "Size of a grant; below one it does not carry the activity"),
        "training": switch(True, "Recipients are trained"),
        "courses": number(2.5, "courses", 0.5, 2.5, "assumption", "Courses for each recipient"),
        "course_cost": number(600, "yuan/course", 200, 2000, "assumption", "Cost of a course"),
        "land_reform": switch(True, "Land above a ceiling goes to neighbours with little land"),
        "land_share": number(0.08, "share of the purse", 0, 1, "assumption",
            "Money for land compensation"),
        "ceiling_quantile": number(0.9, "quantile", 0.5, 1, "assumption",
            "Ceiling on land, as a quantile of the village's holdings"),
        "land_value": number(4000, "yuan/mu", 1000, 20000, "assumption",
            "Value of land: a rent of about 320 yuan capitalised at 8 per cent"),
        "compensation": number(0.6, "share of value", 0.1, 1, "assumption",
            "Part of the value of land that is paid to those who give it up"),
        "resistance": number(0.5, "per capture", 0, 1, "assumption",
            "How far elite capture of a village raises the ceiling that is really applied"),
        "moved_services": switch(True, "Clinics and schools move to villages that have less"),
        "services_share": number(0.04, "share of the purse", 0, 1, "assumption",
            "Money for moving services"),
        "moved_share": number(0.3, "share of gap", 0, 1, "assumption",
            "Part of the gap to the county's mean that is closed in a year"),
        "move_cost": number(1000, "yuan/household", 200, 5000, "assumption",
            "Cost of raising services from nothing to full quality, for each household"),
        "seats": switch(True, "The poor sit in village committees"),
        "seat_share": number(0.5, "share of seats", 0, 1, "assumption", "Seats of the poor"),
        "seat_cost": number(20, "yuan/household/year", 5, 100, "assumption",
            "Cost of meetings, elections and open books"),
    }
    payments = {
        "activity_grants": Payment("Animals or a greenhouse given to households",
            "programme > rest_of_world"),
        "land_compensation": Payment("Price of land that a household gives up",
            "programme > households", counts_as="asset", title="compensation for land"),
        "moved_services": Payment("Clinics and schools move to villages that have less",
            "programme > rest_of_world"),
        "participation": Payment("Meetings, elections and open books for seats of the poor",
            "programme > rest_of_world"),
    }
    overhead: float
    grants: bool
    grant_size: float
    training: bool
    courses: float
    course_cost: float
    land_reform: bool
    land_share: float
    ceiling_quantile: float
    land_value: float
    compensation: float
    resistance: float
    moved_services: bool
    services_share: float
    moved_share: float
    move_cost: float
    seats: bool
    seat_share: float
    seat_cost: float

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Seats, services and land out of their shares, grants out of all the rest."""
        purse.pay("rest_of_world", self.overhead * purse.left, "administration")
        seats = self.seats * self.seat_cost * len(county.households) / max(purse.left, 1.0)
        weights = {
            "hold_seats": min(seats, 1.0),
            "move_services": self.moved_services * self.services_share,
            "move_land": self.land_reform * self.land_share,
        }
        weights["give_assets"] = self.grants * max(1 - sum(weights.values()), 0.0)
        for part, money in portions(purse, weights):
            getattr(self, part)(county, purse, money)

    def hold_seats(self, county: Society, purse: Purse, money: float) -> None:
        """Seats of the poor, first in the villages where the elite holds most."""
        v = county.villages
        costs = self.seat_cost * v.households
        order = np.argsort(-v.capture, kind="stable")
        rows = serve(purse, money, costs, order, "participation")
        county.channel("participation").add(self.seat_share, rows)

    def move_services(self, county: Society, purse: Purse, money: float) -> None:
        """Every village moves a part of its way to the county's mean; gains equal losses."""
        v = county.villages
        change = self.moved_share * (np.mean(v.services) - v.services)
        cost = self.move_cost * float(np.sum(np.maximum(change, 0.0) * v.households))
        paid = float(purse.pay("rest_of_world", min(cost, money), "moved_services"))
        county.channel("services").add(change * (paid / max(cost, TINY)))

    def move_land(self, county: Society, purse: Purse, money: float) -> None:
        """Reform village by village, where most land can move first, each as far as money goes."""
        h = county.households
        excess, need = self.above_ceiling(county), self.land_need(county)
        supply, demand = county.village_sum(excess), county.village_sum(need)
        moved = np.minimum(supply, demand)
        price = self.compensation * self.land_value
        order = np.argsort(-moved, kind="stable")
        done = np.zeros(len(moved))
        before = price * (np.cumsum(moved[order]) - moved[order])
        done[order] = np.clip((money - before) / np.maximum(price * moved[order], TINY), 0.0, 1.0)
        taken = excess * (done * moved / np.maximum(supply, TINY))[h.village]
        gained = need * (done * moved / np.maximum(demand, TINY))[h.village]
        purse.pay(h, price * taken, "land_compensation")
        county.channel("land_change").add(gained - taken)

    def above_ceiling(self, county: Society) -> np.ndarray:
        """Land of each household above the ceiling that its village really applies, mu."""
        h = county.households
        ceiling = village_quantile(county, h.land, self.ceiling_quantile)
        ceiling *= 1 + self.resistance * county.villages.capture
        return np.maximum(h.land - ceiling[h.village], 0.0)

    def land_need(self, county: Society) -> np.ndarray:
        """What listed households with working hands lack to the middle holding, mu."""
        h = county.households
        middle = village_quantile(county, h.land, 0.5)[h.village]
        return np.maximum(middle - h.land, 0.0) * (self.listed(county) & (h.adults > 0))

    def give_assets(self, county: Society, purse: Purse, money: float) -> None:
        """Whole assets at this year's price, with training, in the order of need."""
        kinds, courses = self.applications(county), self.training * self.courses
        grants = self.grant_size * minimum_of(kinds, county.world)
        assets = county.economy.asset_price[0] * grants
        order = listed_by_need(county, self)
        costs = assets + self.course_cost * courses
        rows = within(min(money, purse.left), costs, order[kinds[order] >= 0])
        purse.pay("rest_of_world", float(assets[rows].sum()), "activity_grants")
        county.channel("activity_grant").add(grants[rows], rows)
        if courses:
            purse.pay("rest_of_world", self.course_cost * courses * len(rows), "training")
            county.channel("training").add(courses, rows)

    def applications(self, county: Society) -> np.ndarray:
        """The smallest kind that a listed household with two free adults would start if it were given.

        An index into `ACTIVITIES`, -1 for who would start none.
        """
        h = county.households
        able = self.listed(county) & (h.adults - h.off_farm_workers >= 2)
        able &= ~runs(h, county) & (self.training | h.knows_activity)
        rows, kinds = np.flatnonzero(able), np.full(len(h), -1)
        kinds[rows] = smallest_paying(
            Chosen(h, rows), county, courses=self.training * self.courses, advice=0.0)
        return kinds
