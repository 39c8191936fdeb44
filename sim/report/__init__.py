"""The report: every chart, and one self-contained page that says what was found and how surely."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.crew import Pool


def build(
    folder: str | Path, baseline: str | None = None, pool: Pool | None = None, language: str = "en"
) -> Path:
    """Draw all charts, write report.html and its tables from the CSV files of a results folder alone.

    Parameters: the folder, an arm to compare with instead of the scenario's baseline, processes that
    help to draw, and the language.
    Charts the folder lacks the numbers for are left out, and the report says so. Returns the path
    of the report. Raises FileNotFoundError if there is no outcomes.csv, ValueError if `baseline`
    is no arm.
    """
    from sim.folder.read import Folder
    from sim.language import speaking
    from sim.report import workbook
    from sim.report.captions import source
    from sim.report.exports import of_chart
    from sim.report.gallery import draw_all, replace
    from sim.report.page import numbers_of, page
    from sim.report.tables import tables
    from sim.showing.voice import voice_of

    results = Folder(folder, baseline)
    own = voice_of(results, language)
    report = results.path / f"report{own.mark}.html"
    with speaking(own):
        shown = draw_all(results, pool)
        numbers = numbers_of(results, shown)
        made = tables(results, numbers)
        charts = [of_chart(chart, source(results)) for chart in shown if chart.image]
        workbook.write(results.path, f"{results.title} ({results.name}, {results.hash})", made, charts)
        replace(report, page(results, numbers, shown, made).encode("utf-8"))
    return report


def prepare() -> None:
    """Load what drawing needs, in a process that is to help with it."""
    from sim.report import gallery  # noqa: F401
