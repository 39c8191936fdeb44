"""A mapping to start from: columns of a file that look like what is wanted, and what is still to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sim.survey.files import Sheet, missing, number_in, read
from sim.survey.mapping import KINDS, LINE, MONEY, NEEDED, UNITS, WELFARE

NAMES = {
    "cluster": ("cluster", "commune", "village", "psu", "ea", "township"),
    "weight": ("weight", "wt", "hhwt", "wgt", "wta_hh"),
    "persons": ("persons", "hhsize", "household_size", "hh_size", "members", "size"),
    "adults": ("adults", "workers", "nadults"),
    "children": ("children", "kids", "nchildren"),
    "schooling": ("schooling", "educyr", "education", "educ", "edu_years"),
    "land": ("land", "area", "land_area", "landholding"),
    "farm_capital": ("farm_capital", "livestock", "assets", "tools"),
    "cash": ("cash", "savings", "deposits"),
    "debt": ("debt", "debts", "loans"),
    "consumption": ("consumption", "expenditure", "total", "hhexp", "exp"),
    "income": ("income", "hhincome", "disposable_income", "inc"),
}
"""What columns are often called, in small letters; a column of such a name is put down to be checked."""
FEWEST_HOUSEHOLDS, VILLAGE = 20, 200


def draft(path: Path) -> tuple[str, list[str]]:
    """A scenario with a commented mapping of a survey file, and what is missing before it can run."""
    sheet = read(path)
    found = _guessed(sheet)
    missed = [f"county.columns.{name}: the column of {KINDS[name].meaning}" for name in NEEDED
              if name not in found]
    if not set(found) & set(WELFARE):
        missed.append(f"county.columns: one of {' and '.join(WELFARE)}")
    for name in found:
        key, units = UNITS.get(KINDS[name].unit, ("", {}))
        if key:
            missed.append(f"county.columns.{name}.{key}: one of {', '.join(units)}")
    missed.append("county.money.currency: what amounts are in")
    missed += [f"county.money.{name}: {one.meaning}" for name, one in MONEY.items()]
    missed.append(f"county.line: {LINE.meaning}")
    return "\n".join(_lines(path, sheet, found)) + "\n", missed


def _guessed(sheet: Sheet) -> dict[str, str]:
    """Columns of the file by what they are called; of income and consumption, one."""
    by_name = {name.lower(): name for name in reversed(sheet.names)}
    found: dict[str, str] = {}
    for name, often in NAMES.items():
        taken = name in WELFARE and set(found) & set(WELFARE)
        match = next((by_name[word] for word in often if word in by_name), None)
        if match is not None and not taken:
            found[name] = match
    return {name: found[name] for name in KINDS if name in found}


def _lines(path: Path, sheet: Sheet, found: dict[str, str]) -> Iterator[str]:
    rows = len(sheet.rows)
    clusters = len(set(map(str, _column(sheet, found["cluster"])))) if "cluster" in found else 0
    yield f"# A mapping of {path.name} ({rows:,} rows) to start from. Check every column, and fill in"
    yield "# what is empty: no unit is guessed, and `antipoverty validate` says what is missing."
    yield "county:"
    yield f"  households: {max(rows, FEWEST_HOUSEHOLDS)}"
    yield f"  villages: {clusters or max(2, rows // VILLAGE)}"
    yield f"  survey: {_quoted(str(path))}"
    yield "  columns:"
    yield from _mapped(sheet, found)
    yield "  money:  # yuan of 2010 = amount x deflator / exchange"
    yield "    currency:  # such as dong, or thousand dong"
    for name, parameter in MONEY.items():
        yield f"    {name}:  # {parameter.meaning}"
    yield f"  line:  # {LINE.meaning}"
    yield "arms:"
    yield "  none: {}"


def _mapped(sheet: Sheet, found: dict[str, str]) -> Iterator[str]:
    """A line for each column that may be mapped: what was found for it, or what is done without."""
    for name, kind in KINDS.items():
        key, units = UNITS.get(kind.unit, ("", {}))
        column = found.get(name)
        value = _quoted(column) if column else "COLUMN"
        value = f"{{column: {value}, {key}: }}" if key else value
        unit = f"; {key}: {', '.join(units)}" if key else ""
        mark, told = ("", _told(sheet, column)) if column else ("# ", f"left out: {kind.without}")
        yield f"    {mark}{name}: {value}  # {kind.meaning}{unit}; {told}"
    others = [name for name in sheet.names if name not in found.values()]
    yield f"  # not used: {', '.join(others) or 'no column'}"


def _column(sheet: Sheet, name: str) -> list[Any]:
    at = sheet.names.index(name)
    return [row[at] for row in sheet.rows]


def _told(sheet: Sheet, name: str) -> str:
    """What a column holds, in a few words."""
    cells = [cell for cell in _column(sheet, name) if not missing(cell)]
    empty = f", {len(sheet.rows) - len(cells)} empty" if len(cells) < len(sheet.rows) else ""
    numbers = [number_in(cell) for cell in cells]
    known = np.array([one for one in numbers if one is not None])
    if len(known) < len(cells) or not len(known):
        return f"{len(set(map(str, cells)))} different values{empty}"
    return f"{known.min():g} to {known.max():g}, mean {known.mean():.4g}{empty}"


def _quoted(text: str) -> str:
    """Text as YAML reads it back, quoted only where that is needed."""
    import yaml

    return str(yaml.safe_dump(text, width=10_000, allow_unicode=True, default_flow_style=True)
               ).removesuffix("\n...\n").strip()
