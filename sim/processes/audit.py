"""The year's audit: accounts close, loans equal claims, land and persons stay, no stock below 0.

And every column of every table is a finite number after the burn-in.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.ground.ledger import TOLERANCE, LedgerError
from sim.society import Society

STOCKS = ("cash", "debt_bank", "debt_guaranteed", "debt_informal", "claims", "debt_mutual",
          "farm_capital", "activity_capital", "land")
LOWEST = -1e-6
"""What rounding may leave of a stock that is used up."""
STOCK_TOLERANCE = TOLERANCE * 1e3
"""Stocks carry the rounding of many years, flows of one."""


def audit(society: Society) -> None:
    """Close the ledger and check every conserved quantity. Raises `LedgerError`."""
    if not society.burning_in:  # what went wrong before is there to be found in the first year
        check_finite(society)
    society.ledger.close()
    h, economy = society.households, society.economy
    for name in STOCKS:
        lowest = getattr(h, name).min()
        if not lowest >= LOWEST:
            raise LedgerError(f"{name} of a household is {lowest} in {society.year}")
    owed, claimed = society.village_sum(h.debt_informal), society.village_sum(h.claims)
    _equal(society, "debts and claims among neighbours", owed, claimed)
    funds = society.ledger.balances.get("mutual_funds", 0.0)
    _equal(society, "mutual-aid funds", society.villages.fund.sum(), funds)
    _equal(society, "land", society.total(h.land), economy.opening_land)
    _equal(society, "persons", society.population, economy.opening_persons)
    if h.adults.min() < 0 or h.children.min() < 0:
        raise LedgerError(f"negative persons in {society.year}")


def check_finite(society: Society) -> None:
    """Every value of every table is a finite number. Raises `LedgerError`."""
    with np.errstate(invalid="ignore"):  # a sum is finite if all are, and faster than asking each
        if all(map(_finite, (block for table in society.tables.values() for block in table.blocks))):
            return
        broken = [f"{name} of {kind}" for kind, table in society.tables.items()
                  for name, values in table.items() if not _finite(values)]
    if broken:
        raise LedgerError(f"not a finite number in {society.year}: {', '.join(broken)}")


def _finite(values: np.ndarray) -> bool:
    return values.dtype.kind != "f" or math.isfinite(np.add.reduce(values, axis=None))


def _equal(society: Society, what: str, left: Any, right: Any) -> None:
    if np.any(np.abs(left - right) > STOCK_TOLERANCE * (np.abs(right) + 1.0)):
        raise LedgerError(f"{what} do not balance in {society.year}")
