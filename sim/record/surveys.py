"""What surveys tell of a county: where income comes from, how it is spread, how shocks are met."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cache, cached_property, partial

import numpy as np

from sim.data import column
from sim.ground.measured import NATIONAL, Measured
from sim.ground.tables import Chosen
from sim.measures import Distribution, chronic_transient
from sim.measures.distribution import Values
from sim.processes.causes import CAUSES, causes
from sim.processes.identification import own_income
from sim.record.per_head import LEAST_SHARE
from sim.record.seen import Seen
from sim.society import Society

CHANGES, YEARS_OF_PANEL = 5, 9
POOREST, RICHEST = (0, 0.1), (2 / 3, 1)
"""Groups of wealth, as shares from the poorest, of Jalan and Ravallion (1999)."""
WEAK_HEALTH = 0.6
NEAREST, REMOTEST = 1, 4  # quarters of remoteness
POOREST_THIRD = 1 / 3
CAUSES_ASKED = {"illness": "illness", "funds": "lack of funds", "skill": "lack of skill",
                "labour": "lack of labour"}

_share = partial(Measured, unit="share")
MEASURES = (
    _share(name="wage_share", title="wages in income", formula="wages / income",
           meaning="Share of the county's income that is wages."),
    _share(name="business_share", title="farm and activity in income",
           formula="(farm + activity) / income",
           meaning="Share of the county's income that comes from own production."),
    _share(name="transfer_share", title="transfers in income", formula="transfers / income",
           meaning="Share of the county's income that is transfers."),
    _share(name="chronic_share", title="chronic share", lines=NATIONAL,
           formula="squared gap of mean income / mean squared gap",
           meaning="Share of the squared gap that lasts, over the last nine years, or fewer, of "
                   "income as surveys see it, with their noise.",
           reference="Jalan and Ravallion (2000)"),
    _share(name="pass_through_poorest", title="pass-through of the poorest",
           formula="slope of changes of consumption on those of income",
           meaning="Share of yearly changes of income, the last five or fewer, that is passed to "
                   "consumption in the poorest tenth of opening wealth.",
           reference="Jalan and Ravallion (1999)"),
    _share(name="pass_through_richest", title="pass-through of the richest",
           formula="slope of changes of consumption on those of income",
           meaning="The same of the richest third of opening wealth.",
           reference="Jalan and Ravallion (1999)"),
    _share(name="pass_through_fall", title="fall of pass-through",
           formula="- slope of pass-through on log wealth x distance of the groups",
           meaning="By how much pass-through falls from the poorest tenth to the richest third if it "
                   "falls evenly in the logarithm of opening wealth.",
           reference="Jalan and Ravallion (1999)"),
    Measured(name="remote_poverty_ratio", title="poverty by remoteness", unit="ratio", lines=NATIONAL,
             formula="headcount, remotest quarter of villages / nearest",
             meaning="How many times as many persons are poor in the remotest villages."),
    Measured(name="ill_poverty_ratio", title="poverty by illness", unit="ratio", lines=NATIONAL,
             formula="headcount, ill or of weak health / others",
             meaning="How many times as many persons are poor in households with an illness or weak "
                     "health."),
    _share(name="bank_debt_of_poor", title="bank debt of the poor",
           formula="bank debt, poorest third of permanent income / all",
           meaning="Share of bank debt that the poorest third of households owes."),
    *(_share(name=f"poor_{lack}", title=f"{words} among the causes of poverty",
             formula="mean over households with permanent income below the line",
             meaning=f"Poor households by permanent income with {words} among their causes; several may "
                     "hold.")
      for lack, words in CAUSES_ASKED.items()),
    Measured(name="consumption_shape_gap", title="distance of consumption's shape", unit="log",
             formula="mean of |ln simulated - ln published| of 100 bins over their means",
             meaning="How far the shape of consumption is from that of rural China in 2011.",
             reference="World Bank, PIP"),
)  # fmt: skip


class Panel:
    """Columns of the last years, and the log of opening wealth per head, one value a household."""

    def __init__(self, society: Society) -> None:
        h = society.households
        wealth = (h.cash + h.farm_capital + h.activity_capital) / h.persons
        self.log_wealth = np.log(np.maximum(wealth, LEAST_SHARE * society.world.poverty_line))
        self.observed = deque[np.ndarray](maxlen=YEARS_OF_PANEL)
        self.income = deque[np.ndarray](maxlen=CHANGES + 1)
        self.consumption = deque[np.ndarray](maxlen=CHANGES + 1)

    def note(self, society: Society) -> None:
        """Keep the year that has ended."""
        h = society.households
        self.observed.append(h.observed_income / h.persons)
        self.income.append(h.income.copy())
        self.consumption.append(h.consumption.copy())

    def changes(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Changes of income and of consumption from year to year, yuan: each years x rows."""
        income, consumption = (np.array(years)[:, rows] for years in (self.income, self.consumption))
        return np.diff(income, axis=0), np.diff(consumption, axis=0)

    def group(self, shares: tuple[float, float]) -> np.ndarray:
        """The households of a group of opening wealth, the same in every year: one bool each."""
        return self._groups[shares]

    @cached_property
    def _groups(self) -> dict[tuple[float, float], np.ndarray]:
        bounds = {shares: np.quantile(self.log_wealth, shares) for shares in (POOREST, RICHEST)}
        return {shares: (self.log_wealth >= low) & (self.log_wealth <= high)
                for shares, (low, high) in bounds.items()}

    def pass_through(self, shares: tuple[float, float]) -> float:
        """Slope of changes of consumption on changes of income in a group of opening wealth."""
        change, answer = (values.ravel() for values in self.changes(self.group(shares)))
        return float(np.cov(change, answer)[0, 1] / change.var(ddof=1))

    def fall_of_pass_through(self) -> float:
        """From the poorest tenth to the richest third, if even in the log of wealth (OLS)."""
        change, answer = self.changes(np.ones(len(self.log_wealth), bool))
        wealth = np.broadcast_to(self.log_wealth - self.log_wealth.mean(), change.shape)
        terms = [np.ones_like(change), wealth, change, change * wealth]
        design = np.stack([term.ravel() for term in terms], axis=1)
        slopes, *_ = np.linalg.lstsq(design, answer.ravel(), rcond=None)
        distance = (self.log_wealth[self.group(RICHEST)].mean()
                    - self.log_wealth[self.group(POOREST)].mean())
        return float(-slopes[-1] * distance)


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """Shares and ratios of the year, and what the last years together tell."""
    h, persons = seen.society.households, seen.society.households.persons
    income = float(h.income.sum())
    income = income if income > 0 else float("nan")  # of losses there are no shares
    yield "wage_share", "", "all", float(h.wage_income.sum()) / income
    yield "business_share", "", "all", float((h.farm_income + h.activity_income).sum()) / income
    yield "transfer_share", "", "all", float(h.transfer_income.sum()) / income
    quarter = seen.society.villages.remoteness_quartile[h.village]
    sick = h.ill | h.chronically_ill | (h.health < WEAK_HEALTH)
    ratio = partial(ratio_of_headcounts, seen.poor, persons)
    yield "remote_poverty_ratio", "national", "all", ratio(quarter == REMOTEST, quarter == NEAREST)
    yield "ill_poverty_ratio", "national", "all", ratio(sick, ~sick)
    yield "bank_debt_of_poor", "", "all", debt_of_poorest(seen.society)
    gaps = shape_gaps(seen.whole["consumption"].plain)
    yield "consumption_shape_gap", "", "all", float(np.abs(gaps).mean())
    yield from of_causes(seen)
    yield from of_panel(seen)


