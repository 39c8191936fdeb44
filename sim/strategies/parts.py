"""What several strategies do alike: share a purse among parts, serve people in order, services.

People are served in full, in order, until the money is used: a dose is never spread thin.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.ground.guards import ROUNDING
from sim.ground.parameters import number, switch
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.measures.ordering import from_lowest
from sim.processes.chronic import expected_bill
from sim.processes.identification import noted_score
from sim.society import Society
from sim.strategies.base import Strategy

SERVICES = {
    "clinics": switch(True, "Staffed and stocked clinics: less illness, better health"),
    "clinic_cost": number(120, "yuan/household/year", 30, 500, "assumption",
        "Cost of a better clinic for each household it covers"),
    "reimbursement": switch(True, "A further part of medical bills is paid"),
    "reimbursement_share": number(0.35, "share of bill", 0, 0.5, "assumption",
        "Part of a medical bill paid beyond the standing insurance"),
    "maternal_care": switch(True, "Care and food for mothers and small children"),
    "maternal_cost": number(150, "yuan/household/year", 50, 600, "assumption",
        "Cost of maternal and child care of a household with children"),
    "tuition": switch(True, "Schooling costs are supported"),
    "tuition_share": number(0.8, "share", 0, 1, "assumption",
        "Share of a child's schooling cost that is paid"),
    "school_meals": switch(True, "Children are fed at school"),
    "meal_cost": number(600, "yuan/child/year", 300, 1000,
        "assumption, near the rural school meal subsidy of 3 yuan a day begun in 2011",
        "Cost of school meals"),
    "literacy": switch(True, "Courses for adults with less than six years of school"),
    "literacy_cost": number(150, "yuan/course", 50, 500, "assumption",
        "Cost of a yearly literacy course of a household's adults"),
    "access": switch(True, "Clinics and schools reach out to those whom they serve least"),
    "access_cost": number(100, "yuan/household/year", 30, 500, "assumption",
        "Cost of outreach that gives a household the access of the best placed of its village"),
    "housing": switch(True, "Grants that repair the home"),
    "housing_cost": number(5000, "yuan/grant", 2000, 20000, "assumption",
        "Cost of removing one deprivation of the home"),
    "housing_share": number(0.1, "share", 0, 1, "assumption",
        "Share of the money for services that goes to housing"),
}
PAYMENTS = {
    "administration": Payment("Staff and offices of a programme", "programme > rest_of_world"),
    "training": Payment("Courses in the lumpy activity and other trades", "programme > rest_of_world"),
    "extension": Payment("Visits that advise on improved seed", "programme > rest_of_world"),
    "farm_capital": Payment("Tools, animals and small stock given in kind", "programme > rest_of_world"),
    "clinic": Payment("Staff and stock of better clinics", "programme > rest_of_world"),
    "maternal_care": Payment("Care and food for mothers and small children",
        "programme > rest_of_world"),
    "tuition": Payment("Cost of schooling that a programme pays", "programme > rest_of_world"),
    "school_meals": Payment("Meals at school", "programme > rest_of_world"),
    "literacy": Payment("Courses for adults who had little school", "programme > rest_of_world"),
    "service_access": Payment("Outreach of clinics and schools to those whom they serve least",
        "programme > rest_of_world"),
    "housing": Payment("Repair of homes", "programme > rest_of_world"),
}


def portions(purse: Purse, weights: dict[str, float]) -> Iterator[tuple[str, float]]:
    """Each part and its money, yuan; what a part leaves unused goes to those after it."""
    names = [name for name, weight in weights.items() if weight > 0]
    for place, name in enumerate(names):
        rest = sum(weights[other] for other in names[place:])
        yield name, purse.left * (weights[name] / rest)


def by_need(county: Society, strategy: Strategy) -> np.ndarray:
    """All households: those on the list first, each group from the lowest score up."""
    listed, scores = strategy.listed(county), noted_score(county, strategy)
    return np.concatenate([by_score(listed, scores), by_score(~listed, scores)])


def listed_by_need(county: Society, strategy: Strategy) -> np.ndarray:
    """Rows of the households on the list, from the lowest score up."""
    return by_score(strategy.listed(county), noted_score(county, strategy))


def by_score(asked: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Rows of these households (one bool each), from the lowest score up."""
    rows = np.flatnonzero(asked)
    return rows[from_lowest(scores[rows])]


