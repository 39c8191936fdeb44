"""The end of the year as statistics see it: state becomes tidy rows (year, measure, line, group)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import product
from typing import Any

import numpy as np

from sim import measures
from sim.ground.guards import ROUNDING
from sim.measures import Distribution, Undefined
from sim.processes.causes import CAUSES, true_cause
from sim.record.pairing import UNITS as PAIRING_UNITS
from sim.record.pairing import of_pairing
from sim.record.spells import Spells
from sim.record.targeting import poor_before_aid, targeting
from sim.society import Society

LEAST_SHARE = 0.01
ALWAYS = ("population", "poverty_line")
GROUPED = ("fgt0", "fgt1", "fgt2", "income_mean")
UNITS = {"income_mean": "yuan/person/year", "income_median": "yuan/person/year",
         "consumption_mean": "yuan/person/year", "consumption_median": "yuan/person/year",
         "cost_total": "yuan", "cost_society": "yuan",
         "cost_donors": "yuan", "budget_unspent": "yuan", "budget_returned": "yuan",
         "population": "persons", "poverty_line": "yuan/person/year", "fgt0": "share",
         "mpi_h": "share", "mpi_a": "share", "exit_rate": "share", "return_rate": "share",
         "inclusion_error": "share", "exclusion_error": "share", "leakage": "share",
         "survival": "share", "palma": "ratio", "s80s20": "ratio"} | PAIRING_UNITS
POVERTY: dict[str, Callable[..., float]] = {
    "fgt0": lambda d, z: measures.fgt(d, z, alpha=0),
    "fgt1": lambda d, z: measures.fgt(d, z, alpha=1),
    "fgt2": lambda d, z: measures.fgt(d, z, alpha=2),
    "sst": measures.sst, "sen": measures.sen,
}
INEQUALITY: dict[str, Callable[..., float]] = {
    "gini": measures.gini, "palma": measures.palma, "s80s20": measures.s80s20,
}
POSITIVE: dict[str, Callable[..., float]] = {
    "theil_t": measures.theil_t, "theil_l": measures.theil_l, "atkinson_1": measures.atkinson,
}
LEVELS: dict[str, Callable[[Distribution], float]] = {
    "mean": lambda people: float(people.mean),
    "median": lambda people: float(people.quantile(0.5)),
}
INDICATORS = (1 / 6, 1 / 6, 1 / 6, 1 / 6) + (1 / 18,) * 6
MPI_CUTOFF = 1 / 3
FEW_ASSETS = 1500  # yuan of farm capital
MEDIAN_SHARE = 0.6  # of a line `median` that says no share


class Observer:
    """Records a society's years and hands them over as tidy rows."""

    def __init__(self, society: Society) -> None:
        self.society = society
        self.record_plan = society.scenario.record
        self.wanted = {*ALWAYS, *self.record_plan.measures}
        start, years = society.scenario.start, society.scenario.years
        self.drawn_years = {start, start + years // 2, start + years}
        self.tables: dict[str, list[tuple]] = {
            "outcomes": [], "distributions": [], "transitions": [], "ledger": [], "households": []
        }
        self.poor_before: np.ndarray | None = None
        self.exited_before: np.ndarray | None = None
        self.spells = Spells(len(society.households))
        mark_quintiles(society)

    def rows(self) -> dict[str, list[tuple]]:
        """All recorded rows by table."""
        return self.tables

    def record(self) -> None:
        """Record the year the society has just lived."""
        society, year = self.society, self.society.year
        for name, line, group, value in self._values(society):
            if self._asked(name) and value == value:
                unit = UNITS.get(name, UNITS.get(_plain(name), "index"))
                self.tables["outcomes"].append((year, name, line, group, float(value), unit))
        for payer, payee, kind, amount in society.ledger.entries if not self._opening() else ():
            self.tables["ledger"].append((year, payer, payee, kind, amount))
        if year in self.drawn_years:
            self._record_distributions()
        self._record_households()

    def _asked(self, *names: str) -> bool:
        return any({name, _plain(name)} & self.wanted for name in names)

    def _record_households(self) -> None:
        """The chosen columns of households at equal steps over the rows, that is over villages."""
        h, plan, year = self.society.households, self.record_plan, self.society.year
        rows = np.arange(plan.households) * len(h) // max(plan.households, 1)
        states = [h.arrays[name][rows].tolist() for name in plan.columns]
        self.tables["households"].extend(zip([year] * len(rows), rows.tolist(), *states, strict=True))

    def _opening(self) -> bool:
        return self.society.year == self.society.scenario.start

    def _values(self, society: Society) -> Iterator[tuple[str, str, str, float]]:
        h, w = society.households, society.world
        income = h.income / h.persons
        yield "population", "", "all", society.population
        yield "poverty_line", "", "all", w.poverty_line
        lines = self._lines(income)
        for prefix, values in (("", income), ("consumption_", h.consumption / h.persons)):
            yield from self._whole(prefix, values, lines)
        if self._asked(*GROUPED):
            yield from self._groups(income)
        if self._asked("mpi_h", "mpi_a", "mpi_m0"):
            yield from multidimensional(society)
        yield from self._mobility(income)
        poor = poor_before_aid(society)
        if self._asked("inclusion_error", "exclusion_error", "leakage"):
            yield from targeting(society, poor)
        yield from costs(society, opening=self._opening())
        yield from of_pairing(society, poor, set(self.record_plan.measures))
        yield from self._survival(income)

    def _whole(
        self, prefix: str, values: np.ndarray, lines: dict[str, float]
    ) -> Iterator[tuple[str, str, str, float]]:
        h, national = self.society.households, self.society.world.poverty_line
        for name, line, measure in whole(prefix, values, h.persons, lines, national):
            if self._asked(name):
                with suppress(Undefined):
                    yield name, line, "all", measure()

    def _lines(self, income: np.ndarray) -> dict[str, float]:
        """Yuan of each line; a share of a median of nothing is no line."""
        lines = {name: self._line(name, income) for name in self.record_plan.lines}
        return {name: yuan for name, yuan in lines.items() if yuan > 0}

    def _line(self, name: str, income: np.ndarray) -> float:
        national, own = self.society.world.poverty_line, dict(self.record_plan.own_lines)
        if name in own:
            return own[name]
        kind, _, factor = name.partition("_")
        if kind == "national":
            return national * float(factor or 1)
        people = Distribution(income, self.society.households.persons)
        return float(factor or MEDIAN_SHARE) * float(people.quantile(0.5))

    def _groups(self, income: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
        society = self.society
        h = society.households
        codes: dict[str, np.ndarray] = {}
        if "quintile" in self.record_plan.groups:
            codes["quintile"] = h.opening_quintile
        if "remoteness" in self.record_plan.groups:
            codes["remoteness"] = society.villages.remoteness_quartile[h.village]
        if "cause" in self.record_plan.groups:
            codes["cause"] = true_cause(society)
        yield from grouped(codes, income, h.persons, self._lines(income))

    def _mobility(self, income: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
        h, w = self.society.households, self.society.world
        poor = income < w.poverty_line
        exited = np.zeros(len(poor), bool)
        if self.poor_before is not None:
            exited = self.poor_before & ~poor
            self._record_transitions(self.poor_before, poor)
            yield "exit_rate", "national", "all", share(h.persons, self.poor_before, exited)
        if self.exited_before is not None and self.society.year > self.society.scenario.start + 1:
            back = self.exited_before & poor
            yield "return_rate", "national", "all", share(h.persons, self.exited_before, back)
        self.poor_before, self.exited_before = poor, exited

    def _survival(self, income: np.ndarray) -> Iterator[tuple[str, str, str, float]]:
        society, plan = self.society, self.record_plan
        if "survival" not in plan.measures:
            return
        self.spells.watch(society, income < society.world.poverty_line)
        last = society.scenario.start + society.scenario.years
        if society.year == last:
            for kind, years, value in self.spells.survival(last):
                yield "survival", "national", f"{kind}={years}", value

    def _record_transitions(self, before: np.ndarray, poor: np.ndarray) -> None:
        h, year = self.society.households, self.society.year
        pairs = product(("not_poor", "poor"), repeat=2)
        persons = np.bincount(2 * before + poor, h.persons, minlength=4)
        for (was, now), number in zip(pairs, persons, strict=True):
            self.tables["transitions"].append((year - 1, year, was, now, float(number)))

    def _record_distributions(self) -> None:
        h, year = self.society.households, self.society.year
        for variable, values in (("consumption", h.consumption), ("income", h.income)):
            bins = Distribution(values / h.persons, h.persons).bin_means(100)
            self.tables["distributions"].extend(
                (year, variable, i + 1, float(value)) for i, value in enumerate(bins)
            )


def _plain(name: str) -> str:
    return name.removeprefix("consumption_")


def mark_quintiles(society: Society) -> None:
    """Quintile of income per head, person-weighted, at the opening."""
    h = society.households
    head = h.income / h.persons
    order = np.argsort(head, kind="stable")
    below = np.cumsum(h.persons[order]) - 0.5 * h.persons[order]
    h.opening_quintile[order] = 1 + np.minimum(5 * below // society.population, 4).astype(np.int64)


def share(persons: np.ndarray, among: np.ndarray, hit: np.ndarray) -> float:
    """Persons hit as a share of those among; NaN if there are none."""
    whole_sum = float((persons * among).sum())
    return float((persons * hit).sum()) / whole_sum if whole_sum > 0 else float("nan")


def whole(
    prefix: str, values: np.ndarray, persons: np.ndarray, lines: dict[str, float], national: float
) -> Iterator[tuple[str, str, Callable[[], float]]]:
    """Poverty and inequality of one variable per head, each as what computes it when called.

    Values below zero count as zero; logarithms use at least one per cent of the line: of the own in
    Watts, of the national in measures that have none.
    """
    people = Distribution(np.maximum(values, 0.0), persons)
    raised = cache(lambda line: Distribution(np.maximum(values, LEAST_SHARE * line), persons))

    def of_logarithms(measure: Callable[..., float], line: float, *lines: float) -> float:
        return measure(raised(line), *lines)

    for line, z in lines.items():
        for name, measure in POVERTY.items():
            yield prefix + name, line, partial(measure, people, z)
        yield prefix + "watts", line, partial(of_logarithms, measures.watts, z, z)
    for name, measure in INEQUALITY.items():
        yield prefix + name, "", partial(measure, people)
    for name, measure in POSITIVE.items():
        yield prefix + name, "", partial(of_logarithms, measure, national)
    for name, level in LEVELS.items():
        yield (prefix or "income_") + name, "", partial(level, people)


def grouped(
    codes: dict[str, np.ndarray], income: np.ndarray, persons: np.ndarray, lines: dict[str, float]
) -> Iterator[tuple[str, str, str, float]]:
    """FGT and mean income of each group of each dimension."""
    everybody = slice(None)
    parts: dict[tuple[str, str], tuple[Any, np.ndarray]]
    parts = {("income_mean", ""): (everybody, persons * np.maximum(income, 0.0))}
    for line, z in lines.items():
        poor = np.flatnonzero(income < z)
        gap = 1 - np.maximum(income[poor], 0.0) / z
        for power in (0, 1, 2):
            parts[f"fgt{power}", line] = poor, persons[poor] * gap**power
    for dimension, code in codes.items():
        people = np.bincount(code, persons)
        names = dict(enumerate(CAUSES)) if dimension == "cause" else {}
        for (name, line), (rows, amounts) in parts.items():
            total = np.bincount(code[rows], amounts, len(people))
            for k in np.flatnonzero(people > 0):
                group = f"{dimension}={names.get(int(k), int(k))}"
                yield name, line, group, float(total[k] / people[k])


def multidimensional(society: Society) -> Iterator[tuple[str, str, str, float]]:
    """Alkire-Foster headcount, intensity and their product at a third of weighted indicators."""
    h, unschooled = society.households, society.households.schooling < society.world.primary_schooling
    flags: tuple[Any, ...] = (
        h.health < 0.5, h.undernourished, unschooled, h.dropped_out, h.unsafe_house,
        h.unsafe_water, h.no_electricity, h.no_toilet, h.solid_fuel, h.farm_capital < FEW_ASSETS,
    )
    score = sum(weight * flag for weight, flag in zip(INDICATORS, flags, strict=True))
    poor = score >= MPI_CUTOFF - ROUNDING
    headcount = society.total(h.persons * poor) / society.population
    adjusted = society.total(h.persons * poor * score) / society.population
    yield "mpi_h", "", "all", headcount
    yield "mpi_m0", "", "all", adjusted
    if headcount > 0:
        yield "mpi_a", "", "all", adjusted / headcount


def costs(society: Society, opening: bool) -> Iterator[tuple[str, str, str, float]]:
    """What the programme paid, what lapsed, and what society bore besides."""
    if opening:
        yield "cost_total", "", "all", 0.0
        yield "cost_society", "", "all", 0.0
        return
    g = {name: float(column[0]) for name, column in society.government.items()}
    yield "cost_total", "", "all", g["cost_total"]
    if society.purses:
        yield "budget_unspent", "", "all", g["budget_unspent"]
    if society.purses or g["budget_returned"]:
        yield "budget_returned", "", "all", g["budget_returned"]
    if g["cost_donors"] > 0:
        yield "cost_donors", "", "all", g["cost_donors"]
    losses = float(society.bank.losses[0] + society.bank.pool_losses[0])
    burden = society.world.marginal_cost_of_funds * g["programme_tax"]
    contributions = society.total(society.households.own_contribution)
    yield "cost_society", "", "all", g["cost_total"] + losses + burden + contributions
