"""What is recorded of pairing: errors of each link, exits, who is helped, lending, and pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim import measures
from sim.programme import all_diagnoses, all_moves, chains, helped_by_any
from sim.record.targeting import income_before_aid
from sim.society import Society

CHAIN = {"inclusion_added": "share", "exclusion_added": "share"}
CHURN = {"on_file": "share of households", "file_entries": "share of households",
         "file_exits": "share of households", "struck_exits": "share of households",
         "paper_exits": "share of households",
         "paper_share": "share of exits", "false_exits": "share of exits"}
HELP = {"helped_share": "share of households"}
DIAGNOSIS = {"misdiagnosed": "share of served", "misdirected": "share of money for measures"}
LENDING = {"drought_share": "share of villages", "arrears_share": "share of debtors",
           "loan_losses": "yuan/household/year", "pool_losses": "yuan/household/year",
           "guarantee_pool": "yuan/household", "mutual_fund": "yuan/household",
           "fund_excluded": "share of households", "contracts": "share of households",
           "contracts_broken": "share of households", "unpaid_deliveries": "yuan/household/year"}
PAIRS = {"pair": "partner county", "paired_village": "village", "partner_direction": "0..1",
         "village_direction": "0..1"}
UNITS = CHAIN | CHURN | HELP | DIAGNOSIS | LENDING | PAIRS


def of_pairing(
    society: Society, poor: np.ndarray, wanted: set[str]
) -> Iterator[tuple[str, str, str, float]]:
    """Measures of pairing that a scenario asks for; `poor` are those poor before aid this year."""
    listed = society.households.registered.any() and poor.any()
    for names, record, asked in (
        (CHAIN, lambda: chained(society, poor), listed),
        (CHURN, lambda: churn(society, poor), listed),
        (HELP, lambda: helped(society), listed),
        (DIAGNOSIS, lambda: misjudged(society), listed),
        (LENDING, lambda: lending(society), True),
        (PAIRS, lambda: pairs(society), True),
    ):
        if asked and wanted & names.keys():
            yield from record()


def chained(society: Society, poor: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
    """Errors that each link adds in every programme that noted a chain of targeting."""
    for chain in chains(society.programmes.values()):
        yield from errors_added(chain, poor)


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


def helped(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Share of households that a measure of pairing reached, by their distance to the line.

    Distance is that of income before programme aid: far, middle and near are thirds of the gap.
    """
    reached = helped_by_any(society.programmes.values())
    if reached is None:
        return
    h, line = society.households, society.world.poverty_line
    distance = 1 - income_before_aid(society) / h.persons / line
    names = ("above the line", "nearest third", "middle third", "farthest third")
    place = np.searchsorted([0.0, 1 / 3, 2 / 3], distance)
    for code, name in enumerate(names):
        if (place == code).any():
            yield "helped_share", "national", f"distance={name}", float(reached[place == code].mean())


def churn(society: Society, poor: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
    """Who is on the file, entered and left it this year; and how they left.

    An exit is struck if records ended it, on paper if the household was seen below the line, false
    if its income before aid is below it now.
    """
    h = society.households
    moves = all_moves(society.programmes.values())
    if moves is not None:
        leaves = moves.leaves
        yield "on_file", "", "all", float(h.on_file.sum()) / len(h)
        yield "file_entries", "", "all", len(moves.enters) / len(h)
        yield "file_exits", "", "all", len(leaves) / len(h)
        yield "struck_exits", "", "all", len(moves.struck) / len(h)
        yield "paper_exits", "", "all", float(h.paper_exit.sum()) / len(h)
        if len(leaves):
            yield "paper_share", "", "all", float(h.paper_exit[leaves].mean())
            yield "false_exits", "", "all", float(poor[leaves].mean())


def misjudged(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Served households whose cause was seen wrongly, and the share of money that went to them."""
    seen = all_diagnoses(society.programmes.values())
    if seen is not None and seen.served.any() and seen.brought.any():
        wrong, brought = seen.misjudged, seen.brought
        yield "misdiagnosed", "", "all", float(wrong[seen.served].mean())
        yield "misdirected", "", "all", float(brought[wrong].sum() / brought.sum())


def lending(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Lending and its shocks: droughts, arrears, write-offs, pool and funds, contracts that break.

    Yuan are per household of the county.
    """
    h, bank, size = society.households, society.bank, len(society.households)
    unpaid = society.ledger.flows.get(("households", "rest_of_world", "unpaid_deliveries"))
    yield "drought_share", "", "all", float(society.villages.drought.mean())
    yield "mutual_fund", "", "all", float(society.villages.fund.sum()) / size
    yield "fund_excluded", "", "all", float(h.fund_excluded.mean())
    yield "contracts", "", "all", float((h.contract >= 0).mean())
    yield "contracts_broken", "", "all", float(h.contract_broken.sum()) / size
    yield "unpaid_deliveries", "", "all", 0.0 if unpaid is None else float(unpaid.sum()) / size
    owing = h.debt_bank + h.debt_guaranteed > 0
    if owing.any():
        yield "arrears_share", "", "all", float((h.arrears[owing] > 0).mean())
    yield "loan_losses", "", "all", float(bank.losses[0] + bank.pool_losses[0]) / size
    yield "pool_losses", "", "all", float(bank.pool_losses[0]) / size
    yield "guarantee_pool", "", "all", float(bank.pool[0]) / size


def pairs(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """The partner county of each village and where both lie; the village that sends technicians."""
    v, p = society.villages, society.partners
    for village, sender in enumerate(v.paired_village):
        if sender >= 0:
            yield "paired_village", "", f"village={village}", float(sender)
    if (v.partner >= 0).any():
        for village, partner in enumerate(v.partner):
            yield "pair", "", f"village={village}", float(partner)
            yield "partner_direction", "", f"village={village}", float(p.direction[partner])
            yield "village_direction", "", f"village={village}", float(v.direction[village])
