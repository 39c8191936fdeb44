"""The government: treasury, public capital, taxes, and what programme purses may pay.

A purse holds one strategy's share of the arm's budget for one year. It pays at once, or pledges
money to bills that arise within the year (reimbursement, seed vouchers, the income floor).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..parameters import number
from ..schema import Column, money

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..tables import Rows, Table

COLUMNS: dict[str, Column] = {
    "public_capital": money("public investment in non-farm growth", "G"),
    "public_farm_capital": money("public investment in farming", "G"),
}

PARAMETERS = {
    "standing_transfer": number(280, "yuan/person/year", 150, 450, "calibrated",
        "tr0: subsidies and pensions every arm pays"),
    "transfer_growth": number(0.0, "share/year", 0, 0.3, "assumption",
        "Real growth of the standing transfer"),
    "dibao_share": number(0.05, "share of households", 0, 0.3, "assumption",
        "Households on the minimum living guarantee at the opening"),
    "dibao_payment": number(400, "yuan/person/year", 0, 2300, "assumption",
        "Payment of the minimum living guarantee"),
    "relief_share": number(0.25, "share of gap", 0, 1, "assumption",
        "Share of a remaining gap to the floor covered by relief"),
    "reimbursement": number(0.45, "share of bill", 0.2, 0.7, "assumption",
        "Share of a medical bill paid by the standing insurance"),
    "marginal_cost_of_funds": number(0.2, "yuan/yuan", 0, 0.6, "assumption",
        "Burden of a yuan of local taxes beyond the yuan itself"),
}


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
    """What one strategy may spend this year, yuan."""

    account: str
    left: float
    ledger: Ledger
    households: Table
    pledges: list[Pledge] = field(default_factory=list)
    pending: list[tuple[Any, Any, str]] = field(default_factory=list)
    sponsor: str = ""
    sponsored: dict[str, float] = field(default_factory=dict)

    def pay(self, payee: str | Table | Rows, amounts: Any, kind: str) -> Any:
        """Pay amounts (yuan; one per row, or one number for an account); scaled to what is left.

        Money reaches its payee after all strategies have acted. Returns what is paid.
        """
        amounts = np.maximum(np.asarray(amounts, float), 0.0)
        asked = float(amounts.sum())
        paid = amounts * (min(1.0, self.left / asked) if asked > 0 else 0.0)
        self.left = max(0.0, self.left - float(paid.sum()))
        if asked > 0:
            self.pending.append((payee, paid, kind))
            self._note_sponsor(float(paid.sum()))
        return paid

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

    def afford(self, costs: np.ndarray, order: np.ndarray) -> np.ndarray:
        """The first rows of `order` whose full costs (yuan, one per household) fit what is left."""
        running = np.cumsum(costs[order])
        return order[: int(np.searchsorted(running, self.left, side="right"))]

    def pledge(self, kind: str, amount: float, rates: np.ndarray | float = 1.0) -> float:
        """Set money aside for bills that arise within the year; what is not drawn lapses."""
        kept = min(max(float(amount), 0.0), self.left)
        if kept > 0:
            self.left -= kept
            self.pledges.append(Pledge(self.account, kind, kept, rates, self.sponsor))
            self._note_sponsor(kept)
        return kept

    def _note_sponsor(self, amount: float) -> None:
        if self.sponsor:
            self.sponsored[self.sponsor] = self.sponsored.get(self.sponsor, 0.0) + amount

    def due_from(self, sponsor: str) -> float:
        """What a sponsor has to make good of the year: payments, and pledges as far as drawn."""
        idle = sum(pledge.left for pledge in self.pledges if pledge.sponsor == sponsor)
        return max(self.sponsored.get(sponsor, 0.0) - idle, 0.0)
