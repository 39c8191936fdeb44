"""All tables of a report in one workbook, a sheet each, and as LaTeX and Markdown beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

import xlsxwriter

from sim.language import phrase, voice
from sim.report.exports import Sheet, Table, Value, sheet, texts
from sim.report.gallery import replace

CONTENTS = "contents"
FOLDER, READ = "tables", ("tex", "md")
SAME = datetime(2000, 1, 1)
"""The date that every workbook bears, so that the same results are the same file."""
WORKBOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
WIDE, NARROW, LINE = 60, 16, 120  # letters in a column of names, of numbers, and in a caption's line
HEAD = 3  # rows over the head of a table: its caption and its source


def file() -> str:
    """What the workbook is called in the language that is spoken."""
    return f"{FOLDER}{voice().mark}.xlsx"


def write(folder: Path, about: str, tables: Mapping[str, Table], charts: Sequence[Sheet]) -> None:
    """Write tables.xlsx, of page tables and of charts, and tables/NAME.tex and .md of the first."""
    mark = voice().mark
    (folder / FOLDER).mkdir(exist_ok=True)
    for name, table in tables.items():
        files = texts(name, table)
        for ending in READ:
            replace(folder / FOLDER / f"{name}{mark}.{ending}", files[ending][1])
    sheets = [*(sheet(name, table) for name, table in tables.items()), *charts]
    replace(folder / file(), as_workbook(about, sheets))


def as_workbook(about: str, sheets: Sequence[Sheet]) -> bytes:
    """A workbook whose first sheet says what it is of and lists the others."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, WORKBOOK) as book:
        book.set_properties({"title": about, "created": SAME})
        styles = {
            "caption": book.add_format({"text_wrap": True, "valign": "top"}),
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}),
        }
        _contents(book.add_worksheet(CONTENTS), about, sheets, styles)
        for one in sheets:
            _fill(book.add_worksheet(one.name), one, styles)
    return buffer.getvalue()


def _contents(page: Any, about: str, sheets: Sequence[Sheet], styles: Mapping[str, Any]) -> None:
    page.set_column(0, 0, NARROW * 2)
    page.set_column(1, 1, LINE, styles["caption"])
    page.write_string(0, 0, about)
    page.write_row(HEAD - 1, 0, [phrase("Sheet"), phrase("What it holds")], styles["head"])
    for row, one in enumerate(sheets, HEAD):
        page.write_url(row, 0, f"internal:'{one.name}'!A1", string=one.name)
        page.write_string(row, 1, one.caption)


def _fill(page: Any, one: Sheet, styles: Mapping[str, Any]) -> None:
    """A caption over the head, which stays in sight, and the rows under it."""
    columns = max(len(one.head), 2)
    page.merge_range(0, 0, 0, columns - 1, one.caption, styles["caption"])
    across = sum(_width(one, place) for place in range(len(one.head)))
    page.set_row(0, 15 * (1 + len(one.caption) // max(across, NARROW)))
    page.write_string(1, 0, one.source)
    for place in range(len(one.head)):
        page.set_column(place, place, _width(one, place))
    page.write_row(HEAD - 1, 0, one.head, styles["head"])
    page.freeze_panes(HEAD, 1)
    for row, cells in enumerate(one.rows, HEAD):
        for place, value in enumerate(cells):
            _put(page, row, place, value)


def _width(one: Sheet, place: int) -> int:
    words = [cell for row in one.rows if isinstance(cell := row[place], str)]
    return min(max([NARROW, *map(len, words)]), WIDE)


def _put(page: Any, row: int, place: int, value: Value) -> None:
    if isinstance(value, str):
        page.write_string(row, place, value)
    elif value is not None and isfinite(value):
        page.write_number(row, place, value)
