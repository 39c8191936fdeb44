"""The ledger: every yuan has two ends.

Money moves only through `transfer`. Parties are accounts by name, rows of a table with a `cash`
column (households, enterprises), or chosen ones among households. Payments among neighbours pass
through `village_pools`, which are empty at the end of the year. `close` checks that balances changed
by exactly what flowed and returns the year's entries, the rich apart from the other households.

What households pay and get is booked by village, and for each household only where somebody asks:
what programmes paid it, or everything where `keep_rows` says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.ground.errors import ContractError, nearest
from sim.ground.tables import Chosen, Rows, Table

TOLERANCE = 1e-9
PAYEES = ("bank", "donors", "guarantee_pool", "mutual_funds", "rest_of_world", "treasury")
"""Accounts that last; beside them there are a purse a strategy and the clearing of neighbours."""
CLEARED = "village_pools"
PURSE = "programme:"
OUTSIDE = ("rest_of_world", "donors")
"""Accounts beyond the county: what they pay is income from elsewhere, their own or borrowed."""
Party = str | Rows | Chosen
Key = tuple[str, str, str]
Entry = tuple[str, str, str, float]


class LedgerError(Exception):
    """The accounts of a year do not close."""


class Ledger:
    """Balances and the year's flows of one county.

    `flows` are yuan by village where households pay or are paid, else by row of the table or one
    number; `rich_flows` are what of them was the rich households'; `rows` are yuan by household.
    """

    def __init__(self, households: Table, enterprises: Table, first_row: np.ndarray) -> None:
        self.tables = {"households": households, "enterprises": enterprises}
        self.first_row = first_row
        self.balances: dict[str, float] = {}
        self.flows: dict[Key, np.ndarray] = {}
        self.rich_flows: dict[Key, np.ndarray] = {}
        self.rows: dict[Key, np.ndarray] = {}
        self.keep_rows = False
        self.least: dict[Key, float] = {}
        self.sums: dict[Key, float] = {}
        self.places: dict[tuple[int, int], _Places] = {}
        self.opening = {"households": 0.0, "enterprises": 0.0}
        self.closed = False
        self.entries: list[Entry] = []

    def open_year(self) -> None:
        """Forget last year's flows, and who was rich, and note the opening cash of tables."""
        for kept in (self.flows, self.rich_flows, self.rows, self.least, self.sums, self.places):
            kept.clear()
        self.opening = {kind: self._total(table.cash, kind) for kind, table in self.tables.items()}

    def transfer(self, payer: Party, payee: Party, amount: Any, kind: str) -> None:
        """Move `amount` yuan (>= 0; one each if a party is rows or chosen) from payer to payee."""
        if self.closed:
            raise ContractError(f"moves {kind} through the ledger: a strategy pays from its purse")
        chosen = payer if isinstance(payer, Chosen) else payee
        if isinstance(chosen, Chosen):
            if not len(chosen):
                return
            amount = chosen.spread(amount)
        payer, payee = _rows(payer), _rows(payee)
        key = (_name(payer), _name(payee), kind)
        if key not in self.flows:
            self._open(key)
        self.sums.pop(key, None)
        if isinstance(payer, Rows):
            payer.cash -= amount
        if isinstance(payee, Rows):
            payee.cash += amount
        rows = payer if isinstance(payer, Rows) else payee
        if isinstance(rows, Rows):
            self._book(key, rows, _each(amount, rows))
        else:
            self.flows[key][0] += float(amount)
            self.least[key] = min(self.least[key], float(amount))

    def balance(self, account: str) -> float:
        """Balance of a named account now, yuan."""
        total = self.balances.get(account, 0.0)
        for key in sorted(key for key in self.flows if account in key[:2]):
            total += self._sum(key) if key[1] == account else -self._sum(key)
        return total

    def close(self) -> list[Entry]:
        """Audit the year and return its `entries` (payer, payee, kind, yuan), sorted.

        Raises `LedgerError` if a table's cash changed by more than what flowed, a flow is
        negative, or neighbours' clearing or a purse does not end at zero.
        """
        totals = {key: self._sum(key) for key in sorted(self.flows)}
        least = -TOLERANCE * (sum(totals.values()) + 1.0)
        self._check_payments(least)
        for account, value in _net(totals).items():
            if account in self.tables:
                self._check_cash(account, value, least)
            else:
                self.balances[account] = self.balances.get(account, 0.0) + value
        self._check_cleared(least)
        self.entries = sorted(self._entries(totals))
        return self.entries

    def _open(self, key: Key) -> None:
        self._check_known(key)
        villages, households = len(self.first_row), "households" in key[:2]
        size = len(self.tables["enterprises"]) if "enterprises" in key[:2] else 1
        self.flows[key] = np.zeros(villages if households else size)
        self.least[key] = 0.0
        if households:
            self.rich_flows[key] = np.zeros(villages)
        if households and (self.keep_rows or (key[0].startswith(PURSE) and key[1] == "households")):
            self.rows[key] = np.zeros(len(self.tables["households"]))

    def _book(self, key: Key, rows: Rows, amount: np.ndarray) -> None:
        self.least[key] = min(self.least[key], np.minimum.reduce(amount, initial=0.0))
        if rows.kind != "households":
            self.flows[key][rows.start : rows.stop] += amount
            return
        at = self._at(rows)
        self.flows[key][at.villages] += np.add.reduceat(amount, at.first)
        if len(at.rich):
            self.rich_flows[key][at.rich_villages] += np.add.reduceat(amount[at.rich], at.rich_first)
        if key in self.rows:
            self.rows[key][rows.start : rows.stop] += amount

    def _at(self, rows: Rows) -> _Places:
        span = rows.start, rows.stop
        if span not in self.places:
            self.places[span] = _Places(rows, self.first_row)
        return self.places[span]

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
            self.sums[key] = float(self.flows[key].sum())
        return self.sums[key]

    def _check_payments(self, least: float) -> None:
        for key, amount in self.least.items():
            if amount < least:
                raise LedgerError(f"negative payment {key}: {amount}")

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
        for (payer, payee, kind), total in totals.items():
            if "households" not in (payer, payee):
                parts = {"": total}
            else:
                part = float(self.rich_flows[payer, payee, kind].sum())
                rest = total - part
                parts = {"rich_households": part}
                parts["households"] = rest if rest > TOLERANCE * total else 0.0
            for name, value in parts.items():
                if value > 0:
                    yield (name if payer == "households" else payer,
                           name if payee == "households" else payee, kind, value)


