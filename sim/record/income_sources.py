"""Income by source: what a year's income is made of, in parts that add up to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

import numpy as np

from sim.ground.measured import ANY, BY_DEFAULT, PERSONS, WHOLE, Measured
from sim.ground.tables import Table
from sim.record.seen import Seen


@dataclass(frozen=True, kw_only=True)
class Source(Measured):
    """A part of disposable income, `word` in a list of them.

    `of` takes households and gives the yuan of each this year.
    """

    word: str
    of: Callable[[Table], np.ndarray] = field(compare=False)
    unit: str = "yuan/person/year"
    groups: tuple[str, ...] = (WHOLE, ANY)
    recorded: str = BY_DEFAULT
    adds_up: str = PERSONS


MEASURES = (
    Source(
        name="farm_income_mean", title="farm income per head", word="farm",
        other_names=("farm income",), formula="mean of farm_income / persons",
        meaning="Income per head from the farm: sales and own consumption less inputs, hired hands and "
                "wear; losses count as losses.",
        of=lambda h: h.farm_income,
    ),
    Source(
        name="activity_income_mean", title="activity income per head", word="activity",
        other_names=("activity income",), formula="mean of activity_income / persons",
        meaning="Income per head from greenhouse, cattle or sheep, less wear; losses count as losses.",
        of=lambda h: h.activity_income,
    ),
    Source(
        name="wage_income_mean", title="wages per head", word="wages",
        other_names=("wage income",), formula="mean of wage_income / persons",
        meaning="Wages per head from all jobs, at home and away, pay for public works among them.",
        of=lambda h: h.wage_income,
    ),
    Source(
        name="property_income_mean", title="property income per head", word="property",
        other_names=("property income",), formula="mean of property_income / persons",
        meaning="Interest from neighbours and profits of enterprises received, per head.",
        of=lambda h: h.property_income,
    ),
    Source(
        name="transfer_income_mean", title="transfers per head", word="transfers",
        other_names=("transfer income",), formula="mean of transfer_income / persons",
        meaning="Transfers received per head: standing ones, and what programmes pay.",
        of=lambda h: h.transfer_income,
    ),
    Source(
        name="interest_mean", title="interest per head", word="interest",
        other_names=("interest on debts",),
        formula="mean of (interest_cover - interest_due) / persons",
        meaning="Interest on debts per head, less what programmes cover: below 0, as it lowers income.",
        of=lambda h: h.interest_cover - h.interest_due,
    ),
    Source(
        name="tax_mean", title="programme tax per head", word="tax",
        other_names=("programme tax",), formula="mean of -tax_paid / persons",
        meaning="Tax raised for programmes per head: below 0, as it lowers income.",
        of=lambda h: -h.tax_paid,
    ),
)  # fmt: skip
SOURCES = tuple(source.name for source in MEASURES)
"""Parts that add up to the mean of income itself, in which losses are losses: `income_mean`, that
counts them as nothing, is a little more."""


def by_household(seen: Seen, names: Collection[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yuan of each household from those of the sources that are named, one after the other."""
    yield from ((one.name, one.of(seen.society.households)) for one in MEASURES if one.name in names)


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Mean per head of each part of the income of the whole county."""
    for name, yuan in by_household(seen, SOURCES):
        yield name, "", WHOLE, float(yuan.sum()) / seen.society.population
