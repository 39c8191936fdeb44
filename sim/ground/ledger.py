"""The ledger: every yuan has two ends.

Money moves only through `transfer`. Parties are accounts by name, or rows of a table with a
`cash` column (households, enterprises). Payments among neighbours pass through `village_pools`,
which are empty at the end of the year. `close` checks that balances changed by exactly what
flowed and returns the year's entries, the rich apart from the other households.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.ground.errors import ContractError, nearest
from sim.ground.tables import Rows, Table

TOLERANCE = 1e-9
PAYEES = ("bank", "donors", "guarantee_pool", "mutual_funds", "rest_of_world", "treasury")
"""Accounts that last; beside them there are a purse a strategy and the clearing of neighbours."""
CLEARED = "village_pools"
PURSE = "programme:"
OUTSIDE = ("rest_of_world", "donors")
"""Accounts beyond the county: what they pay is income from elsewhere, their own or borrowed."""
Party = str | Rows
Key = tuple[str, str, str]
Entry = tuple[str, str, str, float]


class LedgerError(Exception):
    """The accounts of a year do not close."""


class Ledger:
    """Balances and the year's flows of one county."""

    def __init__(self, households: Table, enterprises: Table, first_row: np.ndarray) -> None:
        self.tables = {"households": households, "enterprises": enterprises}
        self.first_row = first_row
        self.balances: dict[str, float] = {}
        self.flows: dict[Key, np.ndarray] = {}
        self.used: set[Key] = set()
        self.sums: dict[Key, float] = {}
        self.opening = {"households": 0.0, "enterprises": 0.0}
        self.closed = False
        self.entries: list[Entry] = []

    def open_year(self) -> None:
        """Forget last year's flows and note the opening cash of tables."""
        for key in self.used:
            self.flows[key].fill(0.0)
        self.used.clear()
        self.sums.clear()
        self.opening = {kind: self._total(table.cash, kind) for kind, table in self.tables.items()}

    def transfer(self, payer: Party, payee: Party, amount: Any, kind: str) -> None:
        """Move `amount` yuan (>= 0; one per row if a party is rows) from payer to payee."""
        rows = payer if isinstance(payer, Rows) else payee
        if self.closed:
            raise ContractError(f"moves {kind} through the ledger: a strategy pays from its purse")
        if isinstance(payer, Rows):
            payer.cash -= amount
        if isinstance(payee, Rows):
            payee.cash += amount
        key = (_name(payer), _name(payee), kind)
        flow = self._flow(key, rows)
        if isinstance(rows, Rows):
            flow[rows.start : rows.stop] += amount
        else:
            flow[0] += float(amount)

    def balance(self, account: str) -> float:
        """Balance of a named account now, yuan."""
        total = self.balances.get(account, 0.0)
        for key in sorted(key for key in self.used if account in key[:2]):
            total += self._sum(key) if key[1] == account else -self._sum(key)
        return total

    def close(self) -> list[Entry]:
        """Audit the year and return its `entries` (payer, payee, kind, yuan), sorted.

        Raises `LedgerError` if a table's cash changed by more than what flowed, a flow is
        negative, or neighbours' clearing or a purse does not end at zero.
        """
        totals = {key: self._sum(key) for key in sorted(self.used)}
        least = -TOLERANCE * (sum(totals.values()) + 1.0)
        self._check_payments(totals, least)
        for account, value in _net(totals).items():
            if account in self.tables:
                self._check_cash(account, value, least)
            else:
                self.balances[account] = self.balances.get(account, 0.0) + value
        self._check_cleared(least)
        self.entries = sorted(self._entries(totals))
        return self.entries

    def _flow(self, key: Key, rows: Party) -> np.ndarray:
        if key not in self.flows:
            self._check_known(key)
            size = len(self.tables[rows.kind]) if isinstance(rows, Rows) else 1
            self.flows[key] = np.zeros(size)
        self.used.add(key)
        self.sums.pop(key, None)
        return self.flows[key]

    def _check_known(self, key: Key) -> None:
        known = (*self.tables, *PAYEES, CLEARED)
        for name in key[:2]:
            if name not in known and not name.startswith(PURSE):
                raise LedgerError(f"there is no account {name!r}{nearest(name, known)}")

    def _total(self, values: np.ndarray, kind: str) -> float:
        if kind == "households":
            return float(np.add.reduceat(values, self.first_row).sum())
        return float(values.sum())

    def _sum(self, key: Key) -> float:
        if key not in self.sums:
            side = "households" if "households" in key[:2] else "other"
            self.sums[key] = self._total(self.flows[key], side)
        return self.sums[key]

    def _check_payments(self, totals: dict[Key, float], least: float) -> None:
        for key in totals:
            flow = self.flows[key]
            if flow.size and flow.min() < least:
                raise LedgerError(f"negative payment {key}: {flow.min()}")

    def _check_cash(self, kind: str, net: float, least: float) -> None:
        gap = self._total(self.tables[kind].cash, kind) - self.opening[kind] - net
        if abs(gap) > -least:
            raise LedgerError(f"cash of {kind} changed by {gap} yuan that nobody paid")

    def _check_cleared(self, least: float) -> None:
        for account, balance in self.balances.items():
            cleared = account == CLEARED or account.startswith(PURSE)
            if cleared and abs(balance) > -least:
                raise LedgerError(f"{account} ends the year with {balance} yuan")
            if cleared:
                self.balances[account] = 0.0
            elif account not in OUTSIDE and balance < least:
                raise LedgerError(f"{account} is overdrawn by {-balance} yuan")

    def _entries(self, totals: dict[Key, float]) -> Iterator[Entry]:
        rich = np.flatnonzero(self.tables["households"].rich)
        for (payer, payee, kind), total in totals.items():
            if "households" not in (payer, payee):
                parts = {"": total}
            else:
                part = float(self.flows[payer, payee, kind][rich].sum())
                rest = total - part
                parts = {"rich_households": part}
                parts["households"] = rest if rest > TOLERANCE * total else 0.0
            for name, value in parts.items():
                if value > 0:
                    yield (name if payer == "households" else payer,
                           name if payee == "households" else payee, kind, value)


def _net(totals: dict[Key, float]) -> dict[str, float]:
    net: dict[str, float] = dict.fromkeys(("households", "enterprises"), 0.0)
    for (payer, payee, _), value in totals.items():
        net[payer] = net.get(payer, 0.0) - value
        net[payee] = net.get(payee, 0.0) + value
    return net


def _name(party: Party) -> str:
    return party.kind if isinstance(party, Rows) else party
