"""What a household means to spend and to keep: the floor, the plan, the target of savings."""

from __future__ import annotations

import numpy as np

from sim.ground.parameters import choice, number
from sim.ground.tables import People, Rows
from sim.society import Society

PARAMETERS = {
    "saving_rule": choice("buffer_stock", ("buffer_stock", "constant_share"),
        "What savings are for: a buffer of a target size, or a share of what is left above subsistence"
        ).plausibly("buffer_stock", "constant_share",
            because="buffer stock: Deaton 1991, Carroll 1997; constant share: Keynes 1936, Kaldor 1956"),
    "saving_share": number(0.28, "share", 0.1, 0.3, "calibrated", "s: saving above the floor"),
    "buffer_years": number(0.25, "years", 0.1, 0.5, "calibrated", "Target liquid savings"),
    "buffer_income": number(0.6, "share of income", 0.3, 1, "assumption",
        "Permanent income whose years the target of savings counts"),
}


def floor(h: People, society: Society) -> np.ndarray:
    """Consumption floor of the household, yuan a year."""
    w = society.world
    return w.consumption_floor_share * w.poverty_line * h.persons


def spare_cash(h: People, society: Society) -> np.ndarray:
    """Cash beyond the consumption floor, yuan."""
    return np.maximum(h.cash - floor(h, society), 0.0)


def planned_consumption(h: Rows, society: Society) -> np.ndarray:
    """Cb: the floor and what is not saved of permanent income above it, yuan a year."""
    least = floor(h, society)
    return least + (1 - society.world.saving_share) * np.maximum(h.permanent_income - least, 0.0)


def savings_target(h: People, society: Society) -> np.ndarray:
    """M*: liquid savings a household aims at, yuan."""
    return society.world.buffer_years * society.world.buffer_income * h.permanent_income
