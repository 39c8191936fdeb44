"""What is recorded of pairing: errors of each link, exits, who is helped, lending, and pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from . import measures
from .society import Society


def errors_added(
    chain: dict[str, np.ndarray], poor: np.ndarray
) -> Iterator[tuple[str, str, str, float]]:
    """Errors that each link of targeting adds to those before it; over the links they sum up."""
    inclusion = exclusion = 0.0
    for link, reached in chain.items():
        if reached.any():
            now = measures.inclusion_error(poor, reached), measures.exclusion_error(poor, reached)
            yield "inclusion_added", "", f"link={link}", now[0] - inclusion
            yield "exclusion_added", "", f"link={link}", now[1] - exclusion
            inclusion, exclusion = now


def helped(society: Society, income: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
    """Share of households that a measure of pairing reached, by their distance to the line.

    Distance is that of income before programme aid: far, middle and near are thirds of the gap.
    """
    reached = society.facts.get("helped")
    if reached is None:
        return
    h, line = society.households, society.world.poverty_line
    distance = 1 - (income - (h.transfer_income - h.standing_income) / h.persons) / line
    names = ("above the line", "nearest third", "middle third", "farthest third")
    place = np.searchsorted([0.0, 1 / 3, 2 / 3], distance)
    for code, name in enumerate(names):
        if (place == code).any():
            yield "helped_share", "national", f"distance={name}", float(reached[place == code].mean())


def exits(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Households that left the file this year while seen below the line, and how many are on it."""
    h = society.households
    if h.on_file.any():
        yield "on_file", "", "all", float(h.on_file.sum()) / len(h)
        yield "paper_exits", "", "all", float(h.paper_exit.sum()) / len(h)


def lending(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Debtors in arrears, write-offs and the guarantee pool, yuan a household of the county."""
    h, bank = society.households, society.bank
    owing = h.debt_bank + h.debt_guaranteed > 0
    if owing.any():
        yield "arrears_share", "", "all", float((h.arrears[owing] > 0).mean())
    yield "loan_losses", "", "all", float(bank.losses[0] + bank.pool_losses[0]) / len(h)
    yield "guarantee_pool", "", "all", float(bank.pool[0]) / len(h)


def pairs(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """The partner county of each village and where both lie, if the scenario asks for pairs."""
    v, p = society.villages, society.partners
    if "pair" in society.scenario.record.measures and (v.partner >= 0).any():
        for village, partner in enumerate(v.partner):
            yield "pair", "", f"village={village}", float(partner)
            yield "partner_direction", "", f"village={village}", float(p.direction[partner])
            yield "village_direction", "", f"village={village}", float(v.direction[village])
