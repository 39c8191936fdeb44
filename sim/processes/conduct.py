"""The conduct of strategies: in its turn each may read, pay, and fill channels with what that buys.

State is closed to it meanwhile, but for what programmes keep of their own; and each acts on channels
of its own, joined once all have acted, so that none can see what another does.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from sim.ground import tables
from sim.ground.channels import Channel
from sim.ground.errors import ContractError
from sim.ground.purse import Purse
from sim.programme import Programme
from sim.society import Society

KEPT = {
    "household": ("registered", "cause", "helper", "cadre", "on_file", "years_on_file", "barred",
                  "paper_exit", "heard", "grace_left"),
    "cadre": ("load",),
    "village": ("partner", "paired_village"),
}
"""Columns in which programmes keep lists, files and links: all of state that a strategy may write."""
ROUNDING = 1e-9


@contextmanager
def acting(society: Society, programme: Programme, purse: Purse) -> Iterator[None]:
    """Within, the strategy acts; what it may not do is a `ContractError` with its name and year."""
    year = society.year
    try:
        with _closed(society), _own_channels(society):
            paid, numbers = purse.spent, _numbers(society)
            yield
            _check_numbers(numbers, _numbers(society))
            programme.has_paid |= purse.spent > paid
            _check_channels(society, programme)
    except ContractError as error:
        raise ContractError(f"{programme.strategy.name}, {year}: {error}") from error


@contextmanager
def _closed(society: Society) -> Iterator[None]:
    """Within, state can be read alone, and money moves by purses alone."""
    for name, table in society.tables.items():
        table.close(KEPT.get(name, ()))
    society.ledger.closed = True
    try:
        yield
    except ValueError as error:
        if "read-only" not in str(error):
            raise
        raise ContractError(_writes(error)) from error
    finally:
        society.ledger.closed = False
        for table in society.tables.values():
            table.reopen()


def _writes(error: ValueError) -> str:
    """Where state was written, and what may be written."""
    frames = traceback.extract_tb(error.__traceback__)
    line = [frame for frame in frames if frame.filename != tables.__file__][-1]
    where = f" (`{line.line}`, line {line.lineno})" if line.line else ""
    kept = ", ".join(f"{kind}.{name}" for kind, names in KEPT.items() for name in names)
    return (f"writes into the county's state{where}: a strategy pays and fills channels; "
            f"of all columns it may write {kept}")


@contextmanager
def _own_channels(society: Society) -> Iterator[None]:
    """Within, all channels are neutral; afterwards what was added joins what others added."""
    before, society.channels = society.channels, {}
    try:
        yield
    finally:
        own, society.channels = society.channels, before
        for name, channel in own.items():
            if name not in before:
                before[name] = channel
            elif channel.values is not None:
                before[name].add(channel.values)


def _numbers(society: Society) -> dict[str, dict[str, Any]]:
    """Clock, parameters, balances and who acts, which a strategy reads."""
    own = {name: value if isinstance(value, (int, float, str)) else id(value)
           for name, value in vars(society).items()
           if not name.startswith("_") and not callable(value)}  # fmt: skip
    acting = {"programmes": [id(each.strategy) for each in society.programmes.values()]}
    return {"county": own | acting, "world": dict(vars(society.world)),
            "balances": dict(society.ledger.balances)}  # fmt: skip


def _check_numbers(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> None:
    if before != after:
        changed = sorted(
            f"{home}.{name}" for home, old in before.items() for name in old.keys() | after[home].keys()
            if old.get(name) != after[home].get(name))  # fmt: skip
        raise ContractError(f"changes {', '.join(changed)}, which a strategy only reads")


def _check_channels(society: Society, programme: Programme) -> None:
    """What moves between households or villages sums to nought, and nothing helps unpaid."""
    for channel in society.channels.values():
        _check_sum(channel)
    if programme.has_paid:
        return
    filled = sorted(name for name, channel in society.channels.items() if np.any(channel.on()))
    if filled:
        raise ContractError(f"fills {', '.join(filled)} but paid nothing: add what was paid "
                            "(purse.pay returns it) over a unit cost")


def _check_sum(channel: Channel) -> None:
    if channel.values is None or not channel.column.zero_sum:
        return
    total = float(channel.values.sum())
    # Where next to nothing moves, what is left of rounding is of the size of what it moves between.
    if abs(total) > ROUNDING * float(np.abs(channel.values).sum() + channel.size):
        raise ContractError(f"adds {total:g} {channel.column.unit} to {channel.name}: "
                            "what some get others give up, so that it sums to zero")