def within(money: float, costs: np.ndarray, order: np.ndarray) -> np.ndarray:
    """The first rows of `order` whose full costs (yuan, one a row of the table) fit the money."""
    running = np.cumsum(costs[order])
    return order[: int(np.searchsorted(running, money * (1 + ROUNDING), side="right"))]


def serve(
    purse: Purse, money: float, costs: np.ndarray, order: np.ndarray, kind: str
) -> np.ndarray:
    """Pay providers the full costs of the first rows of `order`; returns the rows served."""
    rows = within(min(money, purse.left), costs, order)
    purse.pay("rest_of_world", costs[rows].sum(), kind)
    return rows


def village_quantile(county: Society, values: np.ndarray, share: float) -> np.ndarray:
    """Quantile of a household column in each village."""
    places = np.floor(share * (county.villages.households - 1)).astype(np.int64)
    ordered = np.sort(county.by_village(values), axis=1)
    return ordered[np.arange(len(places)), places]


def smallholders(county: Society) -> np.ndarray:
    """Households with less land than the middle of their village."""
    h = county.households
    return h.land < village_quantile(county, h.land, 0.5)[h.village]


def provide_services(
    plan: Any, county: Society, purse: Purse, money: float, order: np.ndarray
) -> None:
    """Give whole packages of services, as the plan's `SERVICES` say, in the order of need."""
    before = purse.left
    if plan.housing:
        repair_homes(plan, county, purse, plan.housing_share * money, order)
    left = money - (before - purse.left)
    costs = package(plan, county)
    whole = np.add.reduce(list(costs.values()))
    rows = within(min(left, purse.left), whole, order[whole[order] > 0])
    pledge_bills(plan, purse, costs.pop("medical"), rows)
    doses = {"tuition": plan.tuition_share}
    served = np.sort(rows)
    for name, cost in costs.items():
        due = cost[rows]
        if due.any():
            purse.pay("rest_of_world", due.sum(), name)
            county.channel(name).add(doses.get(name, 1.0) * (cost[served] > 0), served)


def repair_homes(
    plan: Any, county: Society, purse: Purse, money: float, order: np.ndarray
) -> None:
    """One grant for each household whose home lacks something."""
    h = county.households
    lacking = h.unsafe_house | h.unsafe_water | h.no_toilet | h.no_electricity | h.solid_fuel
    costs = np.full(len(h), float(plan.housing_cost))
    rows = serve(purse, money, costs, order[lacking[order]], "housing")
    county.channel("housing").add(1.0, rows)


def package(plan: Any, county: Society) -> dict[str, np.ndarray]:
    """Yearly cost of each service to each household that can use it, yuan."""
    h, w = county.households, county.world
    school = w.school_cost_compulsory + w.children_beyond_nine * w.school_cost_higher
    every, unschooled = np.ones(len(h)), (h.schooling < w.primary_schooling) & (h.adults > 0)
    return {
        "clinic": plan.clinics * plan.clinic_cost * every,
        "maternal_care": plan.maternal_care * plan.maternal_cost * (h.children > 0),
        "tuition": plan.tuition * plan.tuition_share * school * h.children,
        "school_meals": plan.school_meals * plan.meal_cost * h.children,
        "literacy": plan.literacy * plan.literacy_cost * unschooled,
        "service_access": plan.access * plan.access_cost * every,
        "medical": plan.reimbursement * expected_aid(plan, county),
    }


def expected_aid(plan: Any, county: Society) -> np.ndarray:
    """Reimbursement an insurer would set aside for each household, yuan a year."""
    bills = expected_bill(county.households, county, plan.clinics)
    return county.world.pledge_margin * plan.reimbursement_share * bills


def pledge_bills(plan: Any, purse: Purse, costs: np.ndarray, rows: np.ndarray) -> None:
    """Set the expected cost of reimbursement aside for the bills of those served."""
    rates = np.zeros(len(costs))
    rates[rows] = plan.reimbursement_share
    purse.pledge("medical", float(costs[rows].sum()), rates)
