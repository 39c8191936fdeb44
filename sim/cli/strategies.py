"""`antipoverty strategies`: what can be tried, and with which parameters."""

from __future__ import annotations

import inspect
from typing import Any

import click

from sim.cli.common import PARAMETER_HEADERS, heading, loudness, parameter_row, table
from sim.errors import InputError
from sim.scenario import declared
from sim.scenario.problems import nearest, one_line

TIMING = (
    ("from", "start + 1", "year", "years of the horizon", "", "first year of action"),
    ("until", "last year", "year", "years of the horizon", "", "last year of action"),
    ("share", "equal parts", "share of the arm's budget", "0 to 1", "", declared.SHARE.meaning),
)


@click.command("strategies")
@click.argument("name", required=False)
@loudness
def command(name: str | None, quiet: bool, verbose: bool) -> None:
    """List the strategies, or show one with its parameters, units, ranges and sources."""
    found = declared.strategies()
    if name is None:
        rows = [(key, found[key].title, _first_sentence(found[key])) for key in sorted(found)]
        table(("name", "title", "what it does"), rows)
        return
    wanted = name.replace("-", "_")
    if wanted not in found:
        hint = nearest(name, found) or f" (there are {', '.join(sorted(found))})"
        raise InputError(one_line(f"strategies: no strategy is called {name!r}{hint}"))
    _show(found[wanted])


def _first_sentence(strategy: Any) -> str:
    return " ".join((inspect.getdoc(strategy) or "").partition("\n\n")[0].split())


def _show(strategy: Any) -> None:
    heading(f"{strategy.name}: {strategy.title}")
    click.echo(f"\n{inspect.getdoc(strategy) or ''}\n")
    rows = [parameter_row(key, parameter) for key, parameter in strategy.parameters.items()]
    table(PARAMETER_HEADERS, [*rows, *TIMING])
