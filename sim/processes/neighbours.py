"""Credit among neighbours: what a village paid goes to its lenders by their claims."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.society import Society

PARAMETERS = {
    "informal_rate": number(0.10, "share/year", 0, 0.25, "assumption", "Interest among neighbours"),
}


def share_informal_interest(society: Society) -> None:
    """Interest paid in a village goes to its lenders pro rata; what is unpaid raises claims."""
    h = society.households
    paid = flow_by_village(society, "informal_interest")
    claims = np.maximum(society.village_sum(h.claims), TINY)
    received = h.claims * (paid / claims)[h.village]
    society.ledger.transfer("village_pools", h, received, "informal_interest")
    h.property_income += received
    match_claims(society)


def repay_neighbours(society: Society) -> None:
    """What a village repaid goes to its lenders pro rata to their claims."""
    h = society.households
    paid = flow_by_village(society, "informal_principal")
    claims = np.maximum(society.village_sum(h.claims), TINY)
    received = h.claims * (paid / claims)[h.village]
    society.ledger.transfer("village_pools", h, received, "informal_principal")
    match_claims(society)


def flow_by_village(society: Society, kind: str) -> np.ndarray:
    """What households of each village paid into the village pool under a kind, yuan."""
    flow = society.ledger.flows.get(("households", "village_pools", kind))
    return np.zeros(len(society.villages)) if flow is None else society.village_sum(flow)


def match_claims(society: Society) -> None:
    """Scale claims so that in each village they equal what is owed to neighbours."""
    h = society.households
    owed = society.village_sum(h.debt_informal)
    claims = society.village_sum(h.claims)
    h.claims *= (owed / np.maximum(claims, TINY))[h.village]
