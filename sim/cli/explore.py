"""`antipoverty explore`: a local page on which levers are moved and a small county is run."""

from __future__ import annotations

import click

from sim.cli import completion
from sim.cli.common import example, loudness, scenario_options, tell_of_plugins
from sim.ground.errors import needs
from sim.scenario import load_for_command
from sim.scenario.link import PORT
from sim.shell import Stopped

FIRST = "quick_look"
"""What the page opens with unless told."""


@click.command("explore", epilog=example("antipoverty explore quick_look"))
@click.argument("scenario", metavar="[SCENARIO]", default=FIRST, shell_complete=completion.scenarios)
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, metavar="N",
              help=f"Where the page answers on this machine ({PORT}); 0 takes any that is free.")
@click.option("--no-browser", is_flag=True, help="Say where the page is, and open no browser.")
@scenario_options
@loudness
def command(
    scenario: str, port: int, no_browser: bool, settings: tuple[str, ...], quiet: bool, verbose: bool,
    **flags: str | None,
) -> None:  # fmt: skip
    """Open a page on this machine: pick strategies, move their levers, run a small county, look around.

    It opens with SCENARIO (a file or a shipped name), whose county is made small enough to answer
    while you wait. What it shows can be saved as a file for `antipoverty run`. It is seen from this
    machine alone.
    """
    with needs("explore", "the page"):
        from sim.explore.serve import serve

    tell_of_plugins()
    loaded = load_for_command(scenario, settings, flags)
    try:
        serve(loaded, port, not no_browser, lambda text: None if quiet else click.echo(text))
    except (Stopped, KeyboardInterrupt):  # how a page is meant to end
        return
