"""What changes slowly: health, schooling, generations, homes, trust, habits and credit memory."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import number
from sim.ground.tables import Chosen, People, Rows
from sim.processes.spending import floor
from sim.society import Society, by_household

PARAMETERS = {
    "health_recovery": number(0.12, "share/year", 0.02, 0.4, "assumption",
        "Speed at which health returns to what services allow"),
    "clinic_health": number(0.08, "0..1", 0, 0.2, "assumption",
        "Health target gained by clinic or maternal care"),
    "lasting_frailty": number(0.45, "share", 0, 1, "calibrated",
        "Part of the opening differences of health that never heals: without it chronic illness "
        "dies out in the burn-in"),
    "employability_memory": number(0.95, "share", 0.5, 1, "calibrated",
        "Persistence of unobserved employability"),
    "generation_turnover": number(1 / 28, "chance/year", 0, 0.1, "assumption",
        "Chance that a generation hands over: half of the adults are replaced").plausibly(
            0.028, 0.045, because="assumption: generations of 22 to 36 years"),
    "come_of_age": number(1 / 15, "per child and year", 0, 0.2, "assumption",
        "A child becomes an adult").plausibly(
            0.055, 0.08, because="assumption: childhoods of 12 to 18 years"),
    "grow_old": number(1 / 60, "per adult and year", 0, 0.1, "assumption",
        "An adult becomes elderly; keeps the opening composition stationary").plausibly(
            0.013, 0.025, because="assumption: 40 to 75 years of working age"),
    "succession": number(1 / 10, "per elderly and year", 0, 0.3, "assumption",
        "A child takes the place of an elderly person"),
    "home_improvement": number(0.05, "chance/year", 0, 0.3, "assumption",
        "A household above the line removes a deprivation of its home"),
    "trust_gain": number(0.12, "per visit", 0, 0.5, "assumption", "Trust gained by an able visit"),
    "trust_return": number(0.03, "share/year", 0, 0.2, "assumption",
        "Return of trust to where it rests"),
    "trust_promise": number(0.1, "share", 0, 0.5, "assumption",
        "Part of missing trust gained when a measure comes as promised"),
    "trust_broken": number(0.2, "share", 0, 0.8, "assumption",
        "Part of trust lost when a promised measure does not come"),
    "trust_capture": number(0.10, "0..1", 0, 0.4, "assumption",
        "Trust lost when a poor household is left out and the elite is listed"),
    "health_target": number(0.86, "0..1", 0.6, 0.9, "assumption",
        "Health to which one returns without any services").plausibly(
            0.82, 0.9, because="assumption"),
    "health_services": number(0.10, "0..1", 0, 0.3, "assumption",
        "Health to which one returns that full services add"),
    "illness_wear": number(0.04, "per illness", 0, 0.15, "assumption",
        "Health lost in a major illness, and in a year without care in a major or chronic one"),
    "hunger_wear": number(0.02, "per year", 0, 0.1, "assumption",
        "Health lost in a year of undernourishment"),
    "health_least": number(0.2, "0..1", 0.1, 0.4, "assumption", "Worst health"),
    "access_poorest": number(0.6, "share", 0, 1, "assumption",
        "Access to the village's services of its poorest, beside that of its richest"),
    "large_bill": number(0.25, "share of income", 0.1, 0.5, "assumption",
        "Own part of a bill above which it takes children out of school and is a cause of poverty"),
    "dropout": number(0.04, "chance/year", 0, 0.15, "assumption", "A child leaves school"),
    "dropout_hunger": number(0.10, "chance/year", 0, 0.3, "assumption",
        "A child leaves school, added by undernourishment"),
    "dropout_bill": number(0.05, "chance/year", 0, 0.3, "assumption",
        "A child leaves school, added by a large medical bill"),
    "dropout_hands": number(0.06, "chance/year", 0, 0.3, "assumption",
        "A child leaves school, added where one adult at most works"),
    "dropout_tuition": number(0.8, "share", 0, 1,
        "calibrated to .66 years a cohort, Progresa (Schultz 2004)",
        "Part of the leaving of school that full tuition support prevents: nobody else gains by it"),
    "dropout_meals": number(0.04, "chance/year", 0, 0.15, "assumption",
        "A child leaves school, prevented by school meals"),
    "school_aim": number(9.5, "years", 7, 12, "compulsory schooling of nine years",
        "Schooling that children head for, without any services"),
    "school_services": number(1.5, "years", 0, 4, "assumption",
        "Schooling that children head for, added by full services"),
    "school_parents": number(0.25, "years/year", 0, 0.6, "assumption",
        "Schooling that children head for by that of adults"),
    "school_dropout": number(8, "years", 0, 12, "assumption",
        "Schooling lost by who surely leaves school"),
    "school_pace": number(0.10, "share/year", 0.03, 0.3, "assumption",
        "Part of the schooling that children head for which one school year decides"),
    "resting_trust": number(0.3, "0..1", 0, 0.8, "assumption",
        "Trust in cadres at the opening, and to which it returns without visits"),
    "visits_remembered": number(0.8, "share/year", 0.3, 0.95, "assumption",
        "What is left a year later of what visits found out"),
    "large_aid": number(0.1, "share of income", 0.02, 0.4, "assumption",
        "Aid above which a household gets used to it"),
    "habit_update": number(0.3, "share", 0.1, 0.9, "assumption",
        "Weight of this year in the habit of aid"),
    "least_expected": number(0.3, "share of floor", 0.1, 1, "assumption",
        "Permanent income below which no household reckons"),
}
STREAMS = {
    "school": "each household a year: whether a child leaves school",
    "generation": "each household a year: whether the young take it over",
    "ageing": "each household a year: a child comes of age, an adult grows old, a child is born",
    "employability": "each household a year: news of what makes it fit for a job",
    "home": "each household a year: whether its home is improved",
}


@by_household
def change_health(h: Rows, society: Society) -> None:
    """Health returns to what services allow; illness, care forgone and hunger wear it."""
    w = society.world
    care = 0.5 * (society.given("clinic", h) + society.given("maternal_care", h))
    target = w.health_target + w.health_services * service_access(h, society) + w.clinic_health * care
    target -= w.lasting_frailty * h.frailty
    change = w.health_recovery * (target - h.health)
    worn = w.illness_wear * (1.0 * h.ill + h.care_forgone)
    change -= worn + w.hunger_wear * h.undernourished
    h.health = np.clip(h.health + change, w.health_least, 1.0)


def service_access(h: Rows, society: Society) -> np.ndarray:
    """Access to clinic and school: quality of the village, in full for its richest alone."""
    poorest = society.world.access_poorest
    rank = h.income_rank
    if "service_access" in society.channels:
        rank = rank + (1 - rank) * society.given("service_access", h)
    return society.at_home(society.villages.services, h) * (poorest + (1 - poorest) * rank)


@by_household
def send_to_school(h: Rows, society: Society) -> None:
    """Who drops out: hunger, large bills, cost, missing hands; and the schooling children head for.

    Support gains years only for those who would have left: it lowers the chance of leaving, and
    each school year lived under it counts for its part of the whole (`school_pace`).
    """
    w, chance = society.world, chance_of_leaving(h, society)
    h.dropped_out = (h.children > 0) & (society.uniform("school", h) < chance)
    aim = w.school_aim + w.school_services * service_access(h, society)
    aim += w.school_parents * (h.schooling - w.usual_schooling)
    change = w.school_pace * (aim - w.school_dropout * chance - h.children_schooling)
    h.children_schooling += change * (h.children > 0)


def chance_of_leaving(h: Rows, society: Society) -> np.ndarray:
    """Chance that a child leaves school this year (0..1), after tuition support and meals."""
    w, tuition, fed = society.world, society.given("tuition", h), society.given("school_meals", h)
    large = h.bill_due > w.large_bill * np.maximum(h.permanent_income, 1.0)
    chance = w.dropout + w.dropout_hunger * h.undernourished * (1 - fed) + w.dropout_bill * large
    chance = (chance + w.dropout_hands * (h.adults <= 1)) * (1 - w.dropout_tuition * tuition)
    return np.clip(chance - w.dropout_meals * fed, 0.0, 1.0)


@by_household
def turn_generations(h: Rows, society: Society) -> None:
    """Children come of age, adults grow old, children are born in their place; persons stay.

    One of the three at most happens to a household in a year. Where nobody works others of the same
    age take the place of who leaves or dies, so that households without labour remain, and old.
    """
    w = society.world
    young = np.flatnonzero(society.uniform("generation", h) < w.generation_turnover)
    h.schooling[young] = 0.5 * (h.schooling[young] + h.children_schooling[young])
    elderly = h.persons - h.adults - h.children
    luck, working = society.uniform("ageing", h), h.adults > 0
    grows = w.come_of_age * h.children * working
    ages = grows + w.grow_old * h.adults * (h.adults > 1)
    dies = ages + w.succession * elderly * working
    grown, old, born = luck < grows, (luck >= grows) & (luck < ages), (luck >= ages) & (luck < dies)
    h.children += born
    h.children -= grown
    h.adults += grown
    h.adults -= old
    h.off_farm_workers = np.minimum(h.off_farm_workers, np.maximum(h.adults - 1, 0))


@by_household
def change_employability(h: Rows, society: Society) -> None:
    """Employability regresses to the mean: luck in finding work does not last for ever."""
    memory = society.world.employability_memory
    news = np.sqrt(1 - memory**2) * society.normal("employability", h)
    h.employability = memory * h.employability + news


@by_household
def improve_home(h: Rows, society: Society) -> None:
    """A household above the line removes one deprivation of its home with a small chance."""
    w = society.world
    able = h.permanent_income > w.poverty_line * h.persons
    cured = able & (society.uniform("home", h) < w.home_improvement)
    for name in ("unsafe_water", "no_electricity", "no_toilet", "solid_fuel", "unsafe_house"):
        flags = getattr(h, name)
        now = flags & cured
        flags &= ~now
        cured &= ~now


@by_household
def change_trust(h: Rows, society: Society) -> None:
    """Trust grows with able visits, returns without, and falls with seen capture."""
    w = society.world
    visits = society.given("visits", h)
    visited = Chosen(h, np.flatnonzero(visits > 0))
    change = w.trust_return * (w.resting_trust - h.trust)
    change[visited.places] = gained_by_visits(visited, society)
    if {"promise_kept", "promise_broken"} & society.channels.keys():
        change += moved_by_promises(h, society)
    left_out = Chosen(h, np.flatnonzero(h.left_out))
    captured = society.villages.seen_capture[left_out.village] > 0
    change[left_out.places] -= w.trust_capture * captured
    h.trust = np.clip(h.trust + change, 0.0, 1.0)
    h.visit_memory *= w.visits_remembered
    h.visit_memory += visits


def gained_by_visits(h: People, society: Society) -> np.ndarray:
    """Trust that visits of an able cadre gain, of what is missing."""
    able = society.villages.cadre_ability[h.village]
    visits = np.minimum(society.given("visits", h), 1.0)
    return np.asarray(society.world.trust_gain * visits * able * (1 - h.trust))


def moved_by_promises(h: People, society: Society) -> np.ndarray:
    """Trust gained by promises kept less what is lost by broken ones."""
    w = society.world
    gained = w.trust_promise * (1 - h.trust) * society.given("promise_kept", h)
    return np.asarray(gained - w.trust_broken * h.trust * society.given("promise_broken", h))


@by_household
def update_habits(h: Rows, society: Society) -> None:
    """Permanent income learns from the year; large aid becomes a habit."""
    w = society.world
    aid = h.transfer_income - h.standing_income
    large = aid > w.large_aid * np.maximum(h.permanent_income, 1.0)
    h.aid_habit = (1 - w.habit_update) * h.aid_habit + w.habit_update * large
    update = w.permanent_income_update
    h.aid_income = (1 - update) * h.aid_income + update * aid
    learned = (1 - update) * h.permanent_income + update * h.income
    h.permanent_income = np.maximum(learned, w.least_expected * floor(h, society))
