"""`antipoverty patterns`: does the county look like the published one?"""

from __future__ import annotations

import click

from sim.cli.common import example, loudness, table

HEADERS = ("pattern", "band", "value", "95% interval", "verdict", "what it says")
VERDICT = HEADERS.index("verdict")


@click.command("patterns", epilog=example("antipoverty patterns 2-headcount"))
@click.argument("name", required=False)
@loudness
def command(name: str | None, quiet: bool, verbose: bool) -> None:
    """List the patterns the model is judged by: band, value, interval, holds or fails."""
    import sim.analysis.patterns as patterns

    if name is None and not quiet:
        click.echo("All patterns are measured in counties lived for it: some minutes.", err=True)
    rows = patterns.evaluate([name] if name else None)
    table(HEADERS, rows)
    if name is None:
        holding = sum(row[VERDICT] == "holds" for row in rows)
        click.echo(f"\n{holding} of {len(rows)} hold")
