"""Errors that each link of targeting adds to those before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from sim import measures
from sim.ground.measured import Measured
from sim.programme import chains
from sim.record.seen import Seen

_added = partial(Measured, unit="share", groups=("link",),
                 formula="error with the link - error without")  # fmt: skip
MEASURES = (
    _added(name="inclusion_added", title="inclusion error added",
           meaning="Inclusion error that a link of targeting adds; over the links they sum up."),
    _added(name="exclusion_added", title="exclusion error added",
           meaning="Exclusion error that a link of targeting adds; over the links they sum up."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Errors added by link in every programme that noted a chain, where there is a list."""
    if seen.listed:
        for chain in chains(seen.programmes):
            yield from errors_added(chain, seen.poor_before_aid)


def errors_added(
    chain: Mapping[str, np.ndarray], poor: np.ndarray
) -> Iterator[tuple[str, str, str, float]]:
    """Errors that each link adds; `chain` says whom targeting still reaches after each."""
    inclusion = exclusion = 0.0
    for link, reached in chain.items():
        if reached.any():
            now = measures.inclusion_error(poor, reached), measures.exclusion_error(poor, reached)
            yield "inclusion_added", "", f"link={link}", now[0] - inclusion
            yield "exclusion_added", "", f"link={link}", now[1] - exclusion
            inclusion, exclusion = now
