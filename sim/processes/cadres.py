"""Cadres: whom they answer for, days worked, ability learnt and lost, awareness of need."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.society import Society

PARAMETERS = {
    "monitoring_per_visit": number(0.35, "chance", 0, 1, "assumption",
        "Chance that one visit sees what happens in the household"),
    "insight_contact": number(0.5, "log-odds", 0, 4, "assumption",
        "Odds of a right diagnosis that full contact adds, whoever comes"),
    "insight_ability": number(1.0, "log-odds", 0, 4, "assumption",
        "Odds that full contact with a cadre of the fullest ability adds besides"),
    "insight_awareness": number(1.0, "log-odds", 0, 4, "assumption",
        "Odds that full contact with a cadre of the fullest awareness adds besides"),
    "insight_trust": number(1.0, "log-odds", 0, 4, "assumption",
        "Odds that full contact with a household of the fullest trust adds besides"),
    "take_up_without_trust": number(0.7, "chance", 0, 1, "assumption",
        "Chance that a household without trust in cadres takes what pairing offers it"),
}
STREAMS = {
    "linking": "each household a year: its turn where cadres are linked by lot",
    "temptation": "each cadre a year: whether a rating tempts it",
    "rotation": "each cadre a year: whether its post is refilled",
}


def monitoring(visits: np.ndarray | float, per_visit: float) -> np.ndarray | float:
    """Chance that at least one of this year's visits sees the household's affairs."""
    return 1.0 - (1.0 - per_visit) ** visits


def assign_cadres(society: Society, served: np.ndarray, ratio: float) -> None:
    """Link the served rows of each village to its cadres in turn, so that loads are even.

    At most `ratio` cadres per household of the village take part.
    """
    h, c, v = society.households, society.cadres, society.villages
    number = np.bincount(c.village, minlength=len(v))
    first = np.cumsum(number) - number
    sent = np.minimum(number, np.ceil(ratio * v.households - TINY).astype(int))
    linked = served.compress((sent > 0)[h.village[served]])
    village = h.village[linked]
    turn = np.arange(len(linked)) - np.searchsorted(village, np.arange(len(v)))[village]
    order = np.argsort(c.village, kind="stable")
    h.cadre = -1
    h.cadre[linked] = order[first[village] + turn % sent[village]]
    c.load = np.bincount(h.cadre[linked], minlength=len(c))


def relink(society: Society, served: np.ndarray, urgency: np.ndarray, rule: str) -> None:
    """Deal the linked cadres out anew: by lot over the county, or the ablest to the neediest.

    Visits to another village take a further day for each unit of remoteness between the two.
    """
    h, c = society.households, society.cadres
    linked = served[h.cadre[served] >= 0]
    places = h.cadre[linked]
    order = society.uniform("linking", h)[linked] if rule == "random" else (
        urgency[h.cadre[served] >= 0])
    best = np.argsort(-(c.ability * c.awareness)[places], kind="stable")
    h.cadre[linked[np.argsort(order, kind="stable")]] = places[best]


def travel(society: Society, served: np.ndarray) -> np.ndarray:
    """Days that one visit to each served row takes, with the way to another village."""
    return society.world.visit_days + society.world.travel_days * way(society, served)


def way(society: Society, served: np.ndarray) -> np.ndarray:
    """Way from the cadre of each served row (0..1): 0 in the same village, else mean remoteness."""
    h, v = society.households, society.villages
    home = society.cadres.village[np.maximum(h.cadre[served], 0)]
    there = h.village[served]
    if (home == there).all():
        return np.zeros(len(served))
    return 0.5 * (v.remoteness[home] + v.remoteness[there]) * (home != there)


def offer_visits(
    society: Society, served: np.ndarray, easy: np.ndarray, wanted: float, days: np.ndarray
) -> np.ndarray:
    """Visits that each served row is offered, at most `wanted`, out of its cadre's days.

    A cadre divides its days among its households; one who is tempted this year (chance one
    minus honesty) goes to the easy cases alone.
    """
    c, who = society.cadres, society.households.cadre[served]
    tempted = tempted_cadres(society)
    goes = (who >= 0) & (~tempted[who] | easy)
    asked = np.maximum(np.bincount(who[goes], travel(society, served)[goes], len(c)), TINY)
    each = np.minimum(wanted, days / asked)
    return goes * each[who]


def tempted_cadres(society: Society) -> np.ndarray:
    """Cadres who yield to temptation this year: chance one minus honesty, more where rated for it."""
    c, w = society.cadres, society.world
    honesty = c.honesty * (1 - w.gaming_response * society.given("gaming"))
    return society.uniform("temptation", c) > honesty


def insight(society: Society, served: np.ndarray, contact: np.ndarray) -> np.ndarray:
    """Log-odds of a right diagnosis that visits add to each served row, 0 if not linked.

    Contact (0..1) lets ability and awareness of the cadre and trust of the household speak: each adds
    its own, so that none needs all the others.
    """
    h, c, w = society.households, society.cadres, society.world
    offered = w.insight_ability * c.ability + w.insight_awareness * c.awareness
    who = h.cadre[served]
    met = contact * (who >= 0)
    return met * (w.insight_contact + offered[who] + w.insight_trust * h.trust[served])


def work_as_cadres(society: Society) -> None:
    """Book the days of the year's paid visits; note the ability that each village met.

    Visits to households without a cadre of their own are shared by the village's cadres.
    """
    h, c, v, w = society.households, society.cadres, society.villages, society.world
    visits = society.given("visits", h)
    if not np.any(visits):
        c.days_used = v.cadre_ability = 0.0
        return
    linked = np.flatnonzero((h.cadre >= 0) & (visits > 0))
    spent = visits[linked] * travel(society, linked)
    c.days_used = np.bincount(h.cadre[linked], spent, len(c))
    days = visits * w.visit_days
    days[h.cadre >= 0] = 0.0
    others = society.village_sum(days)
    sent = np.maximum(np.bincount(c.village, minlength=len(v)), 1)
    c.days_used = np.minimum(c.days_used + (others / sent)[c.village], c.days)
    used = np.bincount(c.village, c.days_used, len(v))
    offered = np.bincount(c.village, c.ability * c.awareness * c.days_used, len(v))
    v.cadre_ability = offered / np.maximum(used, TINY)


def learn_as_cadres(society: Society) -> None:
    """cap' = cap + .06 tau (1 - cap); rotation halves the lead over a recruit; awareness follows.

    Effort offered is a half, more with contact, with need that is seen and with reward, less with
    distance; a cadre without households falls back to the half.
    """
    c, w = society.cadres, society.world
    effort = c.days_used / np.maximum(c.days, TINY)
    c.ability += w.cadre_learning * effort * (1 - c.ability)
    replaced = society.uniform("rotation", c) < w.cadre_rotation
    fresh = 0.5 * c.ability + 0.5 * w.recruit_ability
    fresh += w.recruit_lead * society.given("recommended")
    c.ability = np.where(replaced, np.minimum(fresh, 1.0), c.ability)
    need, distance = seen_by_cadres(society)
    offered = 0.5 + w.contact_response * effort + w.incentive_response * society.given("incentive")
    offered += w.need_response * need - w.distance_response * distance
    c.awareness += w.awareness_response * (np.clip(offered, 0.0, 1.0) - c.awareness)


def seen_by_cadres(society: Society) -> tuple[np.ndarray, np.ndarray]:
    """For each cadre: share of visited households seen below the line this year, and mean way."""
    h, size, visits = society.households, len(society.cadres), society.given("visits")
    if not np.any(visits):
        return np.zeros(size), np.zeros(size)
    linked = np.flatnonzero((h.cadre >= 0) & (visits > 0))
    who = h.cadre[linked]
    number = np.maximum(np.bincount(who, minlength=size), 1)
    poor = np.bincount(who, h.poor_history[linked] & 1, size)
    return poor / number, np.bincount(who, way(society, linked), size) / number
