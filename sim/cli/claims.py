"""`antipoverty claims`: sentences about strategies, held against many worlds."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import completion
from sim.cli.common import example, heading, loudness, table
from sim.cli.run import ending, worker_count
from sim.ground.errors import InputError
from sim.scenario.find import shipped_claims


@click.command("claims", epilog=example("antipoverty claims pairing_beats_plain_money --count 20"))
@click.argument("name", required=False, shell_complete=completion.files(shipped_claims))
@click.option("--all", "every", is_flag=True, help="Judge all of them: some minutes on two cores.")
@click.option("--worlds", metavar="NAME", help="A shipped ensemble (gansu-2011), or a CSV file.")
@click.option("--count", metavar="N", help="How many of its worlds are lived in (60).")
@click.option("--households", metavar="N", help="Households of the county (1000).")
@click.option("--out", metavar="DIR", help="Folder of the results (results/claims if left out).")
@click.option("--workers", metavar="W", help="Processes at work at once (all processors).")
@loudness
def command(
    name: str | None, every: bool, worlds: str | None, count: str | None, households: str | None,
    out: str | None, workers: str | None, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Say in how many worlds the claim called NAME, or each of all, is true, and whether it ends
    without its mechanism; without either, list the claims."""
    from sim.claims import judge_claims
    from sim.claims.read import sentences
    from sim.claims.tables import HEAD, told
    from sim.scenario.read import plain_scalar

    if name is None and not every:
        table(("claim", "what it says"), sentences().items())
        return 0
    if name is not None and every:
        raise InputError("--all: judges all claims, and one is named: leave one of them out")
    if out == "":
        raise InputError("--out: is empty: name a folder, or leave it out")
    folder = Path(out or Path("results", "claims"))
    given = {"worlds": worlds, "count": count and plain_scalar(count),
             "households": households and plain_scalar(households)}  # fmt: skip
    asked = {key: value for key, value in given.items() if value is not None}
    done = judge_claims(name, out=folder, workers=worker_count(workers), progress=not quiet, **asked)
    if not quiet:
        heading(f"In how many of {done.worlds} worlds is it true?")
        table(HEAD, told(done))
        click.echo(ending(folder.absolute()))
    return 0
