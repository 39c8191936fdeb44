"""`antipoverty validate`: all problems of a scenario at once."""

from __future__ import annotations

import click

from sim.cli import completion
from sim.cli.common import example, loudness, replicated, scenario_options, tell_of_plugins
from sim.scenario import load_for_command


@click.command("validate", epilog=example("antipoverty validate quick_look --show"))
@click.argument("scenario", metavar="SCENARIO", shell_complete=completion.scenarios)
@scenario_options
@click.option("--show", is_flag=True, help="Print the scenario with every default spelt out.")
@loudness
def command(
    scenario: str, settings: tuple[str, ...], show: bool, quiet: bool, verbose: bool,
    **flags: str | None,
) -> None:  # fmt: skip
    """Check SCENARIO (a file or a shipped name) and list all its problems at once."""
    tell_of_plugins()
    loaded = load_for_command(scenario, settings, flags)
    if show:
        click.echo(loaded.to_yaml(), nl=False)
    elif not quiet:
        runs = f"{len(loaded.arms)} arms x {replicated(loaded)}"
        click.echo(f"{scenario}: fine ({loaded.name}, {runs}, hash {loaded.hash})")
