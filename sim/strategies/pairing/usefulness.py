"""Whether help meets what a household lacks: in full at its true main cause, in part elsewhere."""

from __future__ import annotations

from abc import abstractmethod
from functools import lru_cache

import numpy as np

from sim.processes.causes import among
from sim.society import Society


@lru_cache
def worth_by_cause(suits: tuple[str, ...], elsewhere: float) -> np.ndarray:
    """What help is worth at each cause, an index into `CAUSES`; to be read only."""
    worth = np.where(among(suits), 1.0, elsewhere)
    worth.setflags(write=False)
    return worth


class Usefulness:
    """The part of a plan that knows what the acting measure meets; arrays as in `Plan`.

    The money is spent in full either way. A course that does not fit teaches less, a place is given
    up, and goods that do not serve their purpose are sold.
    """

    county: Society
    suits: tuple[str, ...]
    bought: dict[str, np.ndarray]
    brought: np.ndarray
    of_use: np.ndarray
    misfit: np.ndarray

    @property
    @abstractmethod
    def true_cause(self) -> np.ndarray:
        """True main cause of each served household, an index into `CAUSES`."""

    def useful(self, rows: np.ndarray) -> np.ndarray:
        """What help is worth to each row: 1 where it meets the true cause, else a declared part."""
        if not self.suits:
            return np.ones(len(rows))
        worth = worth_by_cause(self.suits, self.county.world.misdirected_help)
        return worth.take(self.true_cause.take(rows))

    def give(self, rows: np.ndarray, channel: str, dose: np.ndarray | float) -> None:
        """Add to a channel what is of use of a dose (one a row, or for each)."""
        if channel not in self.bought:
            self.bought[channel] = np.zeros(len(self.brought))
        self.bought[channel][rows] += dose
        self.county.channel(channel).add(dose * self.useful(rows), rows)

    def had(self, rows: np.ndarray, channel: str) -> np.ndarray:
        """What measures of this year bought each row by a channel, of use or not: nobody sees which."""
        return self.bought[channel][rows] if channel in self.bought else np.zeros(len(rows))

    def give_goods(self, rows: np.ndarray, channel: str, yuan: np.ndarray | float) -> None:
        """The same for goods: what does not serve its purpose is sold, and the cash spent."""
        self.give(rows, channel, yuan)
        self.county.channel("unfit_goods").add(yuan * (1 - self.useful(rows)), rows)

    def note_help(self, rows: np.ndarray, yuan: np.ndarray) -> None:
        """Keep account of the cost of help that came (one a row), and of how much of it fits."""
        self.brought[rows] += yuan
        if not self.suits:
            self.of_use[rows] += yuan
            return
        worth = self.useful(rows)
        self.of_use[rows] += yuan * worth
        self.misfit[rows] += yuan * (worth < 1)
