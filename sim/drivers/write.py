"""The folder of drivers: table and codebook, tornado, and the page."""

from __future__ import annotations

from pathlib import Path

from sim.drivers import chart, tables, words
from sim.drivers.runner import Drivers
from sim.folder.files import write_rows
from sim.ground.errors import InputError
from sim.report import brief

OURS = (tables.FILE, brief.CODEBOOK, f"{chart.NAME}.png", f"{chart.NAME}.svg", brief.PAGE)
METHOD = (
    "Parameters are screened by Spearman's rank correlation of each with the difference over worlds, "
    "judged "
    "all together (Benjamini and Hochberg): it sees what rises or falls throughout, and nothing that "
    "acts "
    "only together with another.",
    "What a number would settle is the share of worlds in which the better arm is chosen if it alone "
    "were known, "
    "less that of always choosing the arm that is better in most (expected value of partial perfect "
    "information, loss of 0 or 1). It is used by one threshold, found on other worlds than it is "
    "judged by; "
    "told is what the best of all parameters reaches in shuffled worlds in at most one of twenty.",
    "Regions are those of a classification tree, told only where shuffled worlds are parted as well in "
    "at "
    "most one of twenty. In one life in each world, luck is part of the difference: what it does no "
    "number would settle.",
)


def write(drivers: Drivers, folder: Path) -> None:
    """Write everything; files of these names are replaced, others left alone."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, not a folder")
    folder.mkdir(parents=True, exist_ok=True)
    write_rows(folder / tables.FILE, [one.name for one in tables.COLUMNS], tables.rows(drivers))
    brief.write_codebook(folder, {tables.FILE: tables.COLUMNS})
    figure = brief.drawn(folder, chart.NAME, tables.FILE, lambda: chart.draw(drivers))
    asked = drivers.cases.question
    brief.write(folder, f"What drives {asked.arm} against {asked.other}", META, [
        brief.Section("The order", words.order(drivers)),
        brief.Section("What to measure", words.measuring(drivers)),
        brief.Section("What goes with the difference", words.strongest(drivers), figure=figure),
        brief.Section("Where the order turns", words.turning(drivers)),
        brief.Section("Method", METHOD),
    ])  # fmt: skip


META = ("Two arms over worlds that are possible, in a stylised county. What is said here is said of "
        "this model.")  # fmt: skip
