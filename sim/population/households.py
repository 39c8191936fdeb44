"""The households drawn: people, work capacity, land, capital and homes."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.agents import household
from sim.agents.patient import onset_chance
from sim.ground.parameters import number, whole
from sim.ground.tables import Table
from sim.population.draws import Draws
from sim.population.survey import NOTHING, Told

SIZES = np.array([2, 3, 4, 5, 6, 7])
SIZE_SHARES = np.array([0.10, 0.20, 0.30, 0.22, 0.12, 0.06])

PARAMETERS = {
    "adult_share": number(0.62, "chance", 0.4, 0.85, "assumption",
        "Chance that a further member of the household is of working age").plausibly(
            0.55, 0.7, because="assumption"),
    "no_labour_share": number(0.04, "share of households", 0, 0.1, "assumption",
        "Households without anyone of working age"),
    "no_labour_persons": whole(3, "persons", 2, 7, "assumption: the old, alone or as a couple",
        "Persons at most of a household without anyone of working age"),
    "child_share": number(0.6, "chance", 0.3, 0.9, "assumption",
        "Chance that a member not of working age is a child").plausibly(
            0.5, 0.7, because="assumption"),
    "no_labour_child_share": number(0.15, "chance", 0, 0.9,
        "assumption: grandchildren, where nobody is of working age",
        "The same in a household without anyone of working age"),
    "usual_persons": number(4.2, "persons", 2, 7, "mean of the sizes drawn",
        "Size of household for which the chance of an illness is stated").certain(
            "a unit: the mean of the sizes drawn"),
    "ability_spread": number(0.285, "sd of log", 0.1, 0.4, "calibrated", "Spread of ability").plausibly(
            0.2, 0.34, because="assumption"),
    "wage_ability": number(0.8, "exponent", 0, 1, "calibrated: shape of consumption at the line",
        "Off-farm wage by ability; fixed at the opening"),
    "opening_schooling": number(7.2, "years", 4, 10, "calibrated",
        "Schooling of adults of mean ability in a village of middle remoteness").plausibly(
            6.2, 8, because="assumption: around seven years of the rural labour force"),
    "schooling_remoteness": number(1.6, "years", 0, 4, "calibrated",
        "Schooling that adults of the remotest village have less than those of the nearest"),
    "schooling_ability": number(1.5, "years/log", 0, 4, "calibrated", "Schooling by ability"),
    "schooling_spread": number(2.2, "sd of years", 0.5, 4, "calibrated",
        "Differences in schooling that neither place nor ability explains"),
    "schooling_most": number(14, "years", 9, 18, "assumption", "Longest schooling of adults"),
    "opening_skill": number(0.23, "0..1", 0, 0.4, "calibrated",
        "Skill that luck gives at most, and that twice the mean ability adds").plausibly(
            0.1, 0.35, because="assumption"),
    "health_alpha": number(9, "shape of Beta", 4, 20, "assumption",
        "First shape of health at the opening, whose mean is alpha over alpha and beta"),
    "health_beta": number(1.3, "shape of Beta", 0.5, 3, "assumption",
        "Second shape of health at the opening"),
    "opening_health_least": number(0.3, "0..1", 0.1, 0.5, "assumption",
        "Worst health at the opening"),
    "social_capital_shape": number(3, "shape of Beta", 1, 8, "assumption",
        "Both shapes of social capital: the larger, the more are near a half"),
    "elite_share": number(0.07, "share of households", 0.01, 0.2, "assumption",
        "Households that are kin of the village elite"),
    "opening_off_farm_share": number(0.4, "share of households", 0.1, 0.7, "assumption",
        "Households with two adults of which one works off the farm when the burn-in begins"),
    "median_land": number(9, "mu", 4, 20, "0.14 ha a person in Gansu's poor south",
        "Median holding, for which farm productivity is stated").plausibly(
            7, 11, because="assumption: 1.7 to 2.6 mu a person"),
    "land_spread": number(0.25, "sd of log", 0.1, 0.8,
        "calibrated: shape of consumption at the line; land was shared out by heads",
        "Spread of holdings").plausibly(
            0.15, 0.4, because="assumption"),
    "opening_farm_capital": number(6000, "yuan", 2000, 15000, "assumption",
        "Mean farm capital when the burn-in begins"),
    "farm_capital_spread": number(0.7, "sd of log", 0.2, 1.2, "assumption",
        "Spread of farm capital when the burn-in begins"),
    "opening_savings": number(2500, "yuan", 500, 8000, "assumption",
        "Mean savings when the burn-in begins"),
    "savings_spread": number(0.8, "sd of log", 0.2, 1.5, "assumption",
        "Spread of savings when the burn-in begins"),
    "opening_income": number(14000, "yuan/year", 6000, 30000, "assumption",
        "Permanent income of every household when the burn-in begins"),
    "opening_consumption": number(0.8, "share of income", 0.5, 1, "assumption",
        "Consumption when the burn-in begins"),
    "starter_ability": number(0.8, "correlation", 0, 1, "calibrated",
        "How far ability decides who runs the activity at the opening; luck does the rest"),
    "starter_remoteness": number(0.5, "sd", 0, 2, "calibrated",
        "How far remoteness keeps from running the activity at the opening"),
    "opening_cattle_share": number(0.02, "share of households", 0, 0.15, "assumption",
        "Households that run cattle when the burn-in begins"),
    "opening_sheep_share": number(0.03, "share of households", 0, 0.2, "assumption",
        "Households that run sheep or pigs when the burn-in begins"),
    "opening_activity_size": number(1.4, "times full scale", 1, 2.5, "calibrated",
        "Capital of those who run the activity when the burn-in begins"),
    "knowledge_nearby": number(0.15, "share of households", 0, 0.4, "assumption",
        "Households at the county seat that know the activity without running it"),
    "knowledge_remoteness": number(0.10, "share of households", 0, 0.4, "assumption",
        "Such households that the remotest village has fewer"),
    "home_wealth": number(1.2, "log-odds/log", 0, 2.5, "assumption",
        "Lack of each thing in the home by land, ability and farm capital"),
    "home_remoteness": number(0.8, "log-odds", 0, 2, "assumption",
        "Lack of each thing in the home that the remotest village has more"),
    "opening_unsafe_house": number(-1.0, "log-odds", -3, 1, "assumption",
        "Unsafe houses at the opening, for mean wealth nearby"),
    "opening_unsafe_water": number(-0.2, "log-odds", -2, 2, "assumption",
        "Unsafe water at the opening, for mean wealth nearby"),
    "opening_no_electricity": number(-3.2, "log-odds", -6, -1, "assumption",
        "Homes without electricity at the opening, for mean wealth nearby"),
    "opening_no_toilet": number(0.6, "log-odds", -1.5, 2.5, "assumption",
        "Homes without an improved toilet at the opening, for mean wealth nearby"),
    "opening_solid_fuel": number(0.9, "log-odds", -1, 3, "assumption",
        "Homes that cook with solid fuel at the opening, for mean wealth nearby"),
}


def draw_households(
    draws: Draws, v: Table, world: Any, land: float = 1.0, told: Told = NOTHING
) -> Table:
    """Households sorted by village: people, capacity, land, capital, homes.

    `land` is what holdings are of the usual ones; what a survey has `told` is not drawn.
    """
    h = Table("households", household.COLUMNS, draws.rows)
    h.village = np.repeat(np.arange(len(v)), v.households)
    draw_people(h, draws, world, told)
    draw_capacity(h, draws, v, world, told)
    draw_assets(h, draws, v, world, land, told)
    draw_homes(h, draws, v, world)
    return h


def draw_sizes(draws: Draws, world: Any, told: Told = NOTHING) -> tuple[np.ndarray, np.ndarray]:
    """Persons of every household, and which have no one of working age: those are small."""
    unable = draws.uniform("no_labour") < world.no_labour_share
    drawn = SIZES[np.searchsorted(np.cumsum(SIZE_SHARES)[:-1], draws.uniform("size"))]
    drawn = np.where(unable, np.minimum(drawn, world.no_labour_persons), drawn)
    size = told.over("persons", drawn)
    return size, unable & (size <= world.no_labour_persons)


def draw_people(h: Table, draws: Draws, world: Any, told: Told = NOTHING) -> None:
    """Size, adults, children: some households have no one of working age, but mostly the elderly."""
    h.persons, unable = draw_sizes(draws, world, told)
    size = h.persons.astype(np.int64)
    adults = 1 + draws.binomial("adults", size - 1, world.adult_share)
    room = size - told.over("children", np.zeros(len(size)))
    h.adults = told.over("adults", np.minimum(np.where(unable, 0, adults), room))
    child = np.where(unable, world.no_labour_child_share, world.child_share)
    h.children = told.over("children", draws.binomial("children", size - h.adults, child))


def draw_capacity(h: Table, draws: Draws, v: Table, world: Any, told: Told = NOTHING) -> None:
    """Ability, employability, schooling, skill, health, networks."""
    d = v.remoteness[h.village]
    h.ability = told.over("ability", np.exp(world.ability_spread * draws.normal("ability")))
    h.ability_on_wage = h.ability**world.wage_ability
    h.employability = draws.normal("employability")
    mean = world.opening_schooling - world.schooling_remoteness * (d - 0.5)
    mean += world.schooling_ability * np.log(h.ability)
    luck = world.schooling_spread * draws.normal("schooling")
    h.schooling = told.over("schooling", np.clip(mean + luck, 0, world.schooling_most))
    h.children_schooling = h.schooling + 1
    luck = world.opening_skill * draws.uniform("skill")
    h.skill = np.clip(luck + world.opening_skill * (h.ability - 1), 0, 1)
    draw_health(h, draws, world)
    shape = world.social_capital_shape
    h.social_capital = draws.beta("social_capital", shape, shape)
    h.score_error = draws.normal("score_error")
    h.elite = draws.uniform("elite") < world.elite_share
    h.woman_at_home = (h.adults > 0) & (draws.uniform("woman") < world.woman_at_home_share)
    h.party_member = draws.uniform("party_member") < world.party_member_share
    h.trust, h.credit_score = world.resting_trust, 0.5
    h.cadre, h.helper, h.contract, h.employer = -1, -1, -1, -1
    h.off_farm_workers = (h.adults > 1) & (
        draws.uniform("off_farm") < world.opening_off_farm_share)


def draw_health(h: Table, draws: Draws, world: Any) -> None:
    """Health, how far it lies below the mean that was to be expected, and who is chronically ill.

    As many are chronically ill as onset and recovery would keep so.
    """
    alpha, beta = world.health_alpha, world.health_beta
    h.health = np.maximum(draws.beta("health", alpha, beta), world.opening_health_least)
    h.frailty = alpha / (alpha + beta) - h.health
    onset = onset_chance(h, world)
    h.chronically_ill = draws.uniform("chronic") < onset / (onset + world.chronic_recovery)


def draw_assets(
    h: Table, draws: Draws, v: Table, world: Any, land: float, told: Told = NOTHING
) -> None:
    """Land, technique, farm capital, savings; the ablest run the activity."""
    draw_land(h, draws, v, world, land, told)
    h.irrigated = draws.uniform("irrigated") < v.irrigation[h.village]
    h.improved_seed = draws.uniform("improved_seed") < world.opening_seed_share
    h.farm_capital = draws.lognormal(
        "farm_capital", world.opening_farm_capital, world.farm_capital_spread)
    h.cash = draws.lognormal("cash", world.opening_savings, world.savings_spread)
    h.permanent_income = world.opening_income
    h.consumption = world.opening_consumption * h.permanent_income
    draw_activity(h, draws, v.remoteness[h.village], world)


def draw_land(
    h: Table, draws: Draws, v: Table, world: Any, times: float, told: Told = NOTHING
) -> None:
    """Holdings, their quality, and what both and ability give the farm."""
    drawn = times * world.median_land * np.exp(world.land_spread * draws.normal("land"))
    h.land = told.over("land", drawn)
    luck = np.exp(world.land_quality_spread * draws.normal("land_quality"))
    h.land_quality = v.land_quality[h.village] * luck
    land = (h.land_quality * h.land / world.median_land) ** world.farm_land_exponent
    h.land_factor = h.ability**world.farm_ability_exponent * land


def draw_activity(h: Table, draws: Draws, remoteness: np.ndarray, world: Any) -> None:
    """Who runs the activity: the ablest with hands for it, by luck, and nearby; some others know it."""
    ability = world.starter_ability
    able = ability * (h.ability - 1) / world.ability_spread
    able = able + np.sqrt(1 - ability**2) * draws.normal("starter")
    able = able - world.starter_remoteness * remoteness
    able[h.adults == 0] = -np.inf
    runs = np.zeros(len(able), bool)
    shares = {"greenhouse": (world.opening_activity_share, 1.0),
              "cattle": (world.opening_cattle_share, world.cattle_size),
              "sheep": (world.opening_sheep_share, world.sheep_size)}
    running = 0.0
    for kind, (share, size) in shares.items():
        running += share * (world.activities in ("menu", kind))
        these = ~runs & (able >= np.quantile(able, 1 - running))
        h.activity_kind[these] = household.ACTIVITIES.index(kind)
        h.activity_capital[these] = world.opening_activity_size * world.activity_scale * size
        runs |= these
    known = world.knowledge_nearby - world.knowledge_remoteness * remoteness
    h.knows_activity = runs | (draws.uniform("knows") < known)


def draw_homes(h: Table, draws: Draws, v: Table, world: Any) -> None:
    """Deprivations of the home: likelier for the poor and the remote."""
    wealth = np.log(h.land_factor) + 0.5 * np.log(h.farm_capital / world.opening_farm_capital)
    lean = -world.home_wealth * wealth + world.home_remoteness * v.remoteness[h.village]
    levels = {
        "unsafe_house": world.opening_unsafe_house,
        "unsafe_water": world.opening_unsafe_water,
        "no_electricity": world.opening_no_electricity,
        "no_toilet": world.opening_no_toilet,
        "solid_fuel": world.opening_solid_fuel,
    }
    for name, level in levels.items():
        setattr(h, name, draws.uniform(name) < 1 / (1 + np.exp(-level - lean)))
