"""`antipoverty report`: tables, charts and report again, from stored results alone."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.common import loudness
from sim.errors import InputError


@click.command("report")
@click.argument("folder", metavar="DIR")
@click.option("--baseline", metavar="ARM", help="Compare with this arm instead.")
@loudness
def command(folder: str, baseline: str | None, quiet: bool, verbose: bool) -> None:
    """Build tables, charts and report again from the results in DIR."""
    path = Path(folder)
    if not (path / "outcomes.csv").is_file():
        raise InputError(f"{folder}: holds no results (no outcomes.csv)")
    from sim import report

    report.build(path, baseline)
    if not quiet:
        click.echo(f"Report in {path / 'report.html'}")
