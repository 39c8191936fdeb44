"""`antipoverty trials`: published experiments run again in the simulated county."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import completion
from sim.cli.common import example, heading, loudness, table
from sim.cli.run import ending, worker_count
from sim.ground.errors import InputError
from sim.scenario.find import shipped_trials

if TYPE_CHECKING:
    from sim.trials.runner import Trials

HEADERS = ("study", "published", "simulated", "95% interval", "verdict", "z", "z as declared")


@click.command("trials", epilog=example("antipoverty trials graduation_bangladesh"))
@click.argument("name", required=False, shell_complete=completion.names(shipped_trials))
@click.option("--file", "file", metavar="FILE",
              help="Studies kept elsewhere: one, or several under `studies`.")
@click.option("--out", metavar="DIR", help="Folder of the results (results/trials if left out).")
@click.option("--workers", metavar="W", help="Processes at work at once (all processors).")
@loudness
def command(
    name: str | None, file: str | None, out: str | None, workers: str | None, quiet: bool, verbose: bool
) -> int:  # fmt: skip
    """Run published experiments again, all or the one called NAME, and judge the model by them."""
    from sim.folder.files import located
    from sim.trials.read import chosen
    from sim.trials.runner import Plan, run
    from sim.trials.write import write

    if out == "":
        raise InputError("--out: is empty: name a folder, or leave it out")
    folder = located(out or Path("results", "trials"))
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out: {folder} is a file, not a folder")
    studies = chosen(name, file)
    done = run(studies, Plan(workers=worker_count(workers)), progress=not quiet)
    write(done, folder)
    if not quiet:
        tell(done)
        click.echo(ending(folder))
    return 0


def tell(done: Trials) -> None:
    """Print how likely agreement was, and then who agrees."""
    from sim.trials.page import before, excused, prior_table, wrong
    from sim.trials.page import table as compared
    from sim.trials.tables import ordered

    told = ordered(done)
    prior = prior_table(told)
    heading("Before any comparison")
    for sentence in before(done):
        click.echo(sentence)
    table(prior.head, prior.rows)
    click.echo("")
    whole = compared(told)
    table(HEADERS, [row[: len(HEADERS)] for row in whole.rows])
    click.echo("")
    heading("Where the model is wrong")
    for sentence in [*wrong(told), *excused(told)]:
        click.echo(f"* {sentence}")
