"""`antipoverty drivers`: what drives the difference of two arms, and what to measure to settle it."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli.common import example, heading, loudness
from sim.cli.run import ending
from sim.ground.errors import InputError


@click.command(
    "drivers", epilog=example("antipoverty drivers pairing universal-cash seven_strategies_in_worlds")
)
@click.argument("arm")
@click.argument("other")
@click.argument("results", required=False)
@click.option("--measure", default="fgt0", metavar="NAME", help="What is compared (headcount).")
@click.option("--year", metavar="YEAR", help="When (the last year of support).")
@click.option("--out", metavar="DIR", help="Folder of the answer (results/drivers-ARM-OTHER).")
@loudness
def command(
    arm: str, other: str, results: str | None, measure: str, year: str | None, out: str | None,
    quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Say what drives the difference of ARM and OTHER over worlds, from the RESULTS (a folder, or the
    name of a scenario that was run), and which number would settle which is better."""
    from sim.drivers import find_drivers, words

    if "" in (out, results, year):
        raise InputError("an option is empty: give it a value, or leave it out")
    if year is not None and not year.isdigit():
        raise InputError(f"--year: must be a year, not {year!r}")
    when = None if year is None else int(year)
    folder = Path(out or Path("results", f"drivers-{arm}-{other}"))
    found = find_drivers(arm, other, results, measure, when, folder)
    if not quiet:
        for title, said in (("The order", words.order), ("What to measure", words.measuring),
                            ("What goes with the difference", words.strongest),
                            ("Where the order turns", words.turning)):  # fmt: skip
            heading(title)
            for sentence in said(found):
                click.echo(f"* {sentence}")
        click.echo(ending(folder.absolute()))
    return 0
