"""Programmes: one strategy in one year, with its purse, its list of the poor and what it notes.

What several programmes of a year noted is read by the functions below, the same for one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.ground.purse import Purse
from sim.terms import StrategyUse


@dataclass(frozen=True)
class Moves:
    """Rows of households that entered and left the file of the poor this year.

    `deadline` and `struck` are those who left because a deadline or the records ended it.
    """

    enters: np.ndarray
    leaves: np.ndarray
    deadline: np.ndarray
    struck: np.ndarray


@dataclass(frozen=True)
class Diagnoses:
    """Whom measures served, whose cause was seen wrongly, what was brought, of no fit, of use (yuan).

    One entry a household.
    """

    served: np.ndarray
    misjudged: np.ndarray
    brought: np.ndarray
    misfit: np.ndarray
    of_use: np.ndarray


@dataclass
class Programme:
    """One strategy in one year. `use` is its years of action and its part of the budget.

    `purse` is None in a year in which it does not act, `listed` (one bool a household) where it
    made no list of the poor, by `scores` (low means poor). `chain` says whom targeting still
    reaches after each of its links, `helped` whom a measure reached. `has_paid`: in this year or
    an earlier one. `money` is what is still on its way (yuan) after each link of the purse.
    """

    strategy: Any
    use: StrategyUse
    has_paid: bool = False
    purse: Purse | None = None
    listed: np.ndarray | None = None
    scores: np.ndarray | None = None
    chain: dict[str, np.ndarray] = field(default_factory=dict)
    helped: np.ndarray | None = None
    moves: Moves | None = None
    diagnoses: Diagnoses | None = None
    money: dict[str, float] = field(default_factory=dict)

    def acts_in(self, year: int) -> bool:
        """Whether the arm lets the strategy act in a year."""
        return self.use.from_year <= year <= self.use.until

    def renewed(self) -> Programme:
        """The strategy as it enters the next year: no purse, no list, nothing noted."""
        return Programme(self.strategy, self.use, self.has_paid)


def chains(programmes: Iterable[Programme]) -> list[dict[str, np.ndarray]]:
    """A chain of targeting for each programme that noted one, by the names of the strategies.

    Links are named alone where there is one chain, else with the strategy they belong to.
    """
    noted = {p.strategy.name: p.chain for p in programmes if p.chain}
    if len(noted) == 1:
        return list(noted.values())
    return [{f"{name}: {link}": reached for link, reached in noted[name].items()}
            for name in sorted(noted)]  # fmt: skip


def helped_by_any(programmes: Iterable[Programme]) -> np.ndarray | None:
    """Whom a measure of any programme reached; None if none keeps account of that."""
    noted = [p.helped for p in programmes if p.helped is not None]
    return np.logical_or.reduce(noted) if noted else None


def all_moves(programmes: Iterable[Programme]) -> Moves | None:
    """Moves into and out of the files of all programmes, each row once; None if none keeps a file."""
    noted = [vars(p.moves) for p in programmes if p.moves is not None]
    if not noted:
        return None
    return Moves(**{name: np.unique(np.concatenate([moves[name] for moves in noted]))
                    for name in noted[0]})  # fmt: skip


def all_diagnoses(programmes: Iterable[Programme]) -> Diagnoses | None:
    """Diagnoses of all programmes, one entry a programme and household; None if none diagnoses."""
    noted = [vars(p.diagnoses) for p in programmes if p.diagnoses is not None]
    if not noted:
        return None
    return Diagnoses(**{name: np.concatenate([found[name] for found in noted])
                        for name in noted[0]})  # fmt: skip


def money_left(programmes: Iterable[Programme]) -> dict[str, float]:
    """Yuan of all programmes together that are left after each link of the purse, in its order."""
    left: dict[str, float] = {}
    for programme in programmes:
        for link, yuan in programme.money.items():
            left[link] = left.get(link, 0.0) + yuan
    return left if left.get("offered", 0.0) > 0 else {}
