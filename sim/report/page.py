"""The page: findings, why, charts, tables, method, settings and limits put into the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from sim.folder.across import told
from sim.folder.intervals import RESAMPLES
from sim.folder.read import Folder
from sim.ground.errors import InputError
from sim.language import phrase
from sim.questions import Told, find
from sim.report import cite, workbook
from sim.report.gallery import Shown
from sim.report.settings import arms, for_all
from sim.report.tables import Table
from sim.report.template import rendered
from sim.scenario.link import link
from sim.showing.finding import Finding
from sim.showing.numbers import Numbers, names

FEW = 10  # replications under which an interval is wide and its own width uncertain (assumption)
WHY = "why"


@dataclass(frozen=True)
class Why:
    """The chart that follows the findings, its heading and its words."""

    heading: str
    chart: Shown
    findings: list[Finding]


def numbers_of(folder: Folder, shown: list[Shown]) -> Numbers:
    """The numbers of a folder and of the charts that were drawn of it."""
    return Numbers(folder, {
        f"figures/{chart.name}.csv": chart.table for chart in shown if chart.table is not None
    })  # fmt: skip


def page(
    folder: Folder, numbers: Numbers, shown: list[Shown], tables: Mapping[str, Table]
) -> str:
    """The report as HTML."""
    titles = {name: phrase(question.TITLE) for name, question in find().items()}
    said = _findings(folder, numbers, shown)
    there = {chart.name: chart for chart in shown if chart.image}
    return rendered(
        "page.html.j2",
        folder=folder,
        place=_place(folder),
        numbers=numbers,
        findings=[one for name, found in said.items() if name != WHY for one in found],
        why=Why(titles[WHY], there[WHY], said.get(WHY, [])) if WHY in there else None,
        arms=list(zip(folder.arms, arms(folder), strict=True)),
        for_all=for_all(folder),
        explore=_explore(folder),
        charts=[(titles[name], chart) for name, chart in there.items() if name != WHY],
        missing=[(titles[chart.name], chart.missing) for chart in shown if chart.missing],
        tables=tables,
        workbook=workbook.file(),
        failed=names(_failed(folder)),
        worlds=told(folder),
        single=len(folder.replications) < 2,
        few=1 < len(folder.replications) < FEW,
        n=len(folder.replications),
        line_yuan=_line(folder, numbers),
        cited=cite.line(folder, numbers),
        packages=cite.packages(folder),
        resamples=f"{RESAMPLES:,}",
    )


def _findings(folder: Folder, numbers: Numbers, shown: list[Shown]) -> dict[str, list[Finding]]:
    """What the questions whose charts were drawn say, where they have something to say."""
    drawn = {chart.name for chart in shown if chart.image}
    told = {name: question for name, question in find().items()
            if name in drawn and isinstance(question, Told)}  # fmt: skip
    return {
        name: [one for one in question.say(folder, numbers) if one.sentences or one.points]
        for name, question in told.items()
    }


def _failed(folder: Folder) -> list[str]:
    """Arms with a failed run."""
    runs = folder.read("runs.csv", "arm", "status")
    return list(dict.fromkeys(runs.loc[runs["status"] == "failed", "arm"]))


def _line(folder: Folder, numbers: Numbers) -> Markup | None:
    return numbers.number(
        "summary.csv", "mean", arm=folder.arms[0], year=folder.last, measure="poverty_line",
        line="", group="all",
    )  # fmt: skip


def _explore(folder: Folder) -> str | None:
    """The address that opens the scenario in the local page; None where no address can hold it."""
    file = folder.path / "scenario.yaml"
    try:
        return link(file.read_text(encoding="utf-8")) if file.is_file() else None
    except InputError:
        return None


def _place(folder: Folder) -> str:
    """Of what the results are."""
    province = folder.scenario.get("province")
    if not province:
        return phrase("one stylised county")
    return phrase("a province of {} stylised counties", len(province["counties"]))
