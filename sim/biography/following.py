"""Households worth following: who left poverty and stayed out, fell back, was missed, or was harmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.biography.traces import Trace
from sim.biography.words import so_many_years, spelt, yuan
from sim.language import phrase

LASTING = 3  # years in a row, or in all, that are no accident of one harvest
WORTH_FOLLOWING = 0.05  # of the line: a loss of income that is worth a word
FEW = 3  # cases told of each kind


@dataclass(frozen=True)
class Case:
    """A household of a kind: its row in the county, its village, and its years in a sentence."""

    row: int
    village: int
    told: str


@dataclass(frozen=True)
class Kind:
    """Households to which the same happened: how many, and the clearest cases, clearest first."""

    title: str
    number: int
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class _Found:
    """Whom a kind holds, how clear each case is (first what counts most), and what to say of one."""

    who: np.ndarray
    clarity: tuple[np.ndarray, ...]
    tell: Callable[[int], str]


def worth_following(arm: Trace, base: Trace, under: str) -> list[Kind]:
    """The kinds of an arm; `under` is how sentences call the baseline: `without programmes`."""
    finders = {"Left poverty and stayed out": left, "Fell back": fell_back,
               "Missed by the list though poor": missed, "Harmed": harmed}  # fmt: skip
    if not arm.lists_kept.any():
        del finders["Missed by the list though poor"]
    return [_kind(title, find(arm, base, under), arm) for title, find in finders.items()]


def _kind(title: str, found: _Found, arm: Trace) -> Kind:
    """A kind with its clearest cases; of two that are as clear the first row stands first."""
    order = np.lexsort([-key for key in reversed(found.clarity)])
    chosen = order[found.who[order]][:FEW].tolist()
    cases = (Case(int(arm.rows[k]), int(arm.villages[k]), found.tell(k)) for k in chosen)
    return Kind(title, int(found.who.sum()), tuple(cases))


def left(arm: Trace, base: Trace, under: str) -> _Found:
    """Poor at the opening, and above the line in all of the last years: clearest where the baseline is
    poor for longest.
    """
    out, spared = _last_run(~arm.poor), _years_poor(base) - _years_poor(arm)

    def tell(k: int) -> str:
        last = arm.years[-1 - int(out[k])]
        return phrase("poor for the last time in {last}; {under} poor in {years}", last=last,
                      under=under, years=_of(_years_poor(base)[k], base))  # fmt: skip

    return _Found(arm.poor[0] & (out >= LASTING), (spared, _gain(arm, base)), tell)


def fell_back(arm: Trace, base: Trace, under: str) -> _Found:
    """Poor at the opening, above the line for some years, poor again in the last: clearest where both
    the way out and the relapse were long.
    """
    back = _last_run(arm.poor)
    relapsed = np.arange(len(arm.years))[:, None] >= len(arm.years) - back
    out = _last_run(~arm.poor | relapsed) - back

    def tell(k: int) -> str:
        again = len(arm.years) - int(back[k])
        first, last, since = (arm.years[t] for t in (again - int(out[k]), again - 1, again))
        return phrase("above the line from {first} to {last}, poor again in {since}; {under} poor in "
                      "{years}" if since == arm.years[-1] else
                      "above the line from {first} to {last}, poor again from {since}; {under} poor in "
                      "{years}", first=first, last=last, since=since, under=under,
                      years=_of(_years_poor(base)[k], base))  # fmt: skip

    who = arm.poor[0] & (back > 0) & (out >= LASTING)
    return _Found(who, (np.minimum(out, back), out), tell)


def missed(arm: Trace, base: Trace, under: str) -> _Found:
    """Never on the list, and poor in most years in which one was kept: clearest in most years, then
    where income was furthest below the line.
    """
    kept = arm.lists_kept
    poor, gap = arm.poor[kept], np.maximum(arm.line[:, None] - arm.income, 0)[kept]
    count, number = poor.sum(axis=0), int(kept.sum())

    def tell(k: int) -> str:
        short = gap[:, k].sum() / count[k]
        years = so_many_years(number)
        often = phrase("{count} of the {years}", count=spelt(int(count[k])), years=years)
        if count[k] == number:
            often = phrase("all {years}" if number > 1 else "the {years}", years=years)
        return phrase("poor in {often} in which a list was kept, by {short} yuan a head on average, and "
                      "never on it", often=often, short=yuan(short))  # fmt: skip

    who = ~arm.listed.any(axis=0) & (2 * count > number)
    return _Found(who, (count, gap.sum(axis=0)), tell)


def harmed(arm: Trace, base: Trace, under: str) -> _Found:
    """Poorer than in the baseline over the years, under the same luck: clearest where it was poor in
    more years, then where it lost most.
    """
    loss, ours, theirs = -_gain(arm, base), _years_poor(arm), _years_poor(base)

    def tell(k: int) -> str:
        return phrase("{loss} yuan a head a year less than {under}; poor in {years}, as {under}"
                      if ours[k] == theirs[k] else
                      "{loss} yuan a head a year less than {under}; poor in {years}, {under} in {there}",
                      loss=yuan(loss[k]), under=under, years=_of(ours[k], arm),
                      there=_number(theirs[k]))  # fmt: skip

    return _Found(loss > WORTH_FOLLOWING * arm.line.mean(), (ours - theirs, loss), tell)


def _last_run(held: np.ndarray) -> np.ndarray:
    """For how many years in a row, up to the last, something held of each household."""
    return np.cumprod(held[::-1], axis=0).sum(axis=0)


def _years_poor(trace: Trace) -> np.ndarray:
    """In how many years after the opening each household was poor."""
    return trace.poor[1:].sum(axis=0)


def _gain(arm: Trace, base: Trace) -> np.ndarray:
    """By how much income a head was higher than in the baseline, yuan, mean of the years."""
    return (arm.income - base.income)[1:].mean(axis=0)


def _of(count: int, trace: Trace) -> str:
    """So many of all years after the opening, in words."""
    return phrase("{count} of {years}" if count else "none of {years}", count=spelt(int(count)),
                  years=so_many_years(len(trace.years) - 1))


def _number(count: int) -> str:
    return spelt(int(count)) if count else phrase("none")
