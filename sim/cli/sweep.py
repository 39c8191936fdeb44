"""`antipoverty sweep`: one scenario at many points."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.common import loudness, table, tell_of_plugins
from sim.cli.run import ending, worker_count
from sim.ground.errors import InputError
from sim.scenario.find import in_short

if TYPE_CHECKING:
    from sim.sweeps.store import Part
    from sim.sweeps.terms import Sweep

_PART = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


@click.command("sweep")
@click.argument("file", metavar="FILE")
@click.option("--out", metavar="DIR", help="Folder of the results (results/NAME if left out).")
@click.option("--seed", metavar="S", help="Where all luck comes from.")
@click.option("--set", "settings", metavar="PATH=VALUE", multiple=True,
              help="Change one value of the scenario, such as world.wage_growth=0.05.")
@click.option("--workers", metavar="W", help="Processes at work at once (all processors).")
@click.option("--part", metavar="K/N", help="Do the K-th of N parts, such as 3/40; merge them after.")
@click.option("--overwrite", is_flag=True, help="Replace what this program wrote there before.")
@click.option("--no-report", is_flag=True, help="Tables alone.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and how long it would take.")
@loudness
def command(
    file: str, out: str | None, seed: str | None, settings: tuple[str, ...], workers: str | None,
    part: str | None, overwrite: bool, no_report: bool, dry_run: bool, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Run every arm of a scenario at every point of the sweep in FILE."""
    from sim.folder import manifest
    from sim.sweeps.read import load
    from sim.sweeps.runner import folder_name, sweep

    tell_of_plugins()
    flags = {} if seed is None else {"seed": seed}
    loaded, processes, chosen = load(file, settings, **flags), worker_count(workers), part_of(part)
    folder = Path(out) if out else Path("results", folder_name(loaded, chosen))
    if dry_run:
        show_plan(loaded, folder, processes, chosen)
        return 0
    path = sweep(loaded, folder, processes, overwrite=overwrite, progress=not quiet, part=chosen,
                 report=not no_report)
    failed = int(manifest.read(path)["runs"]["failed"])
    if failed:
        click.echo(f"{failed} runs failed (failures.csv lists them)", err=True)
    if not quiet:
        click.echo(ending(path))
    return 3 if failed else 0


def part_of(text: str | None) -> Part:
    """Which part of how many, from `3/40`; the whole if nothing is said."""
    if text is None:
        return 1, 1
    found = _PART.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        raise InputError(f"--part: must read K/N with K from 1 to N, such as 3/40, not {text!r}")
    return int(found[1]), int(found[2])


def show_plan(loaded: Sweep, folder: Path, workers: int, part: Part) -> None:
    """Print what the sweep would do: runs, and time, memory and disk as a timed probe tells."""
    from sim.sweeps.probe import probe
    from sim.sweeps.store import SweepStore

    store = SweepStore(folder, loaded, part)
    seen = probe(store)
    minutes = seen.seconds / workers / 60
    factors = ", ".join(f"{factor.path} ({factor.role})" for factor in loaded.factors)
    rows = [
        ("sweep", f"{loaded.name} ({loaded.hash})"),
        ("factors", factors),
        ("points", f"{len(loaded.points):,} ({loaded.settings} settings in each world)"),
        ("runs", f"{len(store.jobs):,} ({', '.join(loaded.first.arms)} x "
                 f"{loaded.first.replications} replications)"),
        ("time", f"about {minutes:,.1f} minutes with {workers} workers"),
        ("memory", f"about {seen.mebibytes * workers:,.0f} MiB in workers"),
        ("disk", f"about {seen.disk / 2**20:,.0f} MiB"),
        ("results", f"would go to {in_short(folder)}"),
    ]  # fmt: skip
    table(("plan", "one run an arm was timed, nothing is written"), rows)
