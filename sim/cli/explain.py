"""`antipoverty explain`: what the model is made of, printed from the code."""

from __future__ import annotations

from collections.abc import Callable

import click

from sim.cli.common import PARAMETER_HEADERS, heading, loudness, parameter_row, table


def cycle() -> None:
    """Print the year: its functions in their order."""
    from sim.cycle import describe

    table(("phase", "process", "what happens"), describe())


def columns() -> None:
    """Print every column of the results files, then every column of state."""
    from sim.experiment.columns import rows
    from sim.world import COLUMNS

    table(("file", "column", "unit", "meaning"), rows())

    for kind, declared in sorted(COLUMNS.items()):
        heading(f"\n{kind}")
        state = [(name, c.dtype, c.unit, c.symbol, c.meaning) for name, c in declared.items()]
        table(("column", "type", "unit", "symbol", "meaning"), state)


def parameters() -> None:
    """Print every parameter a scenario's `world` may set, by the file that declares it."""
    from sim.world import HOMES, PARAMETERS

    for home in sorted(set(HOMES.values())):
        heading(f"\n{home}")
        names = [name for name in PARAMETERS if HOMES[name] == home]
        table(PARAMETER_HEADERS, [parameter_row(name, PARAMETERS[name]) for name in names])


TOPICS: dict[str, Callable[[], None]] = {
    "cycle": cycle,
    "columns": columns,
    "parameters": parameters,
}


@click.command("explain")
@click.argument("topic", type=click.Choice(list(TOPICS)))
@loudness
def command(topic: str, quiet: bool, verbose: bool) -> None:
    """Print the order of the year, the columns of state, or the parameters of the world."""
    TOPICS[topic]()
