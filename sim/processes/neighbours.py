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
    society.households.property_income += _paid_to_lenders(society, "informal_interest")
    match_claims(society)


def repay_neighbours(society: Society) -> None:
    """What a village repaid goes to its lenders pro rata to their claims."""
    _paid_to_lenders(society, "informal_principal")
    match_claims(society)


def _paid_to_lenders(society: Society, kind: str) -> np.ndarray:
    """Pays out what a village took in under a kind; yuan to each household."""
    h = society.households
    paid = flow_by_village(society, kind)
    claims = np.maximum(society.village_sum(h.claims), TINY)
    received = h.claims * society.at_home(paid / claims)
    society.ledger.transfer("village_pools", h, received, kind)
    return received


def flow_by_village(society: Society, kind: str) -> np.ndarray:
    """What households of each village paid into the village pool under a kind, yuan."""
    flow = society.ledger.flows.get(("households", "village_pools", kind))
    return np.zeros(len(society.villages)) if flow is None else flow


def match_claims(society: Society) -> None:
    """Scale claims so that in each village they equal what is owed to neighbours."""
    h = society.households
    owed = society.village_sum(h.debt_informal)
    claims = society.village_sum(h.claims)
    h.claims *= society.at_home(owed / np.maximum(claims, TINY))
