"""How a mechanism is switched off for the table of mechanisms, and how counties live without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from small_county import OURS, opened, plan

from sim.catalogue import PARAMETERS
from sim.cycle import CYCLE, live_a_year
from sim.ground.parameters import Paths
from sim.simulate import enter_arm
from sim.society import Society

ENTERPRISING = {"village_household_pairing": {"only": [
    "capable_person", "association_leader", "paired_provinces"]}}
FINANCED = {"village_household_pairing": {"only": [
    "cadre_household", "targeted_identification", "skill_training", "start_up_grants",
    "mutual_aid_funds", "women_micro_credit", "quadrilateral_linkage"], "grant_spending": 0.2}}
EMPLOYED = {"village_household_pairing": {"only": ["entrepreneur_help"]}}
SCENARIO = plan(OURS | {"enterprising": ENTERPRISING, "financed": FINANCED, "employed": EMPLOYED})
_AS_IS: dict[str, Society] = {}


@dataclass(frozen=True)
class Mechanism:
    """A process of the cycle, a statement on what it does, and what stands for it when off.

    `statement` takes a `Living` and says whether it holds; `neutral` takes the arguments of the
    process.
    """

    function: Callable
    statement: Callable[[Living], Any]
    neutral: Callable = lambda *given: None

    @property
    def name(self) -> str:
        return self.function.__name__


class Living:
    """Lets the same county live in an arm, with or without a mechanism, under changed numbers."""

    def __init__(self, without: Mechanism | None = None) -> None:
        self.without = without
        self.cycle = tuple(
            without.neutral if without and process is without.function else process
            for process in CYCLE
        )

    @property
    def opened(self) -> Society:
        """The county before the first year."""
        return opened(SCENARIO)

    def __call__(self, arm: str = "none", years: int = 1, **world: Any) -> Society:
        """The county after some years; world values hold from its first year on, unchecked."""
        key = f"{arm} {years} {sorted(world.items())}"
        if self.without is not None:
            return self._live(arm, years, world)
        if key not in _AS_IS:
            _AS_IS[key] = self._live(arm, years, world)
        return _AS_IS[key]

    def _live(self, arm: str, years: int, world: dict[str, Any]) -> Society:
        society = enter_arm(self.opened, arm)
        society.paths = Paths(PARAMETERS, world)
        for _ in range(years):
            society.year += 1
            live_a_year(society, self.cycle)
        return society


def setting(**columns: Any) -> Callable:
    """A neutral process that sets columns of the households, `kind__name` of other agents."""

    def neutral(*given: Any) -> None:
        society = given[-1]
        for name, value in columns.items():
            kind, _, column = name.rpartition("__")
            setattr(society.tables[kind or "household"], column, value)

    return neutral


def flow(society: Society, kind: str, payer: str = "", payee: str = "") -> float:
    """Yuan that moved under a kind this year, from a payer and to a payee if they are named."""
    return sum(
        float(values.sum())
        for (one, other, what), values in society.ledger.flows.items()
        if what == kind and payer in ("", one) and payee in ("", other)
    )


def mean(values: np.ndarray, among: np.ndarray) -> float:
    """Mean among some rows; there must be some."""
    assert among.any()
    return float(values[among].mean())


def closes(live: Living, *given: Any, **world: Any) -> bool:
    """Whether the books of the year close."""
    from sim.ground.ledger import LedgerError

    try:
        return bool(live(*given, **world))
    except LedgerError:
        return False
