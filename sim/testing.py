"""The promises of every strategy, tried on a small county: a test of three lines for its author.

    from sim.testing import check

    def test_my_strategy_keeps_its_promises():
        check(MyStrategy)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from sim.catalogue import PAYMENTS
from sim.cycle import live_next_year
from sim.ground.parameters import Parameter
from sim.ground.payments import Payment
from sim.scenario import load
from sim.scenario.declared import TIMING
from sim.simulate import enter_arm, open_society
from sim.society import Society
from sim.strategies import Strategy

SIZE = {"households": 400, "villages": 2, "years": 3, "replications": 1, "baseline": "none"}
TILE = 137
BUDGETS = (1.0, 150.0, 900.0)  # yuan a person and year: nearly nothing, the usual, more than is needed
BESIDE = ("social_services", "universal_transfer")
ROUNDING = 1e-9

Columns = dict[tuple[str, str], np.ndarray]


def check(kind: type[Strategy], **values: Any) -> None:
    """Try every promise; raises `AssertionError` with all that are broken, one line each.

    `values` are parameters that differ from their defaults.
    """
    broken = [f"{promise}: {why}" for promise, why in report(kind, **values).items() if why]
    if broken:
        raise AssertionError("\n".join([f"{kind.name} breaks its promises", *broken]))


def report(kind: type[Strategy], **values: Any) -> dict[str, str]:
    """Every promise and why it is broken, in a sentence; empty where it is kept."""
    return {promise: _why_not(test, Trial(kind, values)) for promise, test in PROMISES.items()}


def _why_not(test: Callable[[Trial], None], trial: Trial) -> str:
    try:
        test(trial)
    except AssertionError as broken:
        return str(broken)
    except Exception as error:  # whatever the strategy raises is what its author asks for
        return f"{type(error).__name__}: {error}"
    return ""


class Trial:
    """A strategy under these values, let live in copies of one small county."""

    def __init__(self, kind: type[Strategy], values: dict[str, Any]) -> None:
        self.kind, self.values = kind, values

    def enter(self, **changes: Any) -> Society:
        """The county as it enters an arm of the strategy alone; `changes` are the scenario's."""
        return enter({"it": self.use()}, **changes)["it"]

    def use(self, **values: Any) -> dict[Any, Any]:
        """The strategy in an arm, with some values changed."""
        return {self.kind: self.values | values}


@cache
def opened() -> Society:
    """The small county before the first year of any strategy."""
    return open_society(load("quick_look", arms={"none": {}}, **SIZE), 1)


def enter(arms: dict[str, Any], **changes: Any) -> dict[str, Society]:
    """The small county as it enters each of several arms."""
    county = opened().copy()
    county.scenario = load("quick_look", arms={"none": {}} | arms, **SIZE | changes)
    return {arm: enter_arm(county, arm) for arm in arms}


def live(society: Society, years: int = 2) -> Columns:
    """Let years pass, whose books must close; gives all columns by kind and name."""
    for _ in range(years):
        live_next_year(society)
    return {
        (kind, name): column.copy()
        for kind, table in society.tables.items()
        for name, column in table.items()
    }


def equal(left: Columns, right: Columns, what: str) -> None:
    """Refuse columns that are not the same to the bit."""
    unequal = [f"{kind}.{name}" for (kind, name), column in left.items()
               if column.tobytes() != right[kind, name].tobytes()]  # fmt: skip
    assert not unequal, f"{what}: {', '.join(unequal[:5])} differ in {len(unequal)} columns"


def says_what_it_is(trial: Trial) -> None:
    """Title, sentence, an act of its own, and defaults that its parameters allow."""
    kind = trial.kind
    assert kind.title and kind.says, "a title, and a docstring that says what it does"
    assert kind.act is not Strategy.act, "it does not say how it acts"
    for name, parameter in kind.parameters.items():
        assert isinstance(parameter, Parameter), f"{name} is no sim.Parameter"
        assert name not in TIMING, f"{name} is what every arm says of a strategy: call it otherwise"
        wrong = parameter.check(parameter.default)
        assert wrong is None, f"the default of {name} {wrong}"
    for name, payment in kind.payments.items():
        assert isinstance(payment, Payment), f"{name} is no sim.Payment"
        assert PAYMENTS.get(name, payment) == payment, f"{name} is declared already: call it otherwise"


def does_nothing_without_money(trial: Trial) -> None:
    """An empty purse is the baseline to the bit."""
    nothing = live(enter({"nothing": {}})["nothing"])
    equal(live(trial.enter(budget=0.0)), nothing, "with an empty purse")


