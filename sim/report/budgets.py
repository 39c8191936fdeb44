"""The finding on arms that use one strategy at several budgets: does more money do more?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from sim.charts.budget_response import WORDS, bends
from sim.folder.read import Folder, each
from sim.report.finding import Finding, each_tilt, together
from sim.report.numbers import Numbers, given, name, names

FILE = "figures/budget_response.csv"


def budget_findings(folder: Folder, numbers: Numbers) -> Iterator[Finding]:
    """A paragraph on effect against yuan, where its chart was drawn."""
    rows = numbers.table(FILE)
    if rows.empty:
        return
    found = Finding("Does more money do more")
    found.say("Change of the headcount, mean of the simulated years, in percentage points, against what "
              "was really paid in yuan a person and year; and what each {} yuan more than at the next "
              "lower level add (paired by replication, {} interval each).",
              given(100), given("95%"))  # fmt: skip
    bent = bends(rows)
    for text, strategies in each_tilt(WORDS, bent):
        found.say(text[0].upper() + text[1:] + " {} (last step against first).", names(strategies))
    found.say(*together(folder, len(bent)))
    for strategy in dict.fromkeys(rows["strategy"]):
        own = rows[(rows["strategy"] == strategy) & (rows["quantity"] != "bend")]
        told = [_one(numbers, row.quantity, row.arm, row.other) for row in each(own)]
        found.point("{}: {}.", name(strategy), Markup("; ").join(told))
    yield found


def _one(numbers: Numbers, quantity: str, arm: str, other: str) -> Markup:
    keys: dict[str, Any] = {"quantity": quantity, "arm": arm}
    change = numbers.spread(FILE, 100, 2, True, **keys)
    if quantity == "marginal":
        return Markup("from {} to {} {} for each {} yuan more").format(
            name(other), name(arm), change, given(100)
        )
    return Markup("{} {} for {} yuan").format(name(arm), change, numbers.number(FILE, "paid", **keys))
