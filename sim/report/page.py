"""The page: findings, charts, tables, method and limits put into the template."""

from __future__ import annotations

from markupsafe import Markup

from sim.folder.across import told
from sim.folder.read import Folder
from sim.questions import Told, find
from sim.report.gallery import Shown
from sim.report.settings import arms, for_all
from sim.report.tables import glance, tables
from sim.report.template import release, rendered
from sim.showing.finding import Finding
from sim.showing.numbers import Numbers, names

FEW = 10  # replications under which an interval is wide and its own width uncertain (assumption)


def page(folder: Folder, shown: list[Shown]) -> str:
    """The report as HTML."""
    numbers = Numbers(folder, {
        f"figures/{chart.name}.csv": chart.table for chart in shown if chart.table is not None
    })  # fmt: skip
    titles = {name: question.TITLE for name, question in find().items()}
    return rendered(
        "page.html.j2",
        folder=folder,
        place=_place(folder),
        numbers=numbers,
        findings=_findings(folder, numbers, shown),
        arms=arms(folder),
        for_all=for_all(folder),
        charts=[(titles[chart.name], chart) for chart in shown if chart.image],
        missing=[(titles[chart.name], chart.missing) for chart in shown if chart.missing],
        glance=glance(folder, numbers),
        tables=tables(folder, numbers),
        failed=names(_failed(folder)),
        worlds=told(folder),
        single=len(folder.replications) < 2,
        few=1 < len(folder.replications) < FEW,
        n=len(folder.replications),
        line_yuan=_line(folder, numbers),
        version=release(folder),
    )


def _findings(folder: Folder, numbers: Numbers, shown: list[Shown]) -> list[Finding]:
    """What the questions whose charts were drawn say, where they have something to say."""
    drawn = {chart.name for chart in shown if chart.image}
    asked = [question for name, question in find().items() if name in drawn]
    told = [question for question in asked if isinstance(question, Told)]
    found = [finding for question in told for finding in question.say(folder, numbers)]
    return [finding for finding in found if finding.sentences or finding.points]


def _failed(folder: Folder) -> list[str]:
    """Arms with a failed run."""
    runs = folder.read("runs.csv", "arm", "status")
    return list(dict.fromkeys(runs.loc[runs["status"] == "failed", "arm"]))


def _line(folder: Folder, numbers: Numbers) -> Markup | None:
    return numbers.number(
        "summary.csv", "mean", arm=folder.arms[0], year=folder.last, measure="poverty_line",
        line="", group="all",
    )  # fmt: skip


def _place(folder: Folder) -> str:
    """Of what the results are."""
    province = folder.scenario.get("province")
    return f"a province of {len(province['counties'])} stylised counties" if province else (
        "one stylised county")  # fmt: skip
