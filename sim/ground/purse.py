"""Purses: what one strategy may spend in one year, paid at once or pledged to bills of the year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.ground.channels import finite, from_nought
from sim.ground.errors import ContractError, nearest
from sim.ground.guards import ROUNDING
from sim.ground.ledger import PAYEES, Ledger
from sim.ground.tables import Rows, Table

BILLS = ("floor", "interest", "medical", "premium", "seed")
"""Kinds of bills that arise within the year."""


@dataclass
class Pledge:
    """An account's money for bills of one kind: `rates` is the share of each bill it covers.

    `committed` is what it will pay of the bills of `rows`, yuan.
    """

    account: str
    kind: str
    left: float
    rates: np.ndarray | float
    sponsor: str = ""
    rows: Any = ()
    committed: Any = 0.0


@dataclass
class Purse:
    """What one strategy may spend this year, yuan; `spent` is what it has paid or set aside."""

    account: str
    left: float
    ledger: Ledger
    households: Table
    pledges: list[Pledge] = field(default_factory=list)
    pending: list[tuple[Any, Any, str]] = field(default_factory=list)
    sponsor: str = ""
    sponsored: dict[str, float] = field(default_factory=dict)
    spent: float = 0.0

    def pay(self, payee: str | Table | Rows, amounts: Any, kind: str) -> Any:
        """Pay amounts (yuan; one per row, or one number for an account); scaled to what is left.

        Money reaches its payee after all strategies have acted. Returns what is paid. Raises
        `ContractError` for an unknown payee and for amounts that are none or do not fit it.
        """
        if not (isinstance(kind, str) and kind.isidentifier()):
            raise ContractError(f"pays for {kind!r}: a kind of payment is a word, such as farm_tools")
        amounts = _amounts(payee, amounts)
        asked = float(amounts.sum() if amounts.ndim else amounts)
        share = min(1.0, self.left / asked) if asked > 0 else 0.0
        paid = amounts * share
        if asked > 0:
            self._take(float(paid.sum()) if share < 1 else asked)
            self.pending.append((*self._whole(payee, paid), kind))
        return paid

    def affords(self, cost: float) -> int:
        """How many times what is left covers a cost (yuan); a part of a purse is a rounded number."""
        return int(self.left * (1 + ROUNDING) // cost)

    def _whole(self, payee: Any, paid: np.ndarray) -> tuple[Any, np.ndarray]:
        """A payee's whole table, with nothing for the rows that get nothing."""
        if not isinstance(payee, Rows):
            return payee, paid
        table = self.ledger.tables[payee.kind]
        column = np.zeros(len(table))
        column[payee.start : payee.stop] = paid
        return table, column

    def _take(self, amount: float) -> None:
        self.left = max(0.0, self.left - amount)
        self.spent += amount
        if self.sponsor:
            self.sponsored[self.sponsor] = self.sponsored.get(self.sponsor, 0.0) + amount

    @contextmanager
    def part(self, share: float, sponsor: str = "") -> Iterator[None]:
        """Within, only this share of what is left can be spent; what is not spent stays.

        A sponsor is the account that makes good what is spent within.
        """
        kept, before = (1 - share) * self.left, self.sponsor
        self.left, self.sponsor = self.left - kept, sponsor
        try:
            yield
        finally:
            self.left, self.sponsor = self.left + kept, before

    def pledge(self, kind: str, amount: float, rates: np.ndarray | float = 1.0) -> float:
        """Set money (yuan) aside for bills of the year; what is not drawn lapses.

        `rates` is the share of each bill (0..1) that is covered, one number or one a household.
        Raises `ContractError` for bills that do not arise, and for what is no amount or share.
        """
        if kind not in BILLS:
            hint = nearest(kind, BILLS)
            raise ContractError(f"pledges for {kind!r}{hint}: bills are {', '.join(BILLS)}")
        kept = min(float(_amounts("rest_of_world", amount).sum()), self.left)
        self._check_rates(rates)
        if kept > 0:
            self._take(kept)
            self.pledges.append(Pledge(self.account, kind, kept, rates, self.sponsor))
        return kept

    def hold(self, amount: float) -> float:
        """Keep money (yuan) from being spent this year: at its end it lapses. Returns what is kept.

        Raises `ContractError` for what is no amount.
        """
        held = min(float(_amounts("rest_of_world", amount).sum()), self.left)
        self.left -= held
        return held

    def _check_rates(self, rates: Any) -> None:
        if from_nought(rates, 1.0) and rates.shape == (len(self.households),):
            return
        shares = finite(rates, "pledges at a rate of", "of each bill")
        if shares.shape not in ((), (len(self.households),)):
            raise ContractError(f"pledges at rates of shape {shares.shape}: one a household, or one")
        if shares.size and not 0 <= shares.min() <= shares.max() <= 1:
            raise ContractError("pledges at a rate outside 0 to 1: it is a share of each bill")

    def due_from(self, sponsor: str) -> float:
        """What a sponsor has to make good of the year: payments, and pledges as far as drawn."""
        idle = sum(pledge.left for pledge in self.pledges if pledge.sponsor == sponsor)
        return max(self.sponsored.get(sponsor, 0.0) - idle, 0.0)


def _amounts(payee: Any, amounts: Any) -> Any:
    """Amounts as numbers of NumPy, if the payee is known and they can be paid to it."""
    to = f"yuan to {payee.kind if isinstance(payee, Rows) else payee}"
    if isinstance(payee, Rows):
        _check_rows(payee)
    elif not isinstance(payee, str) or payee not in PAYEES:
        raise ContractError(
            f"pays {str(payee)[:60]!r}{nearest(payee, PAYEES)}: payees are county.households, "
            f"county.enterprises, {', '.join(PAYEES)}"
        )
    if isinstance(amounts, float) and 0 <= amounts < np.inf and isinstance(payee, str):
        return np.float64(amounts)
    if isinstance(payee, Rows) and from_nought(amounts) and amounts.shape == (len(payee),):
        return amounts
    values = finite(amounts, "pays", to)
    if isinstance(payee, Rows) and values.shape != (len(payee),):
        given = "one number" if values.ndim == 0 else f"an array of shape {values.shape}"
        raise ContractError(f"pays {given} to {payee.kind}: one amount a row, {len(payee):,} of them")
    if values.size and values.min() < 0:
        place = f" in row {int(values.argmin())}" if values.ndim else ""
        raise ContractError(f"pays {values.min():g} {to}{place}: an amount is at least 0")
    return values


def _check_rows(payee: Rows) -> None:
    if "cash" not in payee.__dict__:
        raise ContractError(f"pays {payee.kind}, which have no cash: pay households or enterprises")
