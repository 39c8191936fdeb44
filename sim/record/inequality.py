"""Inequality: how unevenly income and consumption are spread, whatever their level."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import BY_DEFAULT
from sim.measures import atkinson, gini, palma, s80s20, theil_l, theil_t
from sim.record.per_head import OfDistribution, of_consumption
from sim.record.seen import Seen

_inequality = partial(OfDistribution, unit="index", recorded=BY_DEFAULT)
_FLOOR = "incomes count as at least one per cent of the national line."
OF_INCOME = (
    _inequality(
        name="gini", title="Gini of income", formula="mean distance of two persons / (2 mean)",
        other_names=("G", "gini coefficient", "gini index"),
        meaning="0 where all have the same, towards 1 where one has all; losses count as nothing.",
        reference="Gini (1914)",
        of=lambda people, line: gini(people.people),
    ),
    _inequality(
        name="theil_t", title="Theil T", formula="mean of r ln r with r = y / mean",
        other_names=("T", "theil index", "GE(1)"),
        meaning=f"Entropy of order 1, sensitive to the top; {_FLOOR}",
        reference="Theil (1967)",
        of=lambda people, line: theil_t(people.raised(line)),
    ),
    _inequality(
        name="theil_l", title="Theil L", formula="mean of ln(mean / y)",
        other_names=("L", "mean log deviation", "MLD", "GE(0)"),
        meaning=f"Entropy of order 0, sensitive to the bottom; {_FLOOR}",
        reference="Theil (1967)",
        of=lambda people, line: theil_l(people.raised(line)),
    ),
    _inequality(
        name="atkinson_1", title="Atkinson (1)", formula="1 - geometric mean / mean",
        other_names=("A(1)", "atkinson index"),
        meaning="Share of all income that could be lost, at equal welfare, were it spread evenly, with "
                f"an aversion of 1; {_FLOOR}",
        reference="Atkinson (1970)",
        of=lambda people, line: atkinson(people.raised(line)),
    ),
    _inequality(
        name="palma", title="Palma ratio", unit="ratio",
        formula="income of the richest tenth / of the poorest four tenths",
        other_names=("palma ratio",),
        meaning="The two ends of the distribution without its middle; a household astride is split.",
        reference="Palma (2011)",
        of=lambda people, line: palma(people.people),
    ),
    _inequality(
        name="s80s20", title="S80/S20", unit="ratio",
        formula="income above the fourth quintile / not above the first",
        other_names=("quintile ratio", "S80/S20", "income quintile share ratio"),
        meaning="The richest fifth over the poorest; a household astride belongs to one side.",
        reference="Eurostat",
        of=lambda people, line: s80s20(people.people),
    ),
)  # fmt: skip
MEASURES = (*OF_INCOME, *map(of_consumption, OF_INCOME))


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Inequality of the whole county."""
    yield from seen.of_all_people(MEASURES)
