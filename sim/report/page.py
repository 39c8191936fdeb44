"""The page: findings, charts, tables, method and limits put into the template."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.folder.read import Folder
from sim.report.findings import findings
from sim.report.gallery import Shown, embedded
from sim.report.numbers import Numbers, given, name, names
from sim.report.settings import arms, for_all
from sim.report.tables import glance, tables

FEW = 10  # replications under which an interval is wide and its own width uncertain (assumption)
HEADINGS = {
    "headcount": "Headcount by year",
    "effects": "Effects on three measures of poverty",
    "plain_money": "Against plain money",
    "pairwise": "Every pair of arms",
    "growth_incidence": "Growth incidence against the baseline",
    "poverty_incidence": "Poverty at every line",
    "lorenz": "Who holds the income: Lorenz curves",
    "income_by_quintile": "Who gains: income by fifth",
    "headcount_by_remoteness": "Where poverty falls: near and remote villages",
    "transitions": "Into and out of poverty",
    "cost_effectiveness": "Cost and effect",
    "money": "Where each yuan went",
    "budget_response": "Does more money do more",
    "ablation": "What carries the effect of pairing",
    "failures": "When local models of pairing fail",
    "sensitivity": "How much the assumed parameters of pairing matter",
    "targeting_chain": "Where the poor are lost: the targeting waterfall",
    "cadre_incentives": "What ratings and deadlines do",
    "pair_network": "Who is paired with whom",
    "fragility": "How fragile lending is",
    "survival": "How long exits last",
}


def page(folder: Folder, shown: list[Shown]) -> str:
    """The report as HTML."""
    numbers = Numbers(folder, {
        f"figures/{chart.name}.csv": chart.table for chart in shown if chart.table is not None
    })  # fmt: skip
    environment = Environment(
        loader=PackageLoader("sim.report", ""), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("page.html.j2").render(
        folder=folder,
        numbers=numbers,
        findings=list(findings(folder, numbers)),
        arms=arms(folder),
        for_all=for_all(folder),
        charts=[(HEADINGS[chart.name], chart) for chart in shown if chart.image],
        embedded=embedded,
        missing=[(HEADINGS[chart.name], chart.missing) for chart in shown if chart.missing],
        glance=glance(folder, numbers),
        tables=tables(folder, numbers),
        failed=names(_failed(folder)),
        single=len(folder.replications) < 2,
        few=1 < len(folder.replications) < FEW,
        n=len(folder.replications),
        line_yuan=_line(folder, numbers),
        version=str(folder.manifest.get("code_version", "unknown")).split("+")[0],
        given=given,
        name=name,
    )


def _failed(folder: Folder) -> list[str]:
    """Arms with a failed run."""
    runs = folder.read("runs.csv", "arm", "status")
    return list(dict.fromkeys(runs.loc[runs["status"] == "failed", "arm"]))


def _line(folder: Folder, numbers: Numbers) -> Markup | None:
    return numbers.number(
        "summary.csv", "mean", arm=folder.arms[0], year=folder.last, measure="poverty_line",
        line="", group="all",
    )  # fmt: skip
