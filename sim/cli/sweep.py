"""`antipoverty sweep`: one scenario at many points."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli import completion
from sim.cli.cluster import cluster
from sim.cli.common import example, loudness, table, tell_of_plugins
from sim.cli.run import ending, worker_count
from sim.ground.errors import InputError
from sim.scenario.find import in_short, shipped_sweeps

if TYPE_CHECKING:
    from sim.sweeps.store import Part
    from sim.sweeps.terms import Sweep

LONGEST = 3_600.0  # seconds that a run may take
_PART = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


def command_of(kind: str, told: str, shipped: str) -> click.Command:
    """The command of a kind of experiment; all take the same options, and `told` says what it does.

    `shipped` is the name of a file to try it on.
    """

    @click.command(kind, help=told, epilog=example(f"antipoverty {kind} {shipped} --dry-run"))
    @click.argument("file", metavar="FILE", shell_complete=completion.files(shipped_sweeps))
    @click.option("--out", metavar="DIR", help="Folder of the results (results/NAME if left out).")
    @click.option("--seed", metavar="S", help="Where all luck comes from.")
    @click.option("--set", "settings", metavar="PATH=VALUE", multiple=True,
                  help="Change one value of the scenario, such as world.wage_growth=0.05.")
    @click.option("--workers", metavar="W", help="Processes at work at once (all processors).")
    @click.option("--scheduler", metavar="URL", help="Run on the Dask cluster at this address.")
    @click.option("--part", metavar="K/N", help="Do the K-th of N parts, such as 3/40; merge them.")
    @click.option("--limit", metavar="SECONDS", help="Give up a run that takes longer, about (3600).")
    @click.option("--retry-failed", is_flag=True, help="Do runs again that failed before.")
    @click.option("--reuse", metavar="DIR", multiple=True, help="Take runs from another sweep's folder.")
    @click.option("--form", metavar="FORM", help="Outcomes as csv, parquet or both (by their number).")
    @click.option("--overwrite", is_flag=True, help="Replace what this program wrote there before.")
    @click.option("--no-report", is_flag=True, help="Tables alone.")
    @click.option("--dry-run", is_flag=True, help="Say what would be done, and how long it would take.")
    @loudness
    def command(
        file: str, out: str | None, seed: str | None, settings: tuple[str, ...], workers: str | None,
        scheduler: str | None, part: str | None, limit: str | None, retry_failed: bool,
        reuse: tuple[str, ...], form: str | None, overwrite: bool, no_report: bool, dry_run: bool,
        quiet: bool, verbose: bool,
    ) -> int:  # fmt: skip
        from sim.folder import manifest
        from sim.sweeps.read import load
        from sim.sweeps.runner import folder_name, sweep

        tell_of_plugins()
        flags = {} if seed is None else {"seed": seed}
        loaded = load(file, settings, kind, **flags)
        processes, chosen, most = worker_count(workers), part_of(part), seconds_of(limit)
        folder = Path(out) if out else Path("results", folder_name(loaded, chosen))
        if dry_run:
            show_plan(loaded, folder, processes, chosen)
            return 0
        with cluster(scheduler) as executor:
            path = sweep(
                loaded, folder, processes, executor, overwrite, progress=not quiet, part=chosen,
                report=not no_report, limit=most, retry_failed=retry_failed, form=form,
                reuse=reuse,
            )  # fmt: skip
        failed = int(manifest.read(path)["runs"]["failed"])
        if failed:
            click.echo(f"{failed} runs failed (failures.csv lists them)", err=True)
        if not quiet:
            click.echo(ending(path))
        return 3 if failed else 0

    return command


command = command_of(
    "sweep", "Run every arm of a scenario at every point of the sweep in FILE.", "drought_and_credit"
)


def seconds_of(text: str | None) -> float:
    """How long a run may take."""
    if text is None:
        return LONGEST
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds < float("inf"):
        raise InputError(f"--limit: must be a number of seconds from 1 up, not {text!r}")
    return seconds


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
    from sim.sweeps.kinds import find
    from sim.sweeps.probe import probe
    from sim.sweeps.store import SweepStore

    store = SweepStore(folder, loaded, part)
    seen = probe(store)
    minutes = seen.seconds / workers / 60
    factors = ", ".join(f"{factor.path} ({factor.role})" for factor in loaded.factors)
    known = "" if find()[loaded.kind].DESIGNED else " of the first batch, from which others follow"
    rows = [
        (loaded.kind, f"{loaded.name} ({loaded.hash})"),
        ("factors", factors),
        ("points", f"{len(loaded.points):,} (in {loaded.number_of_worlds:,} worlds){known}"),
        ("runs", f"{len(store.jobs):,} ({', '.join(loaded.first.arms)} x "
                 f"{loaded.first.replications} replications)"),
        ("time", f"about {minutes:,.1f} minutes with {workers} workers{known}"),
        ("memory", f"about {seen.mebibytes * workers:,.0f} MiB in workers"),
        ("disk", f"about {seen.disk / 2**20:,.0f} MiB"),
        ("results", f"would go to {in_short(folder)}"),
    ]  # fmt: skip
    table(("plan", "one run an arm was timed, nothing is written"), rows)
