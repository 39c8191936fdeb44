"""Some of the households: what is worked out only for those whom it concerns."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ground.tables import Rows
from sim.society import Society


class Chosen:
    """Chosen places among households; reading a column copies its values there, once."""

    def __init__(self, households: People, places: np.ndarray) -> None:
        if isinstance(households, Chosen):
            households, places = households.households, households.places[places]
        self.households: Rows = households
        self.places = places

    def __getattr__(self, name: str) -> np.ndarray:
        values = getattr(self.households, name)[self.places]
        self.__dict__[name] = values
        return values

    def __len__(self) -> int:
        return len(self.places)

    def spread(self, values: np.ndarray, elsewhere: float = 0.0) -> np.ndarray:
        """A column of all the households with these values at the chosen places."""
        column = np.full(len(self.households), elsewhere)
        column[self.places] = values
        return column


People = Rows | Chosen


def given(name: str, h: People, society: Society) -> Any:
    """What policy gave these households by a channel this year, or the channel's neutral number."""
    if isinstance(h, Rows):
        return society.given(name, h)
    values = society.given(name, h.households)
    return values[h.places] if isinstance(values, np.ndarray) else values


def uniform(name: str, h: People, society: Society) -> np.ndarray:
    """This year's uniforms of a stream for these households."""
    if isinstance(h, Rows):
        return society.uniform(name, h)
    return society.uniform(name, h.households)[h.places]
