"""Mesa agents as thin views on rows: made from the schema, on first use, for all kinds.

Reading `household.income` reads its column; writing writes it. What a user writes between two
years is a gift out of nowhere; money that a process moves past the ledger fails the year's audit.
"""

from __future__ import annotations

from itertools import count
from typing import Any

import mesa
from mesa.agent import AgentSet

from sim.catalogue import COLUMNS
from sim.ground.errors import nearest
from sim.ground.schema import Column
from sim.society import Society

KINDS = {
    "Household": "household", "Cadre": "cadre", "Bank": "bank", "Enterprise": "enterprise",
    "Village": "village", "Government": "government", "Partner": "partner",
}
OWN = ("model", "table", "row", "unique_id", "pos")
"""What a view holds itself; all else is in the columns."""


class View(mesa.Agent):
    """One agent: a row of its kind's table."""

    def __init__(self, model: mesa.Model, table: str, row: int, number: int) -> None:
        # Not registered with Mesa, whose 3.3 keeps every model that numbered an agent for good.
        self.model, self.table, self.row = model, table, row
        self.unique_id, self.pos = number, None

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in OWN and not hasattr(type(self), name):
            raise AttributeError(f"{_article(self.table)} has no column {name!r}"
                                 f"{nearest(name, COLUMNS[self.table])}; "
                                 "antipoverty explain columns lists them")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"

    def remove(self) -> None:
        """Refused: people and land of a county stay, and its columns keep their rows."""
        raise NotImplementedError(f"{_article(self.table)} cannot leave its county, whose columns "
                                  "have a row for each; leave it out with agents.select(...)")


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _column(name: str, column: Column) -> property:
    def read(self: View) -> Any:
        return self.model.society.tables[self.table].arrays[name][self.row].item()

    def write(self: View, value: Any) -> None:
        self.model.society.tables[self.table].arrays[name][self.row] = value

    return property(read, write, doc=f"{column.meaning} ({column.unit})")


def _kind(name: str, table: str) -> type[View]:
    columns = {key: _column(key, column) for key, column in COLUMNS[table].items()}
    return type(name, (View,), {**columns, "__doc__": f"A {name.lower()}, by its columns."})


CLASSES: dict[str, type[View]] = {name: _kind(name, table) for name, table in KINDS.items()}
Household, Cadre, Bank = CLASSES["Household"], CLASSES["Cadre"], CLASSES["Bank"]
Enterprise, Village = CLASSES["Enterprise"], CLASSES["Village"]
Government, Partner = CLASSES["Government"], CLASSES["Partner"]
RichHousehold: type[View] = type(
    "RichHousehold", (Household,), {"__doc__": "A household among the richest of its village."}
)


def make_views(model: mesa.Model, society: Society) -> list[View]:
    """One view a row of every table, households first, numbered from 1."""
    numbers = count(1)
    return [
        kind(model, KINDS[name], row, next(numbers))
        for name, kind in CLASSES.items()
        for row in range(len(society.tables[KINDS[name]]))
    ]


def mark_rich(views: list[View], society: Society) -> None:
    """Turn household views into rich ones, and back, as this year's ranks say."""
    for view, rich in zip(views, society.households.rich.tolist(), strict=False):
        view.__class__ = RichHousehold if rich else Household


def by_type(views: list[View], model: mesa.Model) -> dict[type, AgentSet]:
    """An agent set for each kind present."""
    kinds: dict[type, list[View]] = {}
    for view in views:
        kinds.setdefault(type(view), []).append(view)
    return {kind: AgentSet(members, random=model.random) for kind, members in kinds.items()}
