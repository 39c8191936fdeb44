"""What is recorded of pairing: errors of each link, exits, who is helped, lending, and pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from . import measures
from .society import Society

CHAIN = ("inclusion_added", "exclusion_added")
CHURN = ("on_file", "file_entries", "file_exits", "paper_exits", "paper_share", "false_exits")
HELP = ("helped_share",)
DIAGNOSIS = ("misdiagnosed", "misdirected")
LENDING = ("arrears_share", "loan_losses", "guarantee_pool")
PAIRS = ("pair", "partner_direction", "village_direction")


def of_pairing(
    society: Society, income: np.ndarray, wanted: set[str]
) -> Iterator[tuple[str, str, str, float]]:
    """Measures of pairing that a scenario asks for, from income a head in the year lived."""
    poor = income < society.world.poverty_line
    listed = society.facts.get("listed", 0.0) > 0 and poor.any()
    for names, record, asked in (
        (CHAIN, lambda: errors_added(society.facts.get("chain", {}), poor), listed),
        (CHURN, lambda: churn(society, poor), listed),
        (HELP, lambda: helped(society, income), listed),
        (DIAGNOSIS, lambda: misjudged(society), listed),
        (LENDING, lambda: lending(society), True),
        (PAIRS, lambda: pairs(society), True),
    ):
        if asked and wanted & set(names):
            yield from record()


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


def churn(society: Society, poor: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
    """Who is on the file, entered and left it this year; and left on paper, or while truly poor.

    An exit is on paper if the household was seen below the line, false if it is below it now.
    """
    h = society.households
    moved = society.facts.get("file")
    if moved is not None:
        enters, leaves = moved
        yield "on_file", "", "all", float(h.on_file.sum()) / len(h)
        yield "file_entries", "", "all", len(enters) / len(h)
        yield "file_exits", "", "all", len(leaves) / len(h)
        yield "paper_exits", "", "all", float(h.paper_exit.sum()) / len(h)
        if len(leaves):
            yield "paper_share", "", "all", float(h.paper_exit[leaves].mean())
            yield "false_exits", "", "all", float(poor[leaves].mean())


def misjudged(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Served households whose cause was seen wrongly, and the share of money that went to them."""
    served, wrong, brought = society.facts.get("judged") or (np.zeros(0, bool),) * 3
    if served.any() and brought.any():
        yield "misdiagnosed", "", "all", float(wrong[served].mean())
        yield "misdirected", "", "all", float(brought[wrong].sum() / brought.sum())


def lending(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Debtors in arrears, write-offs and the guarantee pool, yuan a household of the county."""
    h, bank = society.households, society.bank
    owing = h.debt_bank + h.debt_guaranteed > 0
    if owing.any():
        yield "arrears_share", "", "all", float((h.arrears[owing] > 0).mean())
    yield "loan_losses", "", "all", float(bank.losses[0] + bank.pool_losses[0]) / len(h)
    yield "guarantee_pool", "", "all", float(bank.pool[0]) / len(h)


def pairs(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """The partner county of each village and where both lie."""
    v, p = society.villages, society.partners
    if (v.partner >= 0).any():
        for village, partner in enumerate(v.partner):
            yield "pair", "", f"village={village}", float(partner)
            yield "partner_direction", "", f"village={village}", float(p.direction[partner])
            yield "village_direction", "", f"village={village}", float(v.direction[village])
