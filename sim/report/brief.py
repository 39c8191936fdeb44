"""A page of few sections, each with sentences, points, one figure and one table: of what is no run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import pandas as pd

from sim.folder.codebook import Column
from sim.folder.files import write_rows, write_text
from sim.report import drawing
from sim.report.gallery import Shown, replace, tall
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
    source: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture, and the file its numbers are in."""

    chart: Shown
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
    """Draw a picture into a folder that has its numbers, as PNG and SVG."""
    with matplotlib.rc_context(style.settings()):
        page = draw()
        style.legible(page)
        image, vectors = style.png(page), drawing.svg(page)
    replace(folder / f"{name}.png", image)
    replace(folder / f"{name}.svg", vectors)
    rows, table = (folder / numbers).read_bytes(), pd.read_csv(folder / numbers, keep_default_na=False)
    words = {"headline": page.headline, "subtitle": page.subtitle}
    chart = Shown(name, table, image, vectors, rows, tall=tall(page), **words)
    return Figure(chart, numbers)


def write_codebook(folder: Path, tables: dict[str, Sequence[Column]]) -> None:
    """Write what the columns of the tables of a folder mean."""
    rows = [(file, one.name, one.unit, one.meaning) for file, columns in tables.items()
            for one in columns]  # fmt: skip
    write_rows(folder / CODEBOOK, ("file", "column", "unit", "meaning"), rows)
