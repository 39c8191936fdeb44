"""`antipoverty strategies`: what can be tried, and with which parameters."""

from __future__ import annotations

from typing import Any

import click

from sim import docs
from sim.cli import completion
from sim.cli.common import (
    PARAMETER_HEADERS,
    example,
    heading,
    loudness,
    parameter_row,
    table,
    tell_of_plugins,
)
from sim.ground.errors import InputError
from sim.scenario import declared
from sim.scenario.problems import nearest, one_line

TIMING = (
    ("from", "start + 1", "year", "years of the horizon", "", "", "", "first year of action"),
    ("until", "start + years", "year", "years of the horizon", "", "", "", "last year of action"),
    ("share", "equal parts", "share of the arm's budget", "0 to 1", "", "", "", declared.SHARE.meaning),
)


@click.command("strategies", epilog=example("antipoverty strategies village_household_pairing"))
@click.argument("name", required=False, shell_complete=completion.names(completion.strategies))
@loudness
def command(name: str | None, quiet: bool, verbose: bool) -> None:
    """List the strategies, or show one with its parameters, units, ranges and sources."""
    tell_of_plugins()
    found = declared.strategies()
    if name is None:
        rows = [(key, found[key].title, found[key].says) for key in sorted(found)]
        table(("name", "title", "what it does"), rows)
        return
    parts = {key: part for strategy in found.values() for key, part in strategy.parts.items()}
    wanted = _meant(name, [*found, *parts])
    if wanted in found:
        _show(found[wanted])
    elif wanted in parts:
        _show_part(wanted, parts[wanted])
    else:
        hint = nearest(name, [*found, *parts]) or f" (there are {', '.join(sorted(found))})"
        raise InputError(one_line(f"strategies: no strategy is called {name!r}{hint}"))


def _meant(name: str, known: list[str]) -> str:
    """A name as it is declared; `pairing` alone means `village_household_pairing`."""
    plain = name.lower().replace("-", "_")
    longer = [key for key in known if f"_{plain}_" in f"_{key}_"]
    return longer[0] if plain not in known and len(longer) == 1 else plain


def _show(strategy: Any) -> None:
    heading(f"{strategy.name}: {strategy.title}")
    click.echo(f"\n{docs.text(strategy)}\n")
    of_parts = {key for part in strategy.parts.values() for key in part.parameters}
    own = {key: value for key, value in strategy.parameters.items() if key not in of_parts}
    table(PARAMETER_HEADERS, [*_rows(own), *TIMING])
    for name, part in strategy.parts.items():
        click.echo()
        _show_part(name, part)


def _show_part(name: str, part: Any) -> None:
    heading(name)
    click.echo(f"\n{docs.text(part)}\n")
    if part.parameters:
        table(PARAMETER_HEADERS, _rows(part.parameters))


def _rows(parameters: dict[str, Any]) -> list[tuple[str, ...]]:
    return [parameter_row(key, parameter) for key, parameter in parameters.items()]
