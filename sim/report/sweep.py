"""The page of a sweep: what was swept, what failed, which arm is best where, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from sim import answers
from sim.analysis import fits, matched
from sim.compare.kinds import TABLES
from sim.folder.swept import LEVER, Swept
from sim.language import ENGLISH, marked, phrase, speaking
from sim.report import workbook
from sim.report.captions import source_of_sweep
from sim.report.exports import of_chart
from sim.report.gallery import Shown, replace, stored
from sim.report.settings import arms
from sim.report.swept_settings import settings, unswept
from sim.report.swept_tables import tables
from sim.report.tables import Table
from sim.report.template import release, rendered
from sim.showing.finding import Finding
from sim.showing.numbers import Cited, given, name, names, words
from sim.showing.swept import doubt_words, year_words
from sim.showing.voice import voice_of

WHAT = {"sweep": "a sweep", "sensitivity": "a sensitivity analysis", "optimise": "a search",
        "robustness": "a robustness analysis", "calibrate": "a calibration"}
SWEPT = "what_was_swept"
MOST_FACTORS = 20  # in the table; columns.csv tells of all
ENOUGH = 4  # replications for Student's t to tell arms apart in one world
MOST_VALUES = 8  # of a factor that are named one by one


@dataclass(frozen=True)
class Counts:
    """How much was run: of `cases`, the replications of points, `whole` have results of every arm."""

    points: int
    settings: int
    worlds: int
    replications: int
    runs: int
    failed: int
    cases: int
    whole: int


@dataclass(frozen=True)
class Rescaled:
    """Of `worlds` whose scale was fitted, how many lie in all bands and how many found no scale."""

    worlds: int
    fitting: int
    at_end: int


def build(folder: str | Path, language: str = ENGLISH) -> Path:
    """Write the tables of its kind, charts, workbook and report of a sweep from its files alone.

    Tables and the numbers of charts are the same in every language.

    Returns the path of the report. Raises FileNotFoundError if there is no outcomes.csv, and
    `sim.folder.read.Missing` (a ValueError) if no run has a result.
    """
    swept = Swept(folder)
    fits.write(swept)
    matched.write(swept)
    for table in TABLES[swept.kind]:
        table.write(swept)
    (swept.path / "figures").mkdir(exist_ok=True)
    own = voice_of(swept, language)
    report = swept.path / f"report{own.mark}.html"
    with speaking(own):
        shown = [
            stored(swept.path / "figures", name, partial(answers.draw, answer, swept))
            for name, answer in answers.find().items()
        ]
        charts = [of_chart(chart, source_of_sweep(swept)) for chart in shown if chart.image]
        numbers = Cited(swept, {f"figures/{chart.name}.csv": chart.table
                                for chart in shown if chart.table is not None})  # fmt: skip
        made = tables(swept, numbers, [chart.name for chart in shown if chart.image])
        known = {SWEPT: factors(swept)} | made
        workbook.write(swept.path, f"{swept.name} ({swept.hash})", known, charts)
        replace(report, page(swept, shown, numbers, made).encode("utf-8"))
    return report


def page(swept: Swept, shown: list[Shown], numbers: Cited, made: dict[str, Table]) -> str:
    """The report as HTML."""
    titles = {name: phrase(answer.TITLE) for name, answer in answers.find().items()}
    settled = unswept(swept)
    return rendered(
        "sweep.html.j2",
        swept=swept,
        year=year_words(swept),
        counts=counts(swept),
        rescaled=rescaled(swept),
        factors=factors(swept),
        findings=_findings(swept, numbers, shown),
        tables=made,
        charts=[(titles[chart.name], chart) for chart in shown if chart.image],
        of_arms=list(zip(settled.arms, arms(settled), strict=True)) if settled.scenario else [],
        for_all=settings(settled),
        missing=[(titles[chart.name], chart.missing) for chart in shown if chart.missing],
        arms=names(swept.arms),
        failed=names(list(_failed(swept)["arm"].unique())),
        doubt=doubt_words(swept.worlds.nunique()),
        enough=ENOUGH,
        version=release(swept),
        workbook=workbook.file(),
        what=phrase(WHAT[swept.kind]),
        file=words,
        method=f"method_{swept.kind}.html.j2",
    )


def counts(swept: Swept) -> Counts:
    """How much was planned, run, failed and can be compared."""
    runs = swept.read("runs.csv", "point", "arm", "replication", "status")
    counted = runs[~runs["point"].isin(swept.left_out)]
    return Counts(
        points=len(swept.points),
        settings=len(swept.settings),
        worlds=swept.worlds.nunique(),
        replications=runs["replication"].nunique(),
        runs=len(runs),
        failed=len(_failed(swept)),
        cases=len(counted[["point", "replication"]].drop_duplicates()),
        whole=len(swept.values("fgt0")),
    )


def rescaled(swept: Swept) -> Rescaled | None:
    """What fits.csv says; None where nothing was fitted."""
    if not swept.rescaled:
        return None
    found = swept.read(fits.FILE, "world", "in_bands", "at_end").drop_duplicates("world")
    return Rescaled(len(found), int((found["in_bands"] == 1).sum()), int(found["at_end"].sum()))


def _failed(swept: Swept) -> pd.DataFrame:
    runs = swept.read("runs.csv", "arm", "status")
    return runs[runs["status"] == "failed"]


def factors(swept: Swept) -> Table:
    """What was swept: levers, then uncertainties, with their units and what values they took."""
    rows = [
        [name(path), words(phrase(told.get("role", ""))), words(phrase(told.get("unit", ""))),
         words(_range(told)), words(swept.points[path].nunique())]
        for path, told in sorted(swept.factors.items(), key=lambda item: item[1].get("role") != LEVER)
    ]  # fmt: skip
    head = [marked(text) for text in ("Factor", "Role", "Unit", "Range or values", "Values met")]
    caption = marked("What was swept.")
    if len(rows) > MOST_FACTORS:
        caption = marked("What was swept: the first {} factors; columns.csv tells of all.",
                         given(MOST_FACTORS))
    return Table(caption, head, [list(row) for row in rows[:MOST_FACTORS]], source_of_sweep(swept))


def _range(told: dict[str, Any]) -> str:
    values = told.get("values") or []
    if values:
        more = len(values) - MOST_VALUES
        return phrase(", ").join(map(str, values[:MOST_VALUES])) + (
            phrase(" and {} more", more) if more > 0 else "")
    return phrase("{:.6g} to {:.6g}", told.get("low"), told.get("high"))


def _findings(swept: Swept, numbers: Cited, shown: list[Shown]) -> list[Finding]:
    """What the answers whose charts were drawn say."""
    drawn = {chart.name for chart in shown if chart.image}
    told = [answer for name, answer in answers.find().items() if name in drawn]
    return [finding for answer in told for finding in answer.say(swept, numbers)]
