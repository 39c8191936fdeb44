"""Tables of a page as files that other programs read: CSV, LaTeX, Markdown, and sheets of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd
from markupsafe import Markup, escape

from sim.language import ENGLISH, phrase, translated, voice
from sim.report.gallery import Shown

CITED = re.compile(r'<span data-source="[^"]*" data-scale="[^"]*">([^<]*)</span>')
PER_CENT = "%"
GREY = 'class="unclear"'
IN_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{",
    "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "−": "$-$", "…": r"\ldots{}",
})  # fmt: skip
IN_MARKDOWN = str.maketrans({"|": r"\|", "*": r"\*", "_": r"\_", "<": r"\<", "`": r"\`", "\\": r"\\"})
Value = str | float | None


class Table(Protocol):
    """What a page shows as a table: cells are words, or HTML whose numbers know their source."""

    @property
    def caption(self) -> str:
        """What the table is of, with units."""

    @property
    def head(self) -> Sequence[str]:
        """The head of each column."""

    @property
    def rows(self) -> Sequence[Sequence[str | None]]:
        """Cells by row; None where there is nothing."""

    @property
    def source(self) -> str:
        """Whose numbers they are, for who has the table without the page; empty where nobody says."""


@dataclass(frozen=True)
class Sheet:
    """A table of a workbook: each number in a cell of its own, what is missing None."""

    name: str
    caption: str
    head: list[str]
    rows: list[list[Value]]
    source: str = ""


def texts(name: str, table: Table) -> dict[str, tuple[str, bytes]]:
    """A table as text by the ending of a file: the kind of its content, and the content."""
    return {
        "csv": ("text/csv", as_csv(sheet(name, table))),
        "tex": ("application/x-tex", as_latex(name, table)),
        "md": ("text/markdown", as_markdown(table)),
    }


def greyed(table: Table) -> bool:
    """Whether some numbers of a table are grey on the page, which a copy of it cannot show."""
    return any(GREY in str(cell) for row in table.rows for cell in row)


def plain(cell: str | None) -> str:
    """The words of a cell, as they are read on the page."""
    return "" if cell is None else Markup(cell).striptags() if isinstance(cell, Markup) else str(cell)


def numbers(cell: str | None) -> list[float]:
    """The numbers of a cell in their order: one, or a mean with both ends of its interval."""
    if isinstance(cell, Markup):
        return [_number(text) for text in CITED.findall(str(cell))]
    try:
        return [_number(cell or "")]
    except ValueError:
        return []


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def sheet(name: str, table: Table) -> Sheet:
    """A table with columns of intervals taken apart: the mean, its low end, its high end."""
    heads, columns = [], []
    for place, title in enumerate(map(plain, table.head)):
        cells = [row[place] for row in table.rows]
        heads += _heads(title, cells)
        columns += _columns(cells)
    rows = [list(row) for row in zip(*columns, strict=True)]
    return Sheet(name, plain(table.caption), heads, rows, table.source)


def _heads(title: str, cells: Sequence[str | None]) -> list[str]:
    """The heads of a column; per cent that stands with its numbers goes into them."""
    counted = [cell for cell in cells if numbers(cell)]
    if any(PER_CENT in plain(cell) for cell in counted) and PER_CENT not in title:
        title = f"{title}, {PER_CENT}"
    width = max((len(numbers(cell)) for cell in cells), default=0)
    ends = [phrase("{}: low end", title), phrase("{}: high end", title)]
    return [title] if width < 2 else ends if width == len(ends) else [title, *ends]


def _columns(cells: Sequence[str | None]) -> list[list[Value]]:
    found = [numbers(cell) for cell in cells]
    width = max(map(len, found), default=0)
    if not width:
        return [[plain(cell) or None for cell in cells]]
    return [[row[place] if place < len(row) else None for row in found] for place in range(width)]


def of_chart(chart: Shown, source: str = "") -> Sheet:
    """The numbers of a chart as its CSV has them, under its headline: legends speak of a picture."""
    frame = chart.table if chart.table is not None else pd.DataFrame()
    whole = frame.astype(object).where(frame.notna(), None)
    head, rows = list(map(str, frame.columns)), whole.to_numpy().tolist()
    return Sheet(chart.name, chart.headline, head, rows, source)


def as_csv(table: Sheet) -> bytes:
    """A sheet as CSV, its source in the last line; with the mark that Excel asks for, if not English."""
    file, last = io.StringIO(), [[table.source]] if table.source else []
    csv.writer(file, lineterminator="\n").writerows([table.head, *table.rows, *last])
    return file.getvalue().encode("utf-8" if voice().language == ENGLISH else "utf-8-sig")


def as_latex(name: str, table: Table) -> bytes:
    """A table as it reads, for LaTeX with booktabs, its source under it; `tab:NAME` is its label."""
    head, rows = _escaped(table, IN_LATEX)
    layout = "l" + "r" * (len(head) - 1)
    caption = plain(table.caption).translate(IN_LATEX)
    made = pd.DataFrame(rows, columns=head).to_latex(
        index=False, escape=False, caption=caption, column_format=layout, position="htbp",
        label=f"tab:{name}",
    )  # fmt: skip
    made = made.replace("\\caption{", "\\centering\n\\small\n\\caption{", 1)
    if table.source:
        under = f"\n\n{table.source.translate(IN_LATEX)}\n\\end{{table}}"
        made = made.replace("\n\\end{table}", under, 1)
    needed = translated(r"Needs \usepackage{booktabs}")
    return f"% {needed}\n{made}".encode()


def as_markdown(table: Table) -> bytes:
    """A table as it reads, with pipes, its caption and its source under it."""
    head, rows = _escaped(table, IN_MARKDOWN)
    rule = ["---", *["---:"] * (len(head) - 1)]
    lines = [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
    under = [text.translate(IN_MARKDOWN) for text in (plain(table.caption), table.source) if text]
    return "\n".join([*lines, *(line for text in under for line in ("", text)), ""]).encode("utf-8")


def _escaped(table: Table, how: Mapping[int, Any]) -> tuple[list[str], list[list[str]]]:
    rows = [[plain(cell).translate(how) for cell in row] for row in table.rows]
    return [plain(title).translate(how) for title in table.head], rows


def as_html(chart: Shown) -> Markup:
    """The numbers of a chart as an element `table`, to six digits."""
    of = of_chart(chart)
    first = of.rows[0] if of.rows else [""] * len(of.head)
    head = "".join(map(_title, of.head, first))
    rows = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in of.rows)
    return Markup(  # every cell was escaped
        f'<table class="data" id="numbers-{escape(of.name)}"><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody></table>"
    )


def _title(title: str, below: Value) -> str:
    side = ' class="word"' if isinstance(below, str) else ""
    return f'<th scope="col"{side}>{escape(title)}</th>'


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return f'<td class="word">{escape(value)}</td>'
    return "<td></td>" if value is None else f"<td>{value:.6g}</td>"
