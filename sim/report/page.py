"""The page: findings, charts, tables, method and limits put into the template."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.charts.folder import Folder
from sim.report.findings import findings
from sim.report.gallery import Shown, embedded
from sim.report.numbers import Numbers, given, name, names, words
from sim.report.tables import glance, tables

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
    "ablation": "What carries the effect of pairing",
    "failures": "When local models of pairing fail",
    "sensitivity": "How much the assumed parameters of pairing matter",
    "targeting_chain": "Where the poor are lost: the targeting waterfall",
    "cadre_incentives": "What ratings and deadlines do",
    "pair_network": "Who is paired with whom",
    "fragility": "How fragile lending is",
    "survival": "How long exits last",
}


@dataclass(frozen=True)
class Arm:
    """An arm as the report introduces it."""

    name: Markup
    uses: Markup
    role: str


def page(folder: Folder, shown: list[Shown]) -> str:
    """The report as HTML."""
    numbers = Numbers(folder)
    environment = Environment(
        loader=PackageLoader("sim.report", ""), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("page.html.j2").render(
        folder=folder,
        numbers=numbers,
        findings=list(findings(folder, numbers)),
        arms=_arms(folder),
        charts=[(HEADINGS[chart.name], chart) for chart in shown if chart.image],
        embedded=embedded,
        missing=[(HEADINGS[chart.name], chart.missing) for chart in shown if chart.missing],
        glance=glance(folder, numbers),
        tables=tables(folder, numbers),
        failed=names(_failed(folder)),
        single=len(folder.replications) < 2,
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


def _arms(folder: Folder) -> list[Arm]:
    known = _economics()
    return [Arm(name(arm), _uses(folder, arm, known), _role(folder, arm)) for arm in folder.arms]


def _role(folder: Folder, arm: str) -> str:
    if arm == folder.baseline:
        return "baseline"
    return "plain money" if arm in folder.plain_money else "strategy"


def _uses(folder: Folder, arm: str, known: dict[str, Any]) -> Markup:
    uses = (folder.scenario.get("arms") or {}).get(arm) or {}
    if not uses:
        return Markup("No strategy: the county left to itself and its standing transfers.")
    told = []
    for strategy, values in uses.items():
        kind = known.get(strategy)
        title, text = (kind.title, _first_paragraph(kind)) if kind else (strategy, "")
        told.append(Markup("{}. {}{}").format(name(title), words(text), _set_here(values, kind)))
    return Markup("<br>").join(told)


def _set_here(values: Any, kind: Any) -> Markup:
    """The parameters of an arm that do not stand at their default."""
    parameters = kind.parameters if kind else {}
    here = [f"{key} {_written(values[key])}" for key, parameter in parameters.items()
            if key in values and not _same(values[key], parameter)]
    return Markup(" Here: {}.").format(words("; ".join(here))) if here else Markup("")


def _same(value: Any, parameter: Any) -> bool:
    if parameter.kind == "number":
        return float(value) == parameter.default
    if parameter.kind == "names":
        return tuple(value) == parameter.default
    return str(value) == str(parameter.default).lower()


def _written(value: Any) -> str:
    return ", ".join(value) if isinstance(value, (list, tuple)) else str(value)


def _economics() -> dict[str, Any]:
    """Each strategy that this installation knows, by name."""
    from sim import strategies

    return dict(strategies.find())


def _first_paragraph(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split())
