"""`antipoverty check`: whether a strategy keeps the promises of every strategy."""

from __future__ import annotations

import click

from sim.cli import completion
from sim.cli.common import example, loudness, table, tell_of_plugins
from sim.ground.errors import InputError, nearest
from sim.scenario import declared
from sim.scenario.problems import one_line

KEPT, BROKEN = 0, 3


@click.command("check", epilog=example("antipoverty check two_factor"))
@click.argument("name", shell_complete=completion.names(declared.strategies))
@loudness
def command(name: str, quiet: bool, verbose: bool) -> int:
    """Try the promises of strategy NAME on a small county; exit code 3 if one is broken."""
    tell_of_plugins()
    found, wanted = declared.strategies(), name.replace("-", "_")
    if wanted not in found:
        hint = nearest(name, found) or f" (there are {', '.join(sorted(found))})"
        raise InputError(one_line(f"check: no strategy is called {name!r}{hint}"))
    from sim.testing import report

    promises = report(found[wanted])
    rows = [(promise, why or "kept") for promise, why in promises.items() if why or not quiet]
    if rows:
        table(("promise", wanted), rows)
    return BROKEN if any(promises.values()) else KEPT
