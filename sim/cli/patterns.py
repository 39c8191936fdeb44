"""`antipoverty patterns`: does the county look like the published one?"""

from __future__ import annotations

import click

from sim.cli.common import loudness


@click.command("patterns")
@click.argument("name", required=False)
@loudness
def command(name: str | None, quiet: bool, verbose: bool) -> None:
    """List the patterns the model is judged by: band, value, interval, holds or fails."""
    from sim.analysis import patterns

    patterns.show([name] if name else None, progress=not quiet)
