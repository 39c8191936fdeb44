"""Plain households beside the vectorised county: they take from it the values of luck, no more of it.

Every process by household is lived by the agents in a Python loop, and so is what pairing, jobs and
the markets of a village do to its households together. What another process of the county did
to a household (a transfer of a programme, a debt written off) is read as the change it made to the
household's columns; the agents keep their own state throughout.
"""

from __future__ import annotations

import time
from collections import ChainMap
from functools import partial
from itertools import groupby
from random import Random
from types import SimpleNamespace

import mesa
import numpy as np
from plain_household import Household, make_households
from plain_jobs import PROCESSES as JOBS
from plain_markets import PROCESSES as MARKETS
from plain_pairing import PROCESSES as PAIRING

from sim.cycle import CYCLE
from sim.ground.channels import CHANNELS

UNIFORMS = ("illness_length", "illness", "chronic", "attention", "seed", "learning", "job_loss", "job",
            "failure", "school", "generation", "ageing", "home", "fund_queue",
            "loan_queue", "placement", "approval")
NORMALS = ("employability", "bill", "chronic_bill", "farm", "activity", "wage", "measurement")
TOGETHER = ChainMap(JOBS, MARKETS, PAIRING)
ACCOUNTS = ("wage_income", "property_income", "transfer_income", "floor_payment", "tax_paid")


class Luck:
    """A stream of luck: at each need a number is drawn, as agents do, and the county's is what it is.

    The agents meet the luck of the county, and yet the time of a year holds that of their draws.
    """

    def __init__(self, values, draw):
        self.values, self.draw = values.tolist(), draw

    def __getitem__(self, row):
        self.draw()
        return self.values[row]


class Year:
    """What households read in one year, as plain numbers and lists."""

    yearly_accounts = ACCOUNTS

    def __init__(self, society):
        h, ordinary = society.households, Random(1)
        self.uniform = {name: Luck(society.uniform(name, h), ordinary.random) for name in UNIFORMS}
        self.normal = {name: Luck(society.normal(name, h), partial(ordinary.gauss, 0.0, 1.0))
                       for name in NORMALS}
        self.world = society.world

    def look(self, society):
        """Read markets, villages and channels as they stand now."""
        h = society.households
        self.economy = SimpleNamespace(**{k: float(v[0]) for k, v in society.economy.items()})
        self.village = _plain(society.villages)
        self.enterprise = _plain(society.enterprises)
        self.given = SimpleNamespace(
            **{name: np.broadcast_to(society.given(name, h), len(h)).tolist()
               for name, column in CHANNELS.items() if column.level == "households"}
        )
        self.posts = np.broadcast_to(society.given("founding"), len(society.villages)).tolist()
        self.guarantee_pool = society.ledger.balance("guarantee_pool")
        self.bank_equity = float(society.bank.equity[0])
        self.premiums = [
            (pledge.left, np.broadcast_to(pledge.rates, len(h)).tolist())
            for purse in society.purses for pledge in purse.pledges
            if pledge.kind == "premium"
        ]


class PlainCounty:
    """The agents of a county, and the vectorised county they walk beside."""

    def __init__(self, society, cycle=CYCLE):
        self.society, self.cycle = society, cycle
        self.households = make_households(mesa.Model(), society.households)
        self.told = {}
        self.seconds = 0.0

    def live_a_year(self, check=None):
        """Live the cycle in step with the society.

        `check(county, processes, changed)` is called after each run of processes with the columns
        that the run changed, as they were before; `county.told` is what the plain households say
        villages and enterprises end the run with.
        """
        society, h = self.society, self.society.households
        society.open_year()
        year = Year(society)
        for kind, processes in groupby(self.cycle, key=_kind):
            group = tuple(processes)
            before = _copy(h)
            self.told = {}
            if kind != "county":
                year.look(society)
            if kind == "alone":
                self._live(group, year)
            elif kind in TOGETHER:
                self._live_together(TOGETHER[kind], year)
            for process in group:
                process(*((h, society) if hasattr(process, "by_household") else (society,)))
            changed = {name: old for name, old in before.items() if (old != h.arrays[name]).any()}
            if kind == "county":
                self._take_over(changed)
            if check is not None:
                check(self, group, changed)

    def _live(self, group, year):
        names = [process.__name__ for process in group]
        started = time.process_time()
        methods = [getattr(Household, name) for name in names]
        for household in self.households:
            for method in methods:
                method(household, year)
        self.seconds += time.process_time() - started

    def _live_together(self, process, year):
        started = time.process_time()
        self.told = process(self.households, year) or {}
        self.seconds += time.process_time() - started

    def _take_over(self, before):
        for name, column_before in before.items():
            column = self.society.households.arrays[name]
            rows = np.flatnonzero(column_before != column)
            olds, news = column_before[rows].tolist(), column[rows].tolist()
            for row, old, new in zip(rows.tolist(), olds, news, strict=True):
                household = self.households[row]
                own = getattr(household, name)
                same = own == old or new == 0 or not isinstance(new, float)
                setattr(household, name, new if same else own + (new - old))

    def column(self, name):
        """The agents' values of a column."""
        return np.array([getattr(household, name) for household in self.households])


def lived(process):
    """Whether the agents live a process of the cycle."""
    return _kind(process) != "county"


def _lived_alone(process):
    return hasattr(process, "by_household") or process.__name__ == "open_accounts"


def _kind(process):
    """Lived by each household alone, by all of them together (by its name), or by the county."""
    if _lived_alone(process):
        return "alone"
    return process.__name__ if process.__name__ in TOGETHER else "county"


def _plain(table):
    return SimpleNamespace(**{name: column.tolist() for name, column in table.items()})


def _copy(table):
    return {name: column.copy() for name, column in table.items()}
