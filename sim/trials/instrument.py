"""The generic instrument: doses through the channels and payments that every strategy has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from sim.ground.channels import CHANNELS
from sim.ground.errors import ContractError
from sim.ground.payments import Payment
from sim.ground.purse import Purse
from sim.processes.small_loans import worthwhile_loan
from sim.society import Society
from sim.strategies import Strategy
from sim.trials.lot import Groups
from sim.trials.study import DOSES, Study

DAYS = 300
"""Days of a worker's year, by which a year's wage becomes a day's (assumption)."""
FEE = 1.0
"""Yuan booked for a unit in kind: what it costs the funder, outside, is no part of any effect."""
SPARE = 2.0
"""The purse is this much fuller than the doses at opening prices; what is left lapses."""


class Instrument(Strategy):
    """Gives each treated household the doses of a study, in full, whatever else happens.

    It has no list and no aim: who is treated was drawn by lot before. It falls short where the
    household cannot turn the dose into income.
    """

    name = "instrument"
    title = "Instrument of a trial"
    payments: ClassVar[dict[str, Payment]] = {
        "trial_cash": Payment("Cash handed out in a trial", "programme > households",
            counts_as="transfer"),
        "trial_kind": Payment("What a trial gives in kind", "programme > rest_of_world"),
        "trial_fund": Payment("Seed money that a trial gives to village funds",
            "programme > mutual_funds"),
        "trial_deposit": Payment("Deposits behind loans offered in a trial",
            "programme > guarantee_pool"),
    }  # fmt: skip

    study: ClassVar[Study]
    sizes: ClassVar[dict[str, float]]
    rows: ClassVar[np.ndarray]
    first: ClassVar[int]

    @classmethod
    def of(
        cls, study: Study, groups: Groups, sizes: dict[str, float], first: int
    ) -> type[Instrument]:  # fmt: skip
        """The instrument of one study in one county, to be handed over in Python."""
        own = {"study": study, "sizes": sizes, "rows": np.flatnonzero(groups.treated), "first": first}
        return type(cls.__name__, (cls,), own | {"__doc__": cls.__doc__, "__module__": cls.__module__})

    def act(self, county: Society, purse: Purse, year: int) -> None:
        """Give the doses of this year."""
        for dose in self.study.doses:
            if self.sizes[dose.what] > 0 and self.rows.size and year < self.first + dose.years:
                WAYS.get(dose.what, in_kind)(self, county, purse, dose.what)
        if purse.left <= 0:
            raise ContractError("the purse of the trial is too small for its doses")

    def amounts(self, county: Society, what: str) -> np.ndarray:
        """The dose of each household: nothing for those who are not treated."""
        amounts = np.zeros(len(county.households))
        amounts[self.rows] = self.sizes[what]
        return amounts


def sizes(study: Study, opened: Society, groups: Groups) -> dict[str, float]:
    """The size of each dose: yuan, or units of its channel, for one household and year."""
    h = opened.households
    units = {
        "unit": 1.0,
        "wage": float(opened.villages.mean_wage.mean()) / DAYS,
        "consumption": float(h.consumption[groups.eligible].mean()) if groups.eligible.any() else 0.0,
    }
    return {dose.what: dose.amount * units[dose.of] for dose in study.doses}


def budget(study: Study, opened: Society, groups: Groups, doses: dict[str, float]) -> float:
    """Yuan per person of the county and year that carry every dose: what they do not need lapses."""
    number = float(groups.treated.sum())
    bills = {"medical": opened.world.illness_bill, "seed_subsidy": _package(opened)}
    each = sum(
        amount * (1.0 if DOSES[what] == "yuan" else FEE + bills.get(what, 0.0))
        for what, amount in doses.items()
    )
    return SPARE * number * each / opened.population


def _package(opened: Society) -> float:
    """Mean cost of the seed package of a farm, yuan."""
    return float((opened.world.seed_cost * opened.households.farm_potential).mean())


def in_kind(plan: Instrument, county: Society, purse: Purse, what: str) -> None:
    """Pay outside for what arrives through the channel of that name, at its level."""
    amounts = plan.amounts(county, what)
    price = 1.0 if DOSES[what] == "yuan" else FEE
    purse.pay("rest_of_world", price * amounts.sum(), "trial_kind")
    level = CHANNELS[what].level
    if level == "households":
        county.channel(what).add(amounts)
    elif level == "villages":
        county.channel(what).add(_by_village(county, amounts, what))
    else:
        county.channel(what).add(float(amounts.sum()))


def _by_village(county: Society, amounts: np.ndarray, what: str) -> np.ndarray:
    """Money of a village's households added up; any other dose is one of the village."""
    summed = county.village_sum(amounts)
    if DOSES[what] == "yuan":
        return summed
    return np.maximum.reduceat(amounts, county.villages.first_row)


def cash(plan: Instrument, county: Society, purse: Purse, what: str) -> None:
    """Cash in hand, as transfer income."""
    purse.pay(county.households, plan.amounts(county, what), "trial_cash")


def medical(plan: Instrument, county: Society, purse: Purse, what: str) -> None:
    """A share of medical bills of the year is covered."""
    rates = np.minimum(plan.amounts(county, what), 1.0)
    purse.pledge("medical", float(rates.sum()) * county.world.illness_bill, rates)


def seed(plan: Instrument, county: Society, purse: Purse, what: str) -> None:
    """A share of the improved package is paid for those who use it."""
    rates = np.minimum(plan.amounts(county, what), 1.0)
    bills = county.world.seed_cost * county.households.farm_potential
    if purse.pledge("seed", float((rates * bills).sum()), rates) > 0:
        county.channel(what).add(rates)


def loan(plan: Instrument, county: Society, purse: Purse, what: str) -> None:
    """Small credit is offered: what is worth borrowing at the bank's rate, up to a line."""
    w, owed = county.world, county.households.debt_guaranteed[plan.rows]
    most = np.maximum(plan.sizes[what] - owed, 0.0)
    wanted, _ = worthwhile_loan(county, plan.rows, w.bank_rate, most, int(w.loan_term))
    purse.pay("guarantee_pool", wanted.sum() / w.guarantee_multiple, "trial_deposit")
    county.channel("small_credit").add(wanted, plan.rows)


def fund(plan: Instrument, county: Society, purse: Purse, what: str) -> None:
    """Seed money goes into the funds of treated villages."""
    seeds = _by_village(county, plan.amounts(county, what), what)
    purse.pay("mutual_funds", seeds.sum(), "trial_fund")
    county.channel(what).add(seeds)


WAYS: dict[str, Callable[[Any, Society, Purse, str], None]] = {
    "cash": cash, "medical": medical, "seed_subsidy": seed, "loan": loan, "fund_seed": fund,
}  # fmt: skip
"""How doses reach people that do not simply arrive through their channel."""
