"""What columns of a survey mean, and in which units: numbers that somebody wrote, none guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.ground.parameters import Parameter, number

PERIODS = {"year": 1.0, "month": 12.0, "day": 365.0}
"""Times that a flow of this period comes in a year."""
AREAS = {"mu": 1.0, "hectare": 15.0, "are": 0.15, "acre": 6.0703, "square_metre": 0.0015}
"""Mu of an area."""


@dataclass(frozen=True)
class Kind:
    """What a mapped column holds: `unit` is money, flow, area, or said in words; `most` bounds it.

    `without` is what is done where a survey, or a cell of it, says nothing.
    """

    unit: str
    meaning: str
    without: str
    whole: bool = False
    least: float = 0.0
    most: float = float("inf")


MOST_PERSONS, MOST_SCHOOLING = 50, 30
KINDS = {
    "cluster": Kind("name", "village, commune or sampling cluster: it becomes villages",
                    "every village is drawn from all rows"),
    "weight": Kind("number", "households that the row stands for", "every row counts the same"),
    "persons": Kind("persons", "size of the household", "refused", True, 1, MOST_PERSONS),
    "adults": Kind("persons", "members of working age",
                   "drawn by size: no_labour_share, adult_share", True, 0, MOST_PERSONS),
    "children": Kind("persons", "children under 18",
                     "drawn of those who are no adults: child_share", True, 0, MOST_PERSONS),
    "schooling": Kind("years", "mean schooling of adults",
                      "drawn by ability and remoteness: opening_schooling", most=MOST_SCHOOLING),
    "land": Kind("area", "land that the household holds",
                 "drawn: median_land, land_spread"),
    "farm_capital": Kind("money", "worth of tools and animals", "what the burn-in leaves"),
    "cash": Kind("money", "savings, with stored grain", "what the burn-in leaves"),
    "debt": Kind("money", "debt to banks", "what the burn-in leaves"),
    "income": Kind("flow", "disposable income of the household",
                   "what the model makes of the rest; income or consumption is needed",
                   least=float("-inf")),
    "consumption": Kind("flow", "consumption of the household",
                        "what the model makes of the rest; income or consumption is needed"),
}
DRAWN = "drawn as in a county without a survey"
"""The rule for every other state of households and villages, and for all other agents."""
WELFARE = ("income", "consumption")
"""One of them is what the county is to reproduce."""
NEEDED = ("persons",)
STOCKS = ("farm_capital", "cash", "debt")
"""What households own and owe at the opening: put in place when their burn-in is over."""
UNITS: dict[str, tuple[str, Mapping[str, float]]] = {"flow": ("per", PERIODS), "area": ("unit", AREAS)}
"""The key beside `column` that says in which unit a column is, and what the units are worth."""
CURRENCY = "currency"
"""The key of the currency's name, beside the numbers of money."""
MONEY: dict[str, Parameter] = {
    "price_year": number(2010, "year", 1950, 2100, "the survey", "year whose prices amounts are in"),
    "deflator": number(1.0, "times", 1e-6, 1e9, "the author's price index",
                       "consumer prices of 2010 over those of the price year"),
    "exchange": number(1.0, "currency per yuan", 1e-9, 1e12, "the author's rate",
                       "currency at 2010 prices that one yuan of 2010 is worth"),
}  # fmt: skip
LINE = number(1.0, "currency a person and year", 1e-9, 1e15, "the author's line",
              "line at which headcounts of survey and county are compared")


@dataclass(frozen=True)
class Source:
    """The column of the file behind a mapped one, and what it is multiplied by."""

    column: str
    unit: str = ""
    factor: float = 1.0


@dataclass(frozen=True)
class Survey:
    """A file of households and its mapping; `digest` tells the file's content.

    `money` holds `currency` and the numbers of `MONEY`; `line` is in that currency.
    """

    file: str
    digest: str
    columns: Mapping[str, Source]
    money: Mapping[str, Any]
    line: float

    @property
    def welfare(self) -> str:
        """`income` or `consumption`, whichever is mapped."""
        return next(name for name in WELFARE if name in self.columns)

    @property
    def yuan(self) -> float:
        """Yuan of 2010 of one unit of the survey's currency."""
        return float(self.money["deflator"] / self.money["exchange"])

    def factor(self, name: str) -> float:
        """What numbers of a mapped column are multiplied by: then they are in the model's units."""
        money = self.yuan if KINDS[name].unit in ("money", "flow") else 1.0
        return self.columns[name].factor * money

    def as_tree(self) -> dict[str, Any]:
        """The keys of the county in a scenario file."""
        columns = {name: _written(KINDS[name], source) for name, source in self.columns.items()}
        return {"survey": self.file, "digest": self.digest, "columns": columns,
                "money": dict(self.money), "line": self.line}  # fmt: skip


def _written(kind: Kind, source: Source) -> Any:
    key, _ = UNITS.get(kind.unit, ("", {}))
    return {"column": source.column, key: source.unit} if key else source.column
