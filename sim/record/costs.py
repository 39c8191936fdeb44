"""Costs: what the programme paid, what lapsed, and what society bore besides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import BY_DEFAULT, ON_REQUEST, Measured
from sim.record.seen import Seen

_cost = partial(Measured, unit="yuan", recorded=BY_DEFAULT)
MEASURES = (
    _cost(name="cost_total", title="cost", formula="budget - unspent",
          other_names=("programme cost",),
          meaning="Yuan that the programme purses paid out this year."),
    _cost(name="cost_society", title="cost to society",
          formula="cost + write-offs + cost of funds x tax + own contributions",
          other_names=("social cost",),
          meaning="What programmes paid, loans written off, the burden of the taxes raised for them, "
                  "and what households added of their own."),
    _cost(name="budget_unspent", title="budget unspent", formula="left in purses",
          meaning="Yuan of this year's budget that programmes did not spend: they lapse."),
    _cost(name="budget_returned", title="budget returned", formula="deposits free of loans",
          meaning="Yuan of deposits of the guarantee pool that no loan needs any more: they go back."),
    _cost(name="cost_donors", title="cost to donors", formula="sum of what donors paid",
          recorded=ON_REQUEST, meaning="Yuan of that cost that donors paid, where they paid any."),
)  # fmt: skip


def values(seen: Seen) -> Iterator[tuple[str, str, str, float]]:
    """What the programme paid, what lapsed, and what society bore besides."""
    noted = {} if seen.opening else seen.society.facts
    paid, returned = noted.get("cost_total", 0.0), noted.get("budget_returned", 0.0)
    yield "cost_total", "", "all", paid
    if seen.society.purses:
        yield "budget_unspent", "", "all", noted["budget_unspent"]
    if seen.society.purses or returned:
        yield "budget_returned", "", "all", returned
    if noted.get("cost_donors", 0.0) > 0:
        yield "cost_donors", "", "all", noted["cost_donors"]
    burden = seen.society.world.marginal_cost_of_funds * noted.get("tax", 0.0)
    yield "cost_society", "", "all", paid + losses(seen) + burden + contributions(seen)


def losses(seen: Seen) -> float:
    """Yuan written off by the bank and the guarantee pool this year."""
    bank = seen.society.bank
    return 0.0 if seen.opening else float(bank.losses[0] + bank.pool_losses[0])


def contributions(seen: Seen) -> float:
    """Yuan of their own that households added to what they were given this year."""
    return 0.0 if seen.opening else seen.society.total(seen.society.households.own_contribution)
