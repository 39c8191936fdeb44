"""The society of one county in one arm: its agents, accounts, luck and what policy set this year."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.ground.channels import Channel, declared
from sim.ground.ledger import Ledger
from sim.ground.parameters import Paths
from sim.ground.payments import UNDECLARED, Payment
from sim.ground.purse import Pledge, Purse
from sim.ground.streams import Streams
from sim.ground.tables import Chosen, People, Rows, Table
from sim.programme import Programme

if TYPE_CHECKING:
    from sim.terms import Scenario

Process = Callable[..., None]


def by_household(process: Process) -> Process:
    """Mark a process that looks at each household alone, so that it may run tile by tile."""
    process.by_household = True  # type: ignore[attr-defined]
    return process


class Society:
    """Everything that lives in the county; strategies see it as `county`."""

    def __init__(
        self, scenario: Scenario, seed: int, tables: dict[str, Table], paths: Paths
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.streams = Streams(seed)
        self.paths = paths
        self.year = scenario.start
        self.world = self.paths.at(self.year)
        self.tables = tables
        self.households = tables["household"]
        self.villages = tables["village"]
        self.cadres = tables["cadre"]
        self.enterprises = tables["enterprise"]
        self.partners = tables["partner"]
        self.bank = tables["bank"]
        self.government = tables["government"]
        self.economy = tables["economy"]
        self.ledger = Ledger(self.households, self.enterprises, self.villages.first_row)
        self.arm = ""
        self.programmes: dict[str, Programme] = {}
        self.payments: dict[str, Payment] = {}
        self.burning_in = True
        self.channels: dict[str, Channel] = {}

    def cut(self, size: int) -> None:
        """Let processes take at most so many households at a time, or a village that has more."""
        self.households.cut(size, self.villages.first_row)

    @property
    def purses(self) -> list[Purse]:
        """Purses of those who act this year by the names of strategies, whoever acts first."""
        ordered = (self.programmes[name].purse for name in sorted(self.programmes))
        return [purse for purse in ordered if purse is not None]

    @property
    def population(self) -> float:
        """Persons of the county."""
        return float(self.village_sum(self.households.persons).sum())

    def channel(self, name: str) -> Channel:
        """This year's channel of that name. Raises `ContractError` for a name not declared."""
        if name not in self.channels:
            level = declared(name).level
            size = 1 if level == "county" else len(getattr(self, level))
            self.channels[name] = Channel(name, size)
        return self.channels[name]

    def given(self, name: str, people: People | None = None) -> Any:
        """What policy gave by a channel this year: an array for people, or its neutral number."""
        channel = self.channels.get(name)
        if channel is None:
            return declared(name).neutral
        if isinstance(people, Chosen):
            return channel.on(people.households, people.places)
        return channel.on(people)

    def uniform(self, name: str, people: People) -> np.ndarray:
        """This year's uniforms of a stream for people."""
        if isinstance(people, Chosen):
            return self.uniform(name, people.households)[people.places]
        return self.streams.uniforms(name, self.year, people.start, people.stop)

    def normal(self, name: str, rows: Rows, chosen: np.ndarray | None = None) -> np.ndarray:
        """This year's standard normals of a stream for the rows, or for the chosen ones of them."""
        return self.streams.normals(name, self.year, rows.start, rows.stop, chosen)

    def village_sum(self, values: np.ndarray) -> np.ndarray:
        """Sums of a household column by village."""
        return np.add.reduceat(values, self.villages.first_row, dtype=float)

    def at_home(self, values: np.ndarray, people: People | None = None) -> np.ndarray:
        """A village column as its households have it: all of them, a tile of villages, or chosen."""
        if isinstance(people, Chosen):
            return values.take(people.village)
        villages = slice(None) if people is None else slice(people.village[0], people.village[-1] + 1)
        return values[villages].repeat(self.villages.households[villages])

    @cached_property
    def _grid(self) -> tuple[np.ndarray, tuple[int, int]]:
        v, village = self.villages, self.households.village
        width = int(v.households.max())
        place = np.arange(len(village)) - v.first_row[village]
        return village * width + place, (len(v), width)

    def by_village(self, values: np.ndarray) -> np.ndarray:
        """A household column as villages x places, infinite where a village has no such place."""
        index, shape = self._grid
        padded = np.full(shape, np.inf)
        padded.ravel()[index] = values
        return padded

    def from_villages(self, grid: np.ndarray) -> np.ndarray:
        """The household column behind a grid of villages x places."""
        return grid.ravel()[self._grid[0]]

    def total(self, values: np.ndarray) -> float:
        """Sum of a household column over the county, as the sum of village sums."""
        return float(self.village_sum(values).sum())

    def payment(self, kind: str) -> Payment:
        """What a kind of payment is: as declared, or else a transfer."""
        return self.payments.get(kind, UNDECLARED)

    def pledged(self, kind: str) -> bool:
        """Whether any purse set money aside for bills of this kind this year."""
        return bool(self._pledges(kind))

    def commit(
        self, kind: str, bills: np.ndarray, most: np.ndarray | None = None
    ) -> np.ndarray:
        """What programmes will cover of bills, at most `most` (yuan, one per household)."""
        rows = np.flatnonzero(bills > 0)
        due = bills[rows]
        limit = due if most is None else most[rows]
        covered = np.zeros(len(rows))
        for pledge in self._pledges(kind):
            rates = pledge.rates[rows] if isinstance(pledge.rates, np.ndarray) else pledge.rates
            wanted = np.minimum(due * rates, limit - covered)
            asked = float(wanted.sum())
            part = wanted * (min(1.0, pledge.left / asked) if asked > 0 else 0.0)
            pledge.rows, pledge.committed = rows, part
            covered += part
        column = np.zeros(len(self.households))
        column[rows] = covered
        return column

    def draw(self, kind: str, drawn: np.ndarray | float, payee: str | Table, label: str) -> None:
        """Pay a drawn share (0..1, one per household or for all) of what each pledge committed."""
        for pledge in self._pledges(kind):
            share = drawn[pledge.rows] if isinstance(drawn, np.ndarray) else drawn
            part = pledge.committed * share
            paid = float(part.sum())
            pledge.left = max(0.0, pledge.left - paid)
            amount: Any = paid
            if payee is self.households:
                amount = np.zeros(len(self.households))
                amount[pledge.rows] = part
            self.ledger.transfer(pledge.account, payee, amount, label)

    def _pledges(self, kind: str) -> list[Pledge]:
        """Pledges for these bills by the names of their strategies, whoever acted first."""
        return [p for purse in self.purses for p in purse.pledges if p.kind == kind]

    def open_year(self) -> None:
        """Forget last year's channels, purses and notes; put this year's parameters in force."""
        self.world = self.paths.at(self.year)
        self.channels.clear()
        self.programmes = self._renewed()
        self.ledger.open_year()

    def copy(self) -> Society:
        """An independent county with the same people, accounts, luck and strategies.

        It stands at the end of the year: what the year's programmes noted stays behind.
        """
        tables = {name: table.copy() for name, table in self.tables.items()}
        twin = Society(self.scenario, self.seed, tables, self.paths)
        twin.ledger.balances.update(self.ledger.balances)
        twin.ledger.entries, twin.ledger.keep_rows = self.ledger.entries, self.ledger.keep_rows
        twin.arm, twin.programmes = self.arm, self._renewed()
        twin.year, twin.burning_in = self.year, self.burning_in
        twin.payments = self.payments
        return twin

    def _renewed(self) -> dict[str, Programme]:
        return {name: programme.renewed() for name, programme in self.programmes.items()}
