"""Poverty at each line: how many are below it, how far, and how unequally so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import BY_DEFAULT, EACH, PERSONS
from sim.measures import fgt, sen, sst, watts
from sim.record.per_head import OfDistribution, of_consumption
from sim.record.seen import Seen

POVERTY = ("fgt0", "fgt1", "fgt2")
"""How many, how deep and how unequally deep: what arms are first compared by."""

_poverty = partial(OfDistribution, lines=EACH, recorded=BY_DEFAULT)
OF_INCOME = (
    _poverty(
        name="fgt0", title="headcount (P0)", unit="share", formula="mean of [y < z]",
        adds_up=PERSONS,
        other_names=("P0", "H", "headcount", "headcount ratio", "poverty rate", "incidence"),
        meaning="Share of persons whose income y per head is below the line z.",
        reference="Foster, Greer and Thorbecke (1984)",
        of=lambda people, line: fgt(people.people, line, alpha=0),
    ),
    _poverty(
        name="fgt1", title="poverty gap (P1)", unit="index", formula="mean of max(1 - y/z, 0)",
        adds_up=PERSONS,
        other_names=("P1", "PG", "poverty gap", "poverty gap index", "depth"),
        meaning="How far below the line the poor are, as a share of it, averaged over all persons.",
        reference="Foster, Greer and Thorbecke (1984)",
        of=lambda people, line: fgt(people.people, line, alpha=1),
    ),
    _poverty(
        name="fgt2", title="squared poverty gap (P2)", unit="index",
        adds_up=PERSONS,
        formula="mean of max(1 - y/z, 0)^2",
        other_names=("P2", "SPG", "squared poverty gap", "severity", "poverty severity"),
        meaning="The gaps squared, so that the poorest weigh most, averaged over all persons.",
        reference="Foster, Greer and Thorbecke (1984)",
        of=lambda people, line: fgt(people.people, line, alpha=2),
    ),
    _poverty(
        name="watts", title="Watts index", unit="index", formula="mean of ln(z / y) where y < z, else 0",
        adds_up=PERSONS,
        other_names=("W", "watts index"),
        meaning="Logarithmic distance to the line, averaged over all persons; incomes count as at "
                "least one per cent of the line.",
        reference="Watts (1968)",
        of=lambda people, line: watts(people.raised(line), line),
    ),
    _poverty(
        name="sst", title="Sen-Shorrocks-Thon index", unit="index",
        formula="H x mean gap of the poor x (1 + Gini of all gaps)",
        other_names=("sen-shorrocks-thon", "modified sen index"),
        meaning="How many are poor, how far below the line, and how unequal the gaps of all are.",
        reference="Shorrocks (1995), Thon (1979)",
        of=lambda people, line: sst(people.people, line),
    ),
    _poverty(
        name="sen", title="Sen index", unit="index", formula="H [I + (1 - I) G]",
        other_names=("sen index",),
        meaning="Headcount H, mean gap I of the poor and Gini G among the poor in one number.",
        reference="Sen (1976)",
        of=lambda people, line: sen(people.people, line),
    ),
)  # fmt: skip
MEASURES = (*OF_INCOME, *map(of_consumption, OF_INCOME))


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Poverty of the whole county at each line."""
    yield from seen.of_all_people(MEASURES)
