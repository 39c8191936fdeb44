"""Delivery contracts: a leading enterprise buys at a floor price, takes a margin, and may fail."""

from __future__ import annotations

import numpy as np

from sim.ground.guards import TINY
from sim.ground.parameters import number
from sim.ground.payments import Payment
from sim.ground.tables import Chosen
from sim.processes.hiring import by_village
from sim.processes.prospects import usual_output_of
from sim.society import Society

PARAMETERS = {
    "contract_floor": number(0.7, "share of expected sales", 0, 1, "assumption",
        "Sales that the enterprise makes up to under a contract"),
    "contract_margin": number(0.08, "share of sales", 0, 0.3, "assumption",
        "What the enterprise keeps of the sales under a contract"),
    "unpaid_deliveries": number(0.3, "share of sales", 0, 1, "assumption",
        "Deliveries of the year that an enterprise leaves unpaid when it fails"),
}
PAYMENTS = {
    "contract_margin": Payment("The enterprise's margin on what contract farmers deliver",
        "households > village_pools > enterprises"),
    "floor_price": Payment("Top-up to the floor price of a delivery contract",
        "enterprises > village_pools > households"),
    "unpaid_deliveries": Payment("Sales taken back that a failed enterprise never paid for",
        "households > rest_of_world"),
}


def conclude_contracts(society: Society) -> None:
    """Contracts paid for this year bind household and enterprise of a village; others end."""
    h = society.households
    if "contract" in society.channels or (h.contract >= 0).any():
        concluded = society.given("contract") * np.ones(len(h)) > 0
        h.contract = np.where(concluded, by_village(society)[h.village], -1)


def settle_contracts(society: Society) -> None:
    """The margin goes to the enterprise, which pays the floor price as far as its cash goes."""
    h, e, w, ledger = society.households, society.enterprises, society.world, society.ledger
    rows = np.flatnonzero((h.contract >= 0) & (h.activity_output > 0))
    if not rows.size:
        return
    farmer = Chosen(h, rows)
    price, partner = society.economy.activity_price[0], farmer.contract
    sales = price * farmer.activity_output
    margin = w.contract_margin * sales
    short = np.maximum(w.contract_floor * price * expected_output(farmer, society) - sales, 0.0)
    earned = np.bincount(partner, margin, len(e))
    asked = np.bincount(partner, short, len(e))
    paid = np.minimum(asked, np.maximum(e.cash + earned, 0.0))
    top_up = short * (paid / np.maximum(asked, TINY))[partner]
    ledger.transfer(farmer, "village_pools", margin, "contract_margin")
    ledger.transfer("village_pools", e, earned, "contract_margin")
    ledger.transfer(e, "village_pools", paid, "floor_price")
    ledger.transfer("village_pools", farmer, top_up, "floor_price")
    h.activity_income[rows] += top_up - margin
    e.profit += earned - paid


def expected_output(h: Chosen, society: Society) -> np.ndarray:
    """Output of the running activity before luck, a failure's loss of capital included, yuan."""
    whole = h.activity_capital / (1 - society.world.activity_failure_loss * h.activity_failed)
    return usual_output_of(h, society, h.activity_kind, whole)


def break_contracts(society: Society) -> None:
    """An enterprise that fails leaves deliveries unpaid, and its contracts end."""
    h, e, w = society.households, society.enterprises, society.world
    rows = np.flatnonzero(h.contract >= 0)
    rows = rows[~e.open[h.contract[rows]]]
    h.contract_broken = False
    if not rows.size:
        return
    farmer = Chosen(h, rows)
    sales = society.economy.activity_price[0] * farmer.activity_output
    lost = np.minimum(w.unpaid_deliveries * sales, np.maximum(farmer.cash, 0.0))
    society.ledger.transfer(farmer, "rest_of_world", lost, "unpaid_deliveries")
    h.activity_income[rows] -= lost
    h.contract[rows] = -1
    h.contract_broken[rows] = True
