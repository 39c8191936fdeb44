"""Markdown out of templates: what every one of them may ask the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.documents import ask, protocol

NOTE = "<!-- python -m sim.documents writes this page from the code: change it there. -->\n"
CODE = ("parameter", "process", "column", "measure", "kind", "stream", "key", "option", "pattern",
        "formula", "file")  # fmt: skip
"""Headers of cells that are written as they stand in a file."""


def rendered(template: str) -> str:
    """A page as Markdown, with a word on where it comes from at its head."""
    environment = Environment(
        loader=PackageLoader("sim.documents", ""), undefined=StrictUndefined, autoescape=False,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals |= {"ask": ask, "protocol": protocol, "table": table}
    return NOTE + environment.get_template(template).render()


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows under headers; columns of which no row says anything are left out."""
    cells = [[_cell(*both) for both in zip(headers, map(str, row), strict=True)] for row in rows]
    told = [place for place in range(len(headers)) if any(row[place] for row in cells)]
    lines = [[headers[place] for place in told], ["---"] * len(told)]
    lines += [[row[place] for place in told] for row in cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(header: str, text: str) -> str:
    """A cell in one line, with nothing that would end it or be taken for a tag."""
    plain = " ".join(text.split()).replace("|", "\\|")
    if header in CODE and plain:
        return f"`{plain}`"
    return plain.replace("<", "&lt;")
