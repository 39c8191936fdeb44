"""Is a statement true? By how much, from the numbers of its arms in one world."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

from sim.claims.claim import BELOW, COMPLEMENTS, GREATER, GREATEST, LEAST, LESS, Place, Statement

Values = Mapping[tuple[str, Place], float]
"""Numbers by arm and place; what was not recorded is not there."""


def margin(statement: Statement, values: Values, baseline: str) -> float:
    """By how much the statement is true, in the unit of what is compared; at most 0 where it is not.

    A ratio is multiplied out, so that it needs no division: it is true only where the effect that it
    is a share of is good at all. NaN where a number is lacking.
    """
    kind, arms, than = statement.kind, statement.arms, statement.than
    if kind in (LESS, LEAST, GREATER, GREATEST):
        sign = 1.0 if kind in (LESS, LEAST) else -1.0
        first, *others = (values.get((arm, statement.top), nan) for arm in arms)
        gaps = [sign * (other - first) for other in others]
        return nan if any(gap != gap for gap in gaps) else min(gaps)
    effects = _Effects(statement, values, baseline)
    if kind == COMPLEMENTS:
        both, one, other = (effects.of(arm, statement.top) for arm in arms)
        return both - one - other
    top, bottom = (effects.of(arms[0], place) for place in (statement.top, statement.bottom))
    if bottom <= 0:
        return min(bottom, 0.0)
    return than * bottom - top if kind == BELOW else top - than * bottom


class _Effects:
    def __init__(self, statement: Statement, values: Values, baseline: str) -> None:
        self._statement, self._values, self._baseline = statement, values, baseline

    def of(self, arm: str, place: Place) -> float:
        """What an arm does to a number, positive if that is good."""
        base = self._values.get((self._baseline, place), nan)
        effect = self._values.get((arm, place), nan) - base
        if self._statement.relative:
            effect = effect / base if base else nan
        return -effect if self._statement.good == "low" else effect
