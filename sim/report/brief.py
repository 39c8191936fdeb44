"""A page of few sections, each with sentences, points, one figure and one table: of what is no run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib

from sim.folder.codebook import Column
from sim.folder.files import write_rows, write_text
from sim.report.gallery import replace
from sim.report.template import rendered
from sim.showing import style

TEMPLATE = "brief.html.j2"
PAGE, CODEBOOK = "report.html", "columns.csv"


@dataclass(frozen=True)
class Table:
    """A table of the page."""

    caption: str
    head: tuple[str, ...]
    rows: list[list[str]]


@dataclass(frozen=True)
class Figure:
    """A picture as PNG and SVG, and the file its numbers are in."""

    name: str
    headline: str
    image: bytes
    drawing: bytes
    numbers: str


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it."""

    heading: str
    sentences: Sequence[str] = ()
    points: Sequence[str] = ()
    figure: Figure | None = None
    table: Table | None = None


def write(folder: Path, title: str, meta: str, sections: Sequence[Section]) -> None:
    """Write the page into a folder."""
    write_text(folder / PAGE, rendered(TEMPLATE, title=title, meta=meta, sections=sections))


def drawn(folder: Path, name: str, numbers: str, draw: Callable[[], style.Page]) -> Figure:
    """Draw a picture into a folder, as PNG and SVG."""
    with matplotlib.rc_context(style.settings()):
        page = draw()
        style.legible(page)
        image, drawing = style.png(page), style.svg(page)
    replace(folder / f"{name}.png", image)
    replace(folder / f"{name}.svg", drawing)
    return Figure(name, page.headline, image, drawing, numbers)


def write_codebook(folder: Path, tables: dict[str, Sequence[Column]]) -> None:
    """Write what the columns of the tables of a folder mean."""
    rows = [(file, one.name, one.unit, one.meaning) for file, columns in tables.items()
            for one in columns]  # fmt: skip
    write_rows(folder / CODEBOOK, ("file", "column", "unit", "meaning"), rows)
