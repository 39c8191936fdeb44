"""What is recorded of targeting: errors of the list and leakage, judged before programmes paid."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim import measures
from sim.ground.measured import BY_DEFAULT, Measured
from sim.record.seen import Seen

_targeting = partial(Measured, unit="share", recorded=BY_DEFAULT,
                     reference="Cornia and Stewart (1993)")  # fmt: skip
MEASURES = (
    _targeting(name="inclusion_error", title="inclusion error", formula="listed, not poor / listed",
               other_names=("E-mistake",),
               meaning="Share of the listed households that were not poor before programme aid."),
    _targeting(name="exclusion_error", title="exclusion error", formula="poor, not listed / poor",
               other_names=("undercoverage", "F-mistake"),
               meaning="Share of the households poor before programme aid that are not listed."),
    _targeting(name="leakage", title="leakage", formula="aid to the not poor / aid",
               meaning="Share of programme aid that went to households not poor before it."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Errors of the list, and what reached households that are not poor (before aid)."""
    if seen.listed:
        poor, listed = seen.poor_before_aid, seen.society.households.registered
        yield "inclusion_error", "", "all", measures.inclusion_error(poor, listed)
        yield "exclusion_error", "", "all", measures.exclusion_error(poor, listed)
    if seen.aid.any():
        yield "leakage", "", "all", measures.leakage(seen.aid, seen.poor_before_aid)
