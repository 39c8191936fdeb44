"""Who finds a job in a village or away from it, in plain floats."""

from __future__ import annotations

from collections import defaultdict
from math import exp


def match_jobs(households, year):
    """Each candidate's chance of a job, by matching or down the line of a queue."""
    w, villages = year.world, defaultdict(list)
    for household in households:
        household.job_chance = 0.0
        villages[household.village]
        if household.job_weight > 0:
            villages[household.village].append(household)
    qualified, hired = [], []
    for place, candidates in sorted(villages.items()):
        qualified.append(sum(one.qualification(w) for one in candidates))
        jobs = _short_side(year.village.vacancies[place], qualified[-1], w.matching_sharpness)
        hired.append(min(jobs, w.job_chance_most * len(candidates)))
        _share(candidates, hired[-1], w.job_chance_most)
        met = w.migrant_openings * year.economy.vacancy_index
        met *= exp(-w.job_remoteness * (year.village.remoteness[place] - 0.5))
        for one in candidates:
            found = 1 - (1 - one.job_chance) * exp(-met * one.job_weight)
            one.job_chance = min(found, w.job_chance_most)
        if w.job_finding == "queue":
            _serve(candidates, w.job_chance_most)
    return {"village": {"qualified": qualified, "hires": hired}}


def _short_side(vacancies, qualified, sharpness):
    short, long = sorted((vacancies, qualified))
    return short * (1 + (short / long) ** sharpness) ** (-1 / sharpness) if short > 0 else 0.0


def _share(candidates, jobs, most):
    """Chances in proportion to weights, none above the most."""
    free = list(candidates)
    while free:
        left = jobs - most * (len(candidates) - len(free))
        each = left / sum(one.job_weight for one in free)
        over = [one for one in free if each * one.job_weight > most]
        for one in free:
            one.job_chance = min(each * one.job_weight, most)
        if not over:
            return
        free = [one for one in free if one not in over]


def _serve(candidates, most):
    """As many jobs, to the first in line."""
    left = sum(one.job_chance for one in candidates)
    for one in sorted(candidates, key=lambda one: -one.job_weight):
        one.job_chance = min(left, most)
        left -= one.job_chance


PROCESSES = {"match_jobs": match_jobs}