def of_causes(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """How many of the poor by permanent income have each cause, if anybody is poor."""
    h = seen.society.households
    poor = np.flatnonzero(own_income(seen.society) < seen.national)
    if poor.size:
        held = causes(seen.society, Chosen(h, poor))
        for lack in CAUSES_ASKED:
            yield f"poor_{lack}", "", "all", float(held[:, CAUSES[1:].index(lack)].mean())


def of_panel(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """What takes two years at least."""
    panel = seen.remembered(Panel, seen.society)
    panel.note(seen.society)
    if len(panel.observed) == 1:
        return
    yield "pass_through_poorest", "", "all", panel.pass_through(POOREST)
    yield "pass_through_richest", "", "all", panel.pass_through(RICHEST)
    yield "pass_through_fall", "", "all", panel.fall_of_pass_through()
    persons = seen.society.households.persons
    parts = chronic_transient(np.array(panel.observed), seen.national, persons)
    if parts.total > 0:
        yield "chronic_share", "national", "all", parts.chronic / parts.total


def ratio_of_headcounts(
    poor: np.ndarray, persons: np.ndarray, some: np.ndarray, others: np.ndarray
) -> float:
    """Headcount of some households over that of others; NaN where there are no such people."""
    people = [float(persons[rows].sum()) for rows in (some, others)]
    lacking = [float((persons * poor)[rows].sum()) for rows in (some, others)]
    if not (people[0] and lacking[1]):
        return float("nan")
    return (lacking[0] / people[0]) / (lacking[1] / people[1])


def debt_of_poorest(society: Society) -> float:
    """Share of bank debt owed by the poorest third of permanent income; none of none."""
    h = society.households
    head = h.permanent_income / h.persons
    poorest = float(h.debt_bank[head <= np.quantile(head, POOREST_THIRD)].sum())
    return poorest / max(float(h.debt_bank.sum()), 1.0)


def shape_gaps(consumption: Values, persons: np.ndarray | None = None) -> np.ndarray:
    """Gaps in logs of 100 bins of consumption per head over their mean to the published ones.

    The shape is that of China's villages in 2011; parameters are one value a household, or a
    distribution of them. A bin that consumes hardly anything counts by a least share of the mean, as
    logs of incomes do; NaN where nobody consumes anything.
    """
    published = published_shape()
    people = Distribution.of(consumption, persons)
    if people.mean == 0:
        return np.full(len(published), np.nan)
    relative = np.maximum(people.bin_means(len(published)) / people.mean, LEAST_SHARE)
    return np.log(relative) - np.log(published)


@cache
def published_shape() -> np.ndarray:
    """Means of 100 bins of consumption in China's villages of 2011 over the mean of all."""
    return np.array(column("china_rural_consumption_2011", "relative"))
