"""Twelve households made by hand, and the measures of them worked out person by person.

Nothing here is taken from the observer: sums run over people in plain Python, by the definitions.
"""

from __future__ import annotations

import math
from types import SimpleNamespace

from small_county import begin, plan, unchecked

from sim.catalogue import PARAMETERS, all_payments
from sim.ground.parameters import Paths
from sim.observation.observer import Observer
from sim.population.draw import draw_society
from sim.programme import Moves

LINE = 2300.0
NAMES = "F A L D J G B K C I E H".split()  # three a village
PERSONS = dict(zip("ABCDEFGHIJKL", (4, 6, 3, 7, 5, 5, 2, 4, 4, 6, 2, 2), strict=True))
# Yuan a head at the end of 2011, 2012, 2013 and 2014. F begins exactly on the line.
HEADS = {
    "A": (-500, 2500, 2000, 2400), "B": (1000, 2400, 2600, 1200), "C": (1500, 1600, 2300, 2299),
    "D": (1840, 1900, 1700, 1500), "E": (2299, 2300, 2300, 1000), "F": (2300, 2000, 2500, 2500),
    "G": (2600, 2600, 1000, 2600), "H": (2875, 3000, 3100, 3200), "I": (3500, 3600, 3700, 3800),
    "J": (5000, 5100, 5200, 5300), "K": (8000, 8100, 8200, 8300), "L": (30000, 9, 31000, 32000),
}  # fmt: skip
EATEN = {
    "A": 900, "B": 1100, "C": 1400, "D": 2000, "E": 2100, "F": 2250, "G": 2400, "H": 2500,
    "I": 3000, "J": 4000, "K": 5000, "L": 9000,
}  # fmt: skip
# Poorest fifth first: each holds ten of the fifty persons, though not as many households.
FIFTHS = ("AB", "CD", "EF", "GHI", "JKL")


class HandCounty:
    """The county and its observer; `lives` ends a year with the incomes of `HEADS`."""

    def __init__(self, years: int = 3, **record: object) -> None:
        scenario = unchecked(plan(record=record, years=years), households=len(NAMES), villages=4)
        self.society = draw_society(scenario, 1, Paths(PARAMETERS, {}))
        self.society.payments = all_payments()
        self.h = self.society.households
        self.set("persons", PERSONS)
        self.set("consumption", {name: EATEN[name] * PERSONS[name] for name in NAMES})
        self.society.villages.remoteness_quartile = [3, 1, 4, 2]
        self.society.burning_in = False
        self._earn(0)
        self.observer = Observer(self.society)

    def set(self, column: str, values: dict[str, object]) -> None:
        """Set a column of the households named."""
        for name, value in values.items():
            self.h.arrays[column][NAMES.index(name)] = value

    def lives(self, year: int, moves: Moves | None = None, **money: float) -> None:
        """End the year with its incomes, these moves and this money (yuan), and have it recorded."""
        self.society.year = year
        self._earn(year - 2011)
        begin(self.society, SimpleNamespace(name="file")).moves = moves
        for name, amount in money.items():
            setattr(self.society.government, name, amount)
        self.observer.record()

    def _earn(self, t: int) -> None:
        self.set("income", {name: HEADS[name][min(t, 3)] * PERSONS[name] for name in NAMES})

    def value(self, year: int, measure: str, line: str = "", group: str = "all") -> float | None:
        """The one value recorded under a key, or None."""
        found = [row[4] for row in self.observer.rows()["outcomes"]
                 if row[:4] == (year, measure, line, group)]  # fmt: skip
        assert len(found) <= 1
        return found[0] if found else None

    def recorded(self, year: int) -> set[str]:
        """Names of all measures recorded for a year."""
        return {row[1] for row in self.observer.rows()["outcomes"] if row[0] == year}


def people(year: int, names: str = "ABCDEFGHIJKL") -> list[float]:
    """Income of every single person of these households, poorest first."""
    return sorted(float(HEADS[n][year - 2011]) for n in names for _ in range(PERSONS[n]))


def fgt(incomes: list[float], line: float, power: int) -> float:
    """Mean of the relative gap to a power over all, losses counted as nothing."""
    gaps = [(line - max(y, 0.0)) / line for y in incomes if y < line]
    return sum(gap**power for gap in gaps) / len(incomes)


def gini(values: list[float]) -> float:
    """Mean distance of two people over twice the mean."""
    distance = sum(abs(one - other) for one in values for other in values)
    return distance / (2 * len(values) * sum(values))


def sst(incomes: list[float], line: float) -> float:
    """Headcount times mean gap of the poor times one plus the Gini of everybody's gaps."""
    gaps = [max(line - y, 0.0) / line for y in incomes]
    return sum(gaps) / len(gaps) * (1 + gini(gaps))


def sen(incomes: list[float], line: float) -> float:
    """H [I + (1 - I) G], I and G of the poor alone."""
    poor = [y for y in incomes if y < line]
    depth = sum((line - y) / line for y in poor) / len(poor)
    return len(poor) / len(incomes) * (depth + (1 - depth) * gini(poor))


def theil_t(incomes: list[float]) -> float:
    """Mean of r ln r, r being income over the mean."""
    mean = sum(incomes) / len(incomes)
    return sum(y / mean * math.log(y / mean) for y in incomes) / len(incomes)


def theil_l(incomes: list[float]) -> float:
    """Mean of the log of the mean over income."""
    mean = sum(incomes) / len(incomes)
    return sum(math.log(mean / y) for y in incomes) / len(incomes)
