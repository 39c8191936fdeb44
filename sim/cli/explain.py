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
@click.argument("topic", type=click.Choice([*TOPICS, "household"]))
@click.argument("row", type=click.IntRange(min=0), required=False)
@click.option("--run", "folder", metavar="DIR", help="Results of the run the household lived in.")
@click.option("--arms", nargs=2, metavar="ARM ARM", help="Two arms (the first two if left out).")
@click.option("--replication", type=click.IntRange(min=1), default=1, metavar="R",
              help="Which run of each arm (1).")  # fmt: skip
@loudness
def command(
    topic: str, row: int | None, folder: str | None, arms: tuple[str, str] | None,
    replication: int, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Print the year, columns or parameters, or `household ROW --run DIR`: one life in two arms."""
    if topic == "household":
        household(row, folder, arms or None, replication)
    elif row is not None or folder or arms:
        raise click.UsageError(f"ROW, --run and --arms go with household, not with {topic}")
    else:
        TOPICS[topic]()


def household(
    row: int | None, folder: str | None, arms: tuple[str, str] | None, replication: int
) -> None:
    """Tell the life of one household of a finished run in two of its arms."""
    from pathlib import Path

    from sim.biography import live_twice, tell
    from sim.errors import InputError
    from sim.scenario import load
    from sim.scenario.problems import nearest

    if row is None or folder is None:
        raise click.UsageError("household needs a ROW and --run DIR")
    path = Path(folder, "scenario.yaml")
    if not path.is_file():
        raise InputError(f"--run: {folder} holds no scenario.yaml; name the folder of a run")
    scenario = load(path)
    if row >= scenario.households:
        raise InputError(f"ROW: {row} is not below {scenario.households}, the number of households")
    if replication > scenario.replications:
        raise InputError(f"--replication: {replication} of {scenario.replications}")
    known = list(scenario.arms)
    first = [scenario.baseline] if scenario.baseline in known else []
    others = [arm for arm in known if arm not in first]
    one, other = arms or (*first, *others)[:2]
    for arm in (one, other):
        if arm not in known:
            hint = nearest(arm, known)
            raise InputError(f"--arms: no arm {arm!r}{hint}; there are {', '.join(known)}")
    lives = live_twice(scenario, (one, other), replication, row)
    for line in tell((one, other), lives, row):
        click.echo(line)
