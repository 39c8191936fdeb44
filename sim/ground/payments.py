"""Declared payments: what each kind of entry in the ledger is, who pays whom, and what it counts as."""

from __future__ import annotations

from dataclasses import dataclass

COUNTS_AS = {
    "transfer": "aid, and transfer income",
    "workfare": "aid, and wage income: a job given as help",
    "wage": "wage income and no aid: pay for days given to others",
    "asset": "neither income nor aid: the price of something given up",
}
"""What money that a programme pays a household can be to it."""


@dataclass(frozen=True)
class Payment:
    """What a kind of payment is.

    `route` names the accounts that the money passes, joined by ` > `, and several routes by `; `;
    `programme` is the purse of any strategy, and `households` are the rich as well as the others.
    `counts_as` is one of `COUNTS_AS`, or empty for what no programme pays to households. `title` is
    what charts and lives call it, where the kind itself in words would not do.
    """

    meaning: str
    route: str = ""
    counts_as: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        if self.counts_as and self.counts_as not in COUNTS_AS:
            known = ", ".join(COUNTS_AS)
            raise ValueError(f"a payment counts as {self.counts_as!r}: it can be {known}")

    @property
    def aid(self) -> bool:
        """Whether a household that a programme pays so is helped by it."""
        return self.counts_as not in ("wage", "asset")

    @property
    def income(self) -> str:
        """The column of income in which a programme's payment to a household belongs, or none."""
        if self.counts_as == "asset":
            return ""
        return "wage_income" if self.counts_as in ("workfare", "wage") else "transfer_income"

    @property
    def legs(self) -> set[tuple[str, str]]:
        """Payer and payee of each step of its routes."""
        routes = [route.split(" > ") for route in self.route.split("; ")]
        return {leg for accounts in routes for leg in zip(accounts, accounts[1:], strict=False)}

    def called(self, kind: str) -> str:
        """What charts and lives call a payment of this kind."""
        return self.title or kind.replace("_", " ")


UNDECLARED = Payment("a kind of its own, which nobody declared", counts_as="transfer")
"""What a kind is that a strategy pays without declaring it."""
