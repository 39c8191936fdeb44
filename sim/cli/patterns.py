"""`antipoverty patterns`: does the county look like the published one?"""

from __future__ import annotations

import click

from sim.cli.common import example, loudness, table

HEADERS = ("pattern", "band", "value", "95% interval", "verdict", "what it says")


@click.command("patterns", epilog=example("antipoverty patterns 2-headcount"))
@click.argument("name", required=False)
@loudness
def command(name: str | None, quiet: bool, verbose: bool) -> None:
    """List the patterns the model is judged by: band, value, interval, holds or fails."""
    import sim.analysis.patterns as patterns

    table(HEADERS, patterns.evaluate([name] if name else None))
