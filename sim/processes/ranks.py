"""Who is rich: the richest share of each village by wealth, ranked anew every year."""

from __future__ import annotations

import numpy as np

from sim.society import Society


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
