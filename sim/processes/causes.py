"""Why a household is poor: the first cause that holds, in a fixed order, and its diagnosis."""

from __future__ import annotations

from functools import cache

import numpy as np

from sim.ground.guards import ROUNDING
from sim.ground.parameters import number
from sim.ground.tables import Chosen, People
from sim.processes.applications import credit_limit
from sim.processes.menu import runs
from sim.processes.prospects import need_of, preferred
from sim.society import Society

CAUSES = ("none", "labour", "illness", "disaster", "schooling", "skill", "funds", "remoteness")

PARAMETERS = {
    "diagnosis_unaided": number(0.35, "chance", 0.1, 1, "assumption",
        "Chance of a right diagnosis by an office that does not know the household"),
    "misdirected_help": number(0.3, "factor", 0, 1, "assumption",
        "What help is worth that does not meet the main cause, beside help that does; 1: as much"
        ).plausibly(0, 1, because="assumption: no study tells help that fits from help that does not"),
    "cause_health": number(0.7, "0..1", 0.5, 0.9, "assumption",
        "Health below which illness is the cause"),
    "cause_harvest": number(0.3, "share of harvest", 0.1, 0.6, "assumption",
        "Harvest lost to drought from which disaster is the cause"),
    "cause_schooling": number(0.15, "share of income", 0.05, 0.5, "assumption",
        "Cost of schooling above which it is the cause"),
    "cause_skill": number(0.135, "0..1", 0, 0.5, "assumption",
        "Skill below which lack of it is the cause"),
    "cause_remoteness": number(0.7, "0..1", 0.3, 1, "assumption",
        "Remoteness above which it is the cause"),
}
STREAMS = {
    "diagnosis": "each household a year: whether its cause is seen rightly",
}


@cache
def among(names: tuple[str, ...]) -> np.ndarray:
    """Whether each code of a cause, an index into `CAUSES`, is one of these; to be read only."""
    are = np.array([cause in names for cause in CAUSES])
    are.setflags(write=False)
    return are


def causes(society: Society, h: People | None = None) -> np.ndarray:
    """Which causes hold, several for a household if so: households x `CAUSES` but none, bools."""
    h = society.households if h is None else h
    holds = (*plain_causes(h, society), lacks_funds(h, society, np.ones(len(h), bool)),
             lives_remote(h, society))
    return np.column_stack(holds)


def true_cause(society: Society, h: People | None = None) -> np.ndarray:
    """Code of the main cause, an index into `CAUSES`: one for each of these households, or of all.

    The first of `causes` that holds. No labour: no adult or health below a half; illness: chronic, a
    large own bill, care forgone or weak health; disaster: drought took much of the harvest;
    schooling: a large cost beside permanent income; skill: with two adults, neither knowledge nor
    any skill; funds: a worthwhile start it cannot pay or borrow; remoteness: a remote village and
    labour left at home. `PARAMETERS` say how much is much.
    """
    h = society.households if h is None else h
    plain = plain_causes(h, society)
    unexplained = ~np.logical_or.reduce(plain)
    tests = (*plain, lacks_funds(h, society, unexplained), lives_remote(h, society))
    cause = np.zeros(len(h), np.int8)
    for code, holds in reversed(list(enumerate(tests, 1))):
        np.copyto(cause, code, where=holds)
    return cause


def plain_causes(h: People, society: Society) -> tuple[np.ndarray, ...]:
    """Whether labour, illness, disaster, schooling and skill hold: a bool a household of each."""
    w, income = society.world, np.maximum(h.permanent_income, 1.0)
    return (
        (h.adults == 0) | (h.health < 0.5),
        h.chronically_ill | h.care_forgone
        | (h.bill_due > w.large_bill * income) | (h.health < w.cause_health),
        h.drought_loss * np.maximum(h.farm_potential, 0.0)
        >= w.cause_harvest * np.maximum(h.farm_potential, 1.0),
        h.school_cost > w.cause_schooling * income,
        (h.adults >= 2) & ~h.knows_activity & (h.skill < w.cause_skill),
    )


def lives_remote(h: People, society: Society) -> np.ndarray:
    """Who has labour left at home in a remote village."""
    remote = society.villages.remoteness[h.village] > society.world.cause_remoteness
    return remote & (h.off_farm_workers < h.adults - 1)


def lacks_funds(h: People, society: Society, asked: np.ndarray) -> np.ndarray:
    """Who of those asked can neither pay nor borrow for the activity that it would gain most by."""
    lacks = asked & (h.adults >= 2) & ~runs(h, society)
    places = np.flatnonzero(lacks)
    able = Chosen(h, places)
    kinds, pays = preferred(able, society)
    money = able.own_funds + credit_limit(able, society)
    lacks[places] = pays & (money < need_of(able, society, kinds))
    return lacks


def diagnose(
    society: Society, insight: np.ndarray | float, h: People | None = None
) -> np.ndarray:
    """Code of the cause that is seen: the true one or, by chance, any other; see `seen_rightly`."""
    h = society.households if h is None else h
    return misjudge(society, true_cause(society, h), insight, h)


def seen_rightly(society: Society, insight: np.ndarray | float) -> np.ndarray | float:
    """Chance of a right diagnosis: that of an office, and insight (log-odds) added to its log-odds."""
    unaided, gained = society.world.diagnosis_unaided, np.exp(insight)
    return unaided * gained / (1 - unaided + unaided * gained)


def misjudge(
    society: Society, true: np.ndarray, insight: np.ndarray | float, h: People
) -> np.ndarray:
    """Code of the cause that is seen where these are the true ones; see `diagnose`."""
    seen, right = true.copy(), seen_rightly(society, insight)
    drawn = society.uniform("diagnosis", h)
    wrong = np.flatnonzero(drawn >= right)
    beyond = ((drawn - right) / np.maximum(1 - right, ROUNDING))[wrong]
    others = (beyond * (len(CAUSES) - 1)).astype(np.int8)
    seen[wrong] = (seen[wrong] + 1 + others) % len(CAUSES)
    return seen