class _Places:
    """Where a tile of households lies among villages, and who of it is rich and in which of them."""

    def __init__(self, rows: Rows, first_row: np.ndarray) -> None:
        begin = int(np.searchsorted(first_row, rows.start, side="right")) - 1
        self.villages = slice(begin, int(np.searchsorted(first_row, rows.stop)))
        self.first = np.maximum(first_row[self.villages] - rows.start, 0)
        self.rich = np.flatnonzero(rows.rich)
        village = begin + np.searchsorted(self.first, self.rich, side="right") - 1
        self.rich_villages, self.rich_first = np.unique(village, return_index=True)


def _each(amount: Any, rows: Rows) -> np.ndarray:
    whole = isinstance(amount, np.ndarray) and amount.shape == (len(rows),)
    return amount if whole else np.full(len(rows), amount, float)


def _net(totals: dict[Key, float]) -> dict[str, float]:
    net: dict[str, float] = dict.fromkeys(("households", "enterprises"), 0.0)
    for (payer, payee, _), value in totals.items():
        net[payer] = net.get(payer, 0.0) - value
        net[payee] = net.get(payee, 0.0) + value
    return net


def _rows(party: Party) -> str | Rows:
    return party.households if isinstance(party, Chosen) else party


def _name(party: str | Rows) -> str:
    return party.kind if isinstance(party, Rows) else party
