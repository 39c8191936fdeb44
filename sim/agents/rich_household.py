"""Rich households: the richest of each village, who hire neighbours and buy distressed assets.

They are rows of the household table; who is rich is decided anew every year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.ground.parameters import number

if TYPE_CHECKING:
    from sim.society import Society

PARAMETERS = {
    "rich_share": number(0.05, "share of households", 0.01, 0.2, "assumption",
        "Share of the households of a village, by wealth, that counts as rich"),
    "buyer_share": number(0.7, "share", 0, 1, "assumption",
        "Share of spare cash a rich household puts into assets sold in distress"),
}


def wealth(society: Society) -> np.ndarray:
    """Net worth of every household, yuan: cash, capital and claims less debts."""
    h = society.households
    debts = h.debt_bank + h.debt_guaranteed + h.debt_informal + h.debt_mutual
    return h.cash + h.farm_capital + h.activity_capital + h.claims + h.fund_stake - debts


def rank_rich(society: Society) -> None:
    """Mark the richest share of each village for the year."""
    villages = society.villages
    poverty = society.by_village(-wealth(society))
    places = np.maximum(1, np.rint(society.world.rich_share * villages.households)).astype(int)
    cut = np.sort(poverty, axis=1)[np.arange(len(villages)), places - 1]
    society.households.rich = society.from_villages(poverty <= cut[:, None])
