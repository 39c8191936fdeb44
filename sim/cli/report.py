"""`antipoverty report`: tables, charts and report again, from stored results alone."""

from __future__ import annotations

import click

from sim.cli.common import loudness
from sim.scenario.find import in_short


@click.command("report")
@click.argument("folder", metavar="DIR")
@click.option("--baseline", metavar="ARM", help="Compare with this arm instead.")
@loudness
def command(folder: str, baseline: str | None, quiet: bool, verbose: bool) -> None:
    """Build tables, charts and report again from the results in DIR."""
    from sim import experiment
    from sim.folder.files import located

    experiment.again(folder, baseline)
    if not quiet:
        click.echo(f"Report in {in_short(located(folder) / 'report.html')}")
