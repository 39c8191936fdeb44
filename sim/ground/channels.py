"""Channels: everything a strategy may change for one year, besides paying money.

A value is money paid divided by a declared unit cost, so no payment means no effect. Channels
start each year at their neutral value; contributions combine by the declared rule.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from sim.ground.errors import ContractError, nearest
from sim.ground.schema import COMBINE, ChannelColumn
from sim.ground.tables import Rows

LARGEST = sys.float_info.max
"""The largest number that is finite."""


def _channel(unit: str, meaning: str, level: str = "households", combine: str = "sum",
             cap: float | None = None, zero_sum: bool = False) -> ChannelColumn:
    return ChannelColumn("float64", unit, meaning, "", level, combine, 0.0, cap, zero_sum)


CHANNELS: dict[str, ChannelColumn] = {
    "activity_grant": _channel("yuan", "assets of the lumpy activity given in kind"),
    "farm_capital_grant": _channel("yuan", "farm capital given in kind"),
    "unfit_goods": _channel("yuan", "goods given in kind that do not fit and are sold"),
    "land_change": _channel("mu", "land received (+) or given up (-); sums to zero",
                            zero_sum=True),
    "training": _channel("courses", "training courses; each adds skill and makes the activity known",
                         cap=2.5),
    "seed_subsidy": _channel("share", "share of the seed package paid for adopters", combine="max",
                             cap=1),
    "extension": _channel("visits", "extension visits on improved seed", cap=1),
    "irrigated_land": _channel("mu", "land newly supplied with water"),
    "clinic": _channel("share", "household covered by a better clinic", cap=1),
    "maternal_care": _channel("share", "household covered by maternal and child care", cap=1),
    "tuition": _channel("share", "share of schooling cost supported", cap=1),
    "school_meals": _channel("share", "children fed at school, share of the household's", cap=1),
    "literacy": _channel("courses", "adult literacy courses", cap=1),
    "service_access": _channel("share", "access to services beyond the household's rank", cap=1),
    "housing": _channel("grants", "housing grants: each removes one deprivation", cap=1),
    "job_brokering": _channel("index", "help in the search for a job", cap=1),
    "works": _channel("jobs", "one-year works jobs", cap=1),
    "reserved_jobs": _channel("jobs", "a place a local employer keeps for the household", cap=1),
    "jobs_away": _channel("jobs", "a place a partner county keeps for the household", cap=1),
    "visits": _channel("visits", "paid cadre visits"),
    "helper_days": _channel("days", "paid days that a helper gives to others and not to the own farm"),
    "advice": _channel("share", "risk taken off a start-up by advice or contract", combine="max",
                       cap=1),
    "floor_monitoring": _channel("share", "chance that a shortfall below the floor is seen",
                                 combine="max", cap=1),
    "guarantee": _channel("yuan", "credit line guaranteed for the household"),
    "deposit_rate": _channel("yuan/yuan", "deposit kept for a yuan of the household's guaranteed loan",
                             combine="max", cap=1),
    "recommendation": _channel("cadres", "a cadre who knows the household speaks for its loan",
                               combine="max", cap=1),
    "contract": _channel("contracts", "delivery contract concluded for the year", cap=1),
    "kept_jobs": _channel("jobs", "a place that an enterprise keeps for the household", cap=1),
    "small_credit": _channel("yuan", "bank credit offered for farm or activity"),
    "fund_seed": _channel("yuan", "seed money of a mutual-aid fund", level="villages"),
    "interest_subsidy": _channel("share", "share of guaranteed interest pledged", combine="max",
                                 cap=1),
    "lasting_jobs": _channel("jobs", "lasting jobs created", level="villages"),
    "services": _channel("0..1", "service quality moved between villages; sums to zero",
                         level="villages", zero_sum=True),
    "participation": _channel("share", "committee seats of the poor", level="villages", cap=1),
    "technicians": _channel("share", "technicians of a paired village who teach", level="villages",
                            cap=1),
    "organisation": _channel("0..1", "support of grass-roots organisation", level="villages", cap=1),
    "supervision": _channel("share", "supervision of lists and exits", level="villages", cap=1),
    "founding": _channel("posts", "posts in the village team offered to a capable person",
                         level="villages", cap=1),
    "incentive": _channel("0..1", "reward for a cadre's rated work", level="cadres", combine="join",
                          cap=1),
    "gaming": _channel("0..1", "temptation that a rating adds", level="cadres", combine="max",
                       cap=1),
    "recommended": _channel("posts", "posts refilled by recommendation", level="cadres", cap=1),
    "promise_kept": _channel("promises", "measures delivered as promised", combine="max", cap=1),
    "promise_broken": _channel("promises", "measures promised and not delivered", combine="max",
                               cap=1),
    "public_investment": _channel("yuan", "public investment in non-farm growth", level="county"),
    "public_farm_investment": _channel("yuan", "public investment in farming", level="county"),
}


def declared(name: str) -> ChannelColumn:
    """The declaration of a channel. Raises `ContractError` for a name not declared."""
    if name not in CHANNELS:
        hint = nearest(name, CHANNELS) or f" (there are {', '.join(sorted(CHANNELS))})"
        raise ContractError(f"there is no channel {name!r}{hint}")
    return CHANNELS[name]


def finite(values: Any, verb: str, what: str) -> np.ndarray:
    """Values as an array of numbers; `verb` and `what` tell in a `ContractError` who gave none."""
    try:
        numbers = np.asarray(values, float)
    except (TypeError, ValueError):
        raise ContractError(f"{verb} {str(values)[:60]!r} {what}: not a number") from None
    fine = np.isfinite(numbers)
    if not fine.all():
        bad = np.flatnonzero(~fine)
        place = f" in row {bad[0]}" if numbers.ndim else ""
        raise ContractError(f"{verb} {numbers.flat[bad[0]]:g} {what}{place}: every value is finite")
    return numbers


def from_nought(values: Any, most: float = LARGEST) -> bool:
    """Whether these are numbers in an array, at least one, and all of them from nought to the most."""
    given = isinstance(values, np.ndarray) and values.dtype == float and values.size > 0
    return bool(given and values.min() >= 0 and values.max() <= most)


def places(rows: Any, size: int, level: str, where: str) -> np.ndarray:
    """Chosen rows, each once: places, or one yes or no for each row there is."""
    chosen = np.asarray(rows)
    if chosen.dtype == bool and chosen.shape == (size,):
        return np.flatnonzero(chosen)
    if chosen.size == 0:
        return np.empty(0, np.int64)
    if chosen.ndim != 1 or chosen.dtype.kind not in "iu":
        raise ContractError(f"{where} for rows that are no places among the {size:,} {level}")
    rising = bool((chosen[1:] > chosen[:-1]).all())
    ordered = chosen if rising else np.sort(chosen)
    if ordered[0] < 0 or ordered[-1] >= size:
        outside = ordered[0] if ordered[0] < 0 else ordered[-1]
        raise ContractError(f"{where} for row {outside} of {size:,} {level}")
    twice = chosen[:0] if rising else ordered[1:][ordered[1:] == ordered[:-1]]
    if twice.size:
        raise ContractError(f"{where} twice for row {twice[0]}: sum it up first")
    return chosen


class Channel:
    """One channel of one year."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.column = name, declared(name)
        self.size = size
        self.values: np.ndarray | None = None

    def add(self, values: Any, rows: np.ndarray | None = None) -> None:
        """Add a contribution: one value a row, or values for the given rows only.

        Raises `ContractError` for what is no number, below neutral, or of another length.
        """
        values, rows = self._checked(values, rows)
        if self.values is None:
            self.values = np.full(self.size, self.column.neutral)
        combine = COMBINE[self.column.combine]
        if rows is None:
            combine(self.values, values, out=self.values)
        else:
            self.values[rows] = combine(self.values[rows], values)

    def _checked(self, values: Any, rows: Any) -> tuple[Any, np.ndarray | None]:
        """Values and rows as arrays, if they fit each other, the channel and its declaration."""
        where = f"adds to {self.name}"
        if rows is not None:
            rows = places(rows, self.size, self.column.level, where)
        if isinstance(values, float) and 0 <= values < np.inf:
            return values, rows  # one number for all fits anywhere
        size = self.size if rows is None else len(rows)
        if from_nought(values) and values.shape == (size,):
            return values, rows
        numbers = finite(values, "adds", f"to {self.name}")
        if numbers.ndim > 1 or numbers.size not in (1, size):
            what = f"{size:,} chosen rows" if rows is not None else f"{size:,} {self.column.level}"
            raise ContractError(f"{where} an array of shape {numbers.shape}, where there are {what}")
        if not self.column.zero_sum and numbers.size and numbers.min() < 0:
            raise ContractError(f"adds {numbers.min():g} to {self.name}: at least 0 is added")
        return numbers, rows

    def on(self, rows: Rows | None = None, places: np.ndarray | None = None) -> Any:
        """The combined value, capped: an array for the rows, or the neutral number if untouched.

        With places, for the rows at these places among the rows alone.
        """
        if self.values is None:
            return self.column.neutral
        values = self.values if rows is None else self.values[rows.start : rows.stop]
        values = values if places is None else values.take(places)
        return values if self.column.cap is None else np.minimum(values, self.column.cap)