def stays_within_its_budget(trial: Trial) -> None:
    """The books close, and no more is spent than there is, whoever gives it."""
    for finance in ("outside", "local", "mixed"):
        for budget in BUDGETS:
            society = trial.enter(budget=budget, finance=finance)
            for _ in range(2):
                offered = budget * society.population
                live(society, 1)
                spent = sum(amount for payer, _, kind, amount in society.ledger.entries
                            if payer.startswith("programme:") and kind != "unspent")  # fmt: skip
                most = f"{spent:,.2f} yuan of {offered:,.2f} spent in {society.year}"
                assert spent <= offered * (1 + ROUNDING), most


def does_the_same_again(trial: Trial) -> None:
    """The same county and luck give the same years to the bit."""
    equal(live(trial.enter()), live(trial.enter()), "lived twice")


def looks_at_whole_tables(trial: Trial) -> None:
    """How tables are cut into tiles for the processor changes nothing."""
    apart = trial.enter()
    apart.cut(TILE)
    equal(live(trial.enter()), live(apart), f"in tiles of {TILE} households")


def minds_no_neighbour(trial: Trial) -> None:
    """Beside another strategy it does not matter who acts first."""
    for other in BESIDE:
        if other == trial.kind.name:
            continue
        left, right = (enter({"both": trial.use() | {other: {}}})["both"] for _ in range(2))
        right.programmes = dict(reversed(right.programmes.items()))
        after = live(right)
        unequal = [f"{kind}.{name}" for (kind, name), column in live(left).items()
                   if not np.allclose(column, after[kind, name], rtol=ROUNDING, atol=1e-6)]  # fmt: skip
        assert not unequal, f"beside {other} the order changes {', '.join(unequal[:5])}"


def keeps_to_its_years(trial: Trial) -> None:
    """Before `from` it is the baseline to the bit, and after `until` nothing is paid."""
    first = opened().scenario.start + 2
    society = enter({"late": trial.use(**{"from": first, "until": first})})["late"]
    before = live(enter({"nothing": {}})["nothing"], 1)
    equal(live(society, 1), before, "before its first year")
    live(society, 2)
    paid = [entry for entry in society.ledger.entries if entry[0].startswith("programme:")]
    assert not paid and not society.channels, "it acts after its last year"


def lives_at_all_bounds(trial: Trial) -> None:
    """Every parameter at the ends of its range, every choice and every name alone."""
    arms, failed = _at_bounds(trial), []
    for arm, society in enter({arm: use for arm, (_, use) in arms.items()}).items():
        try:
            live(society)
        except Exception as error:  # all that fail are told at once
            failed.append(f"{arms[arm][0]}: {type(error).__name__}: {error}")
    assert not failed, "; ".join(failed)


def _at_bounds(trial: Trial) -> dict[str, tuple[str, dict[Any, Any]]]:
    """Arms with one parameter changed, each with what it is called."""
    ends = [(name, value) for name, parameter in trial.kind.parameters.items()
            for value in _ends(parameter) if _reaches(trial, name, value)]  # fmt: skip
    return {f"a{place}": (f"{name} {value}", trial.use(**{name: value}))
            for place, (name, value) in enumerate(ends)}  # fmt: skip


def _reaches(trial: Trial, name: str, value: Any) -> bool:
    """Whether the small county has what a value asks for."""
    defaults = {key: parameter.default for key, parameter in trial.kind.parameters.items()}
    return name not in trial.kind.out_of_reach(
        defaults | trial.values | {name: value}, opened().world
    )


def _ends(parameter: Parameter) -> list[Any]:
    if parameter.kind == "switch":
        return [not parameter.default]
    if parameter.kind == "number":
        return [bound for bound in (parameter.low, parameter.high) if bound is not None]
    names = list(parameter.choices or ())
    return names if parameter.kind == "choice" else [[], names, *([name] for name in names)]


PROMISES: dict[str, Callable[[Trial], None]] = {
    "it says what it is": says_what_it_is,
    "without money it does nothing": does_nothing_without_money,
    "it stays within its budget and the books close": stays_within_its_budget,
    "it does the same again": does_the_same_again,
    "tiles do not matter": looks_at_whole_tables,
    "the order of strategies does not matter": minds_no_neighbour,
    "it keeps to its years": keeps_to_its_years,
    "every parameter lives at both bounds": lives_at_all_bounds,
}
