"""`antipoverty survey`: a commented mapping of a household survey to start from."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.common import example, loudness


@click.command("survey", epilog=example("antipoverty survey households.csv"))
@click.argument("file", metavar="FILE")
@loudness
def command(file: str, quiet: bool, verbose: bool) -> None:
    """Print a scenario with a mapping of the survey FILE (.csv, .parquet, .dta or .sav) to start from.

    Write it into a file: antipoverty survey households.csv > mine.yaml
    """
    from sim.survey.draft import draft

    text, missing = draft(Path(file))
    click.echo(text, nl=False)
    if not quiet:
        click.echo("missing before it can run:", err=True)
        for one in missing:
            click.echo(f"  {one}", err=True)
