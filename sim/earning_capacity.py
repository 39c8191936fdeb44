"""The abilities with which a county's households are, after their burn-in, as a survey found them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.measures import fgt, gini
from sim.population.survey import Told
from sim.survey.people import Households

ANCHORED, MOST_TRIALS = 8, 16
"""Burn-ins in which each household's usual welfare comes near its own, and burn-ins at most."""
RESPONSE = 2.0
"""Log of welfare taken for a log of ability: trials neither overshoot much nor crawl."""
STEP_MOST = 1.0
"""Log of ability by which a trial moves at most."""
LEAST, MOST = 0.05, 20.0
"""Abilities that a household may have; the mean of the template's is about 1."""
TOLERANCE = 0.004
"""Of mean, Gini and headcount (relative) at which trials end: well within one per cent."""
LASTING_LEAST = 0.05
"""Share of the surveyed variance of log welfare that lasts at least."""
STRETCH = 0.5
"""Of the distance that targets move to the surveyed distribution in a trial."""


@dataclass(frozen=True)
class Lived:
    """A county after its burn-in: welfare a head in the opening year and in usual years."""

    society: Any
    now: np.ndarray
    usual: np.ndarray


@dataclass(frozen=True)
class Match:
    """Mean (yuan of 2010 a person), Gini and headcount at the mapping's line, over persons."""

    mean: float
    gini: float
    headcount: float

    def off(self, other: Match) -> float:
        """The largest relative distance of the three from others that are not nought."""
        pairs = ((self.mean, other.mean), (self.gini, other.gini), (self.headcount, other.headcount))
        return max(abs(one - two) / abs(two) if two else abs(one) for one, two in pairs)


def match(welfare: np.ndarray, persons: np.ndarray, line: float) -> Match:
    """The three numbers of a distribution of welfare (yuan a person), `persons` being weights."""
    mean = float(np.average(welfare, weights=persons))
    poor = float(fgt(welfare, line, weights=persons, alpha=0))
    return Match(mean, float(gini(welfare, weights=persons)), poor)


def surveyed(survey: Households) -> Match:
    """What the county is to reproduce: the weighted survey's own."""
    return match(survey.welfare, survey.person_weights, survey.line)


def fit(live: Callable[[Told], Lived], told: Told, survey: Households) -> tuple[Lived, Told, int]:
    """A county whose opening year has the survey's distribution, its abilities, and trials made.

    Surveyed welfare is capacity and the year's luck. What lasts is taken by the constrained Bayes
    estimate (Louis 1984; Ghosh 1992): deviations of log welfare, shrunk by the root of the share of
    their variance that is not luck, so that capacity and the model's own luck add up to the survey.
    Each trial draws the county with other abilities and lives its whole burn-in, under equal luck:
    first those move to which a household's usual welfare answers as its own, then ranks of the opening
    year to the survey's quantiles. The best of the latter counts, or the first of all.
    """
    wanted, persons = surveyed(survey), told.columns["persons"]
    tried = live(told)
    able = told.able(tried.society.households.ability.copy())
    target = lasting(told, tried, persons)
    best, off, trial = (tried, able), _off(tried, persons, survey, wanted), 1
    while off > TOLERANCE and trial < MOST_TRIALS:
        if trial <= ANCHORED:
            step = np.log(target / tried.usual)
        else:
            step = np.log(at_rank(tried.now, persons, survey) / tried.now)
        able = _moved(able, step)
        tried = live(able)
        trial += 1
        if trial <= ANCHORED:
            target = target * stretched(target, tried.now, persons, survey)
        elif (now := _off(tried, persons, survey, wanted)) < off:
            best, off = (tried, able), now
    return *best, trial


def _off(tried: Lived, persons: np.ndarray, survey: Households, wanted: Match) -> float:
    return match(tried.now, persons, survey.line).off(wanted)


def _moved(able: Told, step: np.ndarray) -> Told:
    """The same households with the abilities that a step of log welfare asks for."""
    change = np.exp(np.clip(step / RESPONSE, -STEP_MOST, STEP_MOST))
    return able.able(np.clip(able.columns["ability"] * change, LEAST, MOST))


def lasting(told: Told, tried: Lived, persons: np.ndarray) -> np.ndarray:
    """Welfare that each household is to have usually, yuan a person, by its own and what is luck."""
    assert told.welfare is not None
    logs, luck = np.log(told.welfare), np.log(tried.now / tried.usual)
    kept = np.sqrt(max(LASTING_LEAST, 1 - np.var(luck) / max(np.var(logs), np.finfo(float).tiny)))
    middle = np.average(logs, weights=persons)
    shrunk = np.exp(middle + kept * (logs - middle))
    return shrunk * np.average(told.welfare, weights=persons) / np.average(shrunk, weights=persons)


def stretched(
    target: np.ndarray, now: np.ndarray, persons: np.ndarray, survey: Households
) -> np.ndarray:
    """What targets are multiplied by: part of the way from the county's quantiles to the survey's."""
    order = np.argsort(now, kind="stable")
    there = np.interp(ranks(target, persons), _middles(persons[order]), now[order])
    return (at_rank(target, persons, survey) / there) ** STRETCH


def at_rank(ranked: np.ndarray, persons: np.ndarray, survey: Households) -> np.ndarray:
    """The surveyed welfare (yuan a person) at each household's rank among persons."""
    order = np.argsort(survey.welfare, kind="stable")
    middles = _middles(survey.person_weights[order])
    return np.interp(ranks(ranked, persons), middles, survey.welfare[order])


def ranks(values: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Ranks of households among persons, 0..1, each at the middle of its own persons."""
    order, found = np.argsort(values, kind="stable"), np.empty(len(values))
    found[order] = _middles(persons[order])
    return found


def _middles(weights: np.ndarray) -> np.ndarray:
    return (np.cumsum(weights) - weights / 2) / np.sum(weights)
