"""The report: every chart, and one self-contained page that says what was found and how surely."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.crew import Pool


def build(
    folder: str | Path, baseline: str | None = None, pool: Pool | None = None, language: str = "en"
) -> Path:
    """Draw all charts and write report.html from the CSV files of a results folder alone.

    Parameters: the folder, an arm to compare with instead of the scenario's baseline, processes that
    help to draw, and the language.
    Charts the folder lacks the numbers for are left out, and the report says so. Returns the path
    of the report. Raises FileNotFoundError if there is no outcomes.csv, ValueError if `baseline`
    is no arm.
    """
    from sim.folder.read import Folder
    from sim.language import speaking
    from sim.report.gallery import draw_all, replace
    from sim.report.page import page
    from sim.showing.voice import voice_of

    results = Folder(folder, baseline)
    own = voice_of(results, language)
    report = results.path / f"report{own.mark}.html"
    with speaking(own):
        shown = draw_all(results, pool)
        replace(report, page(results, shown).encode("utf-8"))
    return report


def prepare() -> None:
    """Load what drawing needs, in a process that is to help with it."""
    from sim.report import gallery  # noqa: F401
