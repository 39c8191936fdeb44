"""Mesa agents as thin views on rows: made from the schema, on first use, for all kinds.

Reading `household.income` reads its column; writing writes it. What a user writes between two
years is a gift out of nowhere; money that a process moves past the ledger fails the year's audit.
"""

from __future__ import annotations

from typing import Any

import mesa
from mesa.agent import AgentSet

from .schema import Column
from .society import Society
from .world import COLUMNS

KINDS = {
    "Household": "household", "Cadre": "cadre", "Bank": "bank", "Enterprise": "enterprise",
    "Village": "village", "Government": "government", "Partner": "partner",
}


class View(mesa.Agent):
    """One agent: a row of its kind's table."""

    def __init__(self, model: mesa.Model, society: Society, table: str, row: int) -> None:
        super().__init__(model)
        self.society, self.table, self.row = society, table, row

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"


def _column(name: str, column: Column) -> property:
    def read(self: View) -> Any:
        return self.society.tables[self.table].arrays[name][self.row].item()

    def write(self: View, value: Any) -> None:
        self.society.tables[self.table].arrays[name][self.row] = value

    return property(read, write, doc=f"{column.meaning} ({column.unit})")


def _kind(name: str, table: str) -> type[View]:
    columns = {key: _column(key, column) for key, column in COLUMNS[table].items()}
    return type(name, (View,), {**columns, "__doc__": f"A {name.lower()}, by its columns."})


CLASSES: dict[str, type[View]] = {name: _kind(name, table) for name, table in KINDS.items()}
Household, Cadre, Bank = CLASSES["Household"], CLASSES["Cadre"], CLASSES["Bank"]
Enterprise, Village, Government = (
    CLASSES["Enterprise"], CLASSES["Village"], CLASSES["Government"]
)
RichHousehold: type[View] = type(
    "RichHousehold", (Household,), {"__doc__": "A household among the richest of its village."}
)


def make_views(model: mesa.Model, society: Society) -> list[View]:
    """One view a row of every table, households first."""
    return [
        kind(model, society, KINDS[name], row)
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
