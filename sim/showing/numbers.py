"""Numbers that know where they come from: each is shown with the file, row and column it was read.

A number is looked up in a results file by its keys and shown as an HTML span whose `data-source`
is `file.csv?key=value&...&column=name` and whose `data-scale` says what it was multiplied by.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from markupsafe import Markup

from sim.folder.read import Folder
from sim.folder.stored import Stored
from sim.language import called, marked
from sim.showing.words import decimals

SPREADS = {"figures": ("low", "high"), "results": ("ci_low", "ci_high")}


def name(text: object) -> Markup:
    """What an arm is called, or another name of the scenario: escaped, set apart from the numbers."""
    return Markup('<b class="name">{}</b>').format(called(text))


def words(text: object) -> Markup:
    """Words from elsewhere that may hold digits, such as a strategy's own description."""
    return Markup('<span class="name">{}</span>').format(text)


def given(text: object) -> Markup:
    """A label that is no result: a year, 95%, P0."""
    return Markup('<span class="given">{}</span>').format(text)


def written(value: float, digits: int, sign: bool = False) -> str:
    """A number as text: thousands apart, a true minus, no negative zero."""
    text = f"{value:+,.{digits}f}" if sign else f"{value:,.{digits}f}"
    if float(text.replace(",", "")) == 0:
        return f"{0:.{digits}f}"
    return text.replace("-", "−")


class Cited:
    """Numbers of one folder by file, row and column, as spans of HTML.

    Parameters: the folder, and the tables of the charts that were drawn of it, by file. What a chart
    shows is read from its own table, which the file holds.
    """

    def __init__(self, folder: Stored, drawn: Mapping[str, pd.DataFrame] | None = None) -> None:
        self.folder = folder
        self._drawn = dict(drawn or {})
        self._indexes: dict[tuple[str, ...], dict[tuple[str, ...], dict[Hashable, Any]]] = {}

    def table(self, file: str) -> pd.DataFrame:
        """A table of the folder or of a chart; empty where there is none."""
        if file.startswith("figures/"):
            return self._drawn.get(file, pd.DataFrame())
        return self.folder.read(file)

    def row(self, file: str, **keys: object) -> dict[Hashable, Any] | None:
        """The row of a file with these keys; None when there is none."""
        index = (file, *keys)
        if index not in self._indexes:
            records = self.table(file).to_dict("records")
            known = bool(records) and all(key in records[0] for key in keys)
            self._indexes[index] = (
                {tuple(str(record[key]) for key in keys): record for record in records} if known else {}
            )
        return self._indexes[index].get(tuple(str(value) for value in keys.values()))

    def value(self, file: str, column: str, **keys: object) -> float | None:
        """One number of a file; None when its row is absent or its cell is empty."""
        record = self.row(file, **keys)
        cell = math.nan if record is None else float(record.get(column, math.nan))
        return cell if math.isfinite(cell) else None

    def number(
        self, file: str, column: str, scale: float = 1, digits: int = 0, sign: bool = False,
        **keys: object,
    ) -> Markup | None:  # fmt: skip
        """One number of a file times `scale`, with where it comes from."""
        found = self.value(file, column, **keys)
        if found is None:
            return None
        source = f"{file}?{urlencode(keys | {'column': column})}"
        text = written(found * scale, digits, sign)
        return Markup('<span data-source="{}" data-scale="{}">{}</span>').format(
            source, f"{scale:g}", text
        )

    def spread(
        self, file: str, scale: float = 1, digits: int = 0, sign: bool = False,
        middle: str = "mean", unit: str = "", beyond: object = None, **keys: object,
    ) -> Markup | None:  # fmt: skip
        """Mean and interval: `5.2 (4.8 to 5.6)`; the mean alone when there is no interval.

        With what is known `beyond` this interval, each says what it holds: `5.2 (luck: 4.8 to 5.6;
        nine of ten worlds: 1.2 to 7.9)`.

        With `sign` the number is a difference, marked `unclear` when its interval includes 0. No end
        that is not 0 is rounded to 0: that end decides what may be said.
        """
        ends = SPREADS["figures" if file.startswith("figures/") else "results"]
        first, last = ends if scale > 0 else ends[::-1]
        values = {column: self.value(file, column, **keys) or 0.0 for column in (middle, first, last)}
        mean, low, high = (
            self.number(file, column, scale, decimals(scale * value, digits), sign, **keys)
            for column, value in values.items()
        )
        if mean is None or low is None or high is None:
            return None if mean is None else mean + unit
        ends_said = marked("({} to {})", low, high) if beyond is None else marked(
            "({}: {} to {}; {})", self.folder.holds, low, high, beyond)  # fmt: skip
        held = Markup('<span class="ci">{}</span>').format(ends_said)
        text = marked("{mean} {interval}", mean=mean + unit, interval=held)
        clear = values[ends[0]] > 0 or values[ends[1]] < 0
        return text if clear or not sign else Markup('<span class="unclear">{}</span>').format(text)

    def setting(self, *path: str) -> Markup | None:
        """A number of the scenario file, as it is written there."""
        found: Any = self.folder.scenario
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        try:
            value = float(found)
        except (TypeError, ValueError):
            return None
        whole = value == int(value)
        text = f"{value:.0f}" if path == ("seed",) else written(value, 0) if whole else f"{value:g}"
        return Markup('<span data-source="scenario.yaml?path={}" data-scale="1">{}</span>').format(
            ".".join(path), text
        )


class Numbers(Cited):
    """Numbers of one results folder, those of its tables of comparison among them."""

    def __init__(self, folder: Folder, drawn: Mapping[str, pd.DataFrame] | None = None) -> None:
        super().__init__(folder, drawn)
        self.compared = folder

    def level(self, arm: str, measure: str, year: int, scale: float, digits: int) -> Markup | None:
        """Mean of a measure in one arm and year, from summary.csv."""
        unit = "%" if scale == 100 else ""
        return self.spread("summary.csv", scale, digits, unit=unit, **self._where(arm, measure, year))

    def difference(
        self, arm: str, measure: str, scale: float, digits: int, group: str = "all",
        sign: bool = True,
    ) -> Markup | None:  # fmt: skip
        """Arm minus baseline in the last year, from differences.csv."""
        where = self._where(arm, measure, self.compared.last, group)
        where["baseline"] = self.compared.baseline
        return self.spread("differences.csv", scale, digits, sign, **where)

    def n(self, arm: str, measure: str = "fgt0") -> Markup | None:
        """Replications behind the difference of an arm, or behind its level."""
        where = self._where(arm, measure, self.compared.last)
        paired = self.number("differences.csv", "n", **where, baseline=self.compared.baseline)
        return paired or self.number("summary.csv", "n", **where)

    def _where(self, arm: str, measure: str, year: int, group: str = "all") -> dict[str, Any]:
        line = self.compared.line if self.compared.lined(measure) else ""
        return {"arm": arm, "year": year, "measure": measure, "line": line, "group": group}


def series(parts: list[Markup]) -> Markup:
    """Parts as prose: `a, b and c`."""
    if len(parts) < 2:
        return Markup("").join(parts)
    return marked("{} and {}", marked(", ").join(parts[:-1]), parts[-1])


def names(arms: list[str]) -> Markup:
    """Names of arms as prose."""
    return series([name(arm) for arm in arms])
