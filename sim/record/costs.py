"""Costs: what the programme paid, what lapsed, and what society bore besides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sim.ground.measured import BY_DEFAULT, ON_REQUEST, SUM, Measured
from sim.record.seen import Seen

_cost = partial(Measured, unit="yuan", recorded=BY_DEFAULT, adds_up=SUM)
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
    if seen.opening:
        yield "cost_total", "", "all", 0.0
        yield "cost_society", "", "all", 0.0
        return
    society = seen.society
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
