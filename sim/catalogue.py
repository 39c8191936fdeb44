"""All that is declared, collected from where it is: parameters, columns, payments, streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim import agents, population, processes, strategies
from sim.ground.channels import CHANNELS
from sim.ground.parameters import Parameter
from sim.ground.payments import Payment
from sim.ground.rooms import members
from sim.ground.schema import Column
from sim.strategies import pairing


def collect(
    homes: Iterable[tuple[str, Mapping[str, Any]]],
) -> tuple[dict[str, Any], dict[str, str]]:
    """Declarations by name, and the home of each; ImportError for a name with two declarations."""
    found: dict[str, Any] = {}
    where: dict[str, str] = {}
    for home, declared in homes:
        for name, one in declared.items():
            if found.setdefault(name, one) is not one:
                raise ImportError(f"{name} is declared in {where[name]} and in {home}")
            where.setdefault(name, home)
    return found, where


def _named(name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What files declare under a name of their own."""
    for module in _MODULES:
        yield module.__name__, getattr(module, name, {})


def _payments() -> Iterator[tuple[str, Mapping[str, Payment]]]:
    """What files declare, and the strategies and local models in them."""
    yield from _named("PAYMENTS")
    for module in _MODULES:
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__:
                yield module.__name__, vars(value).get("payments", {})


def all_payments(others: Iterable[type[strategies.Strategy]] = ()) -> dict[str, Payment]:
    """Every declared kind of payment: ours, and those of strategies installed or handed over."""
    found: dict[str, Payment] = {}
    for strategy in (*strategies.find().values(), *others):
        found |= strategy.payments
    return found | PAYMENTS


_MODULES = [
    *members(agents), *members(population), *members(processes), *members(pairing),
    *members(strategies),
]  # fmt: skip
PARAMETERS: dict[str, Parameter]
PARAMETERS, HOMES = collect(_named("PARAMETERS"))
PAYMENTS: dict[str, Payment]
PAYMENTS, PAYMENT_HOMES = collect(_payments())
STREAMS: dict[str, str]
STREAMS, STREAM_HOMES = collect(_named("STREAMS"))
COLUMNS: dict[str, dict[str, Column]] = {
    module.__name__.rsplit(".", 1)[1]: module.COLUMNS
    for module in _MODULES if hasattr(module, "COLUMNS")
}  # fmt: skip
COLUMNS["channels"] = dict(CHANNELS)
