"""The folder of trials: its table and codebook, the forest plot, and the page."""

from __future__ import annotations

from pathlib import Path

from sim.folder.files import write_rows, write_text
from sim.report import brief
from sim.trials import forest, page, tables
from sim.trials.runner import Trials

CODEBOOK = "columns.csv"
PAGE = "report.html"
OURS = (tables.FILE, CODEBOOK, f"{forest.NAME}.png", f"{forest.NAME}.svg", PAGE)


def write(trials: Trials, folder: Path) -> None:
    """Write everything; files of these names are replaced, others left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder / tables.FILE, tables.HEADER, tables.rows(trials))
    meant = [(column.name, column.unit, column.meaning) for column in tables.COLUMNS]
    write_rows(folder / CODEBOOK, ("column", "unit", "meaning"), meant)
    plot = brief.drawn(folder, forest.NAME, tables.FILE, lambda: forest.draw(trials))
    write_text(folder / PAGE, page.page(trials, plot))
