"""How many replications are enough: a rule that looks a few times at how well differences are known.

Fixed-width sequential estimation: Chow and Robbins (1965), "On the asymptotic theory of fixed-width
sequential confidence intervals for the mean", Annals of Mathematical Statistics 36; with steps
extrapolated from the spread so far, as in Law, "Simulation Modeling and Analysis", on the precision
of terminating simulations. Who stops when an interval is narrow stops more often when the spread
happens to look small, so that the interval covers a little less than its 95%: hence many
replications before the first look, and few looks.
"""

from __future__ import annotations

import math

import numpy as np

from sim.folder.intervals import LEVEL, Floats, student
from sim.ground.parameters import number, whole
from sim.terms import Scenario

FIRST = whole(10, "replications", 2, 10_000, "assumption", "replications before the first look")
GROWTH = number(1.25, "times", 1.01, 100, "assumption",
                "times as many replications as at a look are there at the next, at least")
REACHED, MOST, LACKING = "reached", "most", "lacking"
"""Why it stopped: all intervals are narrow enough; there may be no more; an arm has no interval, as
where its runs fail."""


def first(scenario: Scenario) -> int:
    """How many replications are done before anything is looked at."""
    return scenario.replications if scenario.until is None else min(FIRST.default, scenario.replications)


def half_widths(gaps: Floats) -> Floats:
    """Half the width of the 95% interval of each arm's mean difference; NaN with fewer than two.

    `gaps` [replication, arm] are differences from the baseline, NaN where a run failed.
    """
    found = student(gaps)
    return (found["ci_high"] - found["ci_low"]) / 2


def why(gaps: Floats, half_width: float, most: int) -> str:
    """Why no replication follows on those that are there; empty where more are wanted."""
    found = half_widths(gaps)
    if (found <= half_width).all():
        return REACHED
    if len(gaps) >= most:
        return MOST
    return LACKING if np.isnan(found).any() else ""


def wanted(gaps: Floats, half_width: float, most: int) -> int:
    """How many replications there should be after a look at those that are there."""
    there = len(gaps)
    if why(gaps, half_width, most):
        return there
    spread = float(np.max(student(gaps)["sd"]))
    return min(most, max(_narrow_at(spread, half_width, most), math.ceil(GROWTH.default * there)))


def stop(gaps: Floats, half_width: float, most: int, begin: int) -> int:
    """Where the rule stops on replications that are there; more than there are if it would go on."""
    number = begin
    while number <= len(gaps) and (more := wanted(gaps[:number], half_width, most)) > number:
        number = more
    return number


def _narrow_at(spread: float, half_width: float, most: int) -> int:
    """The fewest replications at which an interval is narrow enough if the spread stays as it is."""
    from scipy.special import stdtrit

    numbers = np.arange(2, most + 1)
    widths = stdtrit(numbers - 1, (1 + LEVEL) / 2) * spread / np.sqrt(numbers)
    narrow = numbers[widths <= half_width]
    return int(narrow[0]) if len(narrow) else most
