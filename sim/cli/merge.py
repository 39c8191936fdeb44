"""`antipoverty merge`: the parts of a sweep, run apart, made one."""

from __future__ import annotations

import click

from sim.cli.common import example, loudness
from sim.cli.run import ending

EXAMPLE = example(
    "antipoverty merge results/drought-and-credit-part-* --out results/drought-and-credit"
)


@click.command("merge", epilog=EXAMPLE)
@click.argument("folders", metavar="DIR...", nargs=-1, required=True)
@click.option("--out", metavar="DIR", required=True, help="Folder of the whole.")
@click.option("--overwrite", is_flag=True, help="Replace what this program wrote there before.")
@loudness
def command(
    folders: tuple[str, ...], out: str, overwrite: bool, quiet: bool, verbose: bool
) -> int:
    """Join the folders DIR... of a sweep whose parts were run apart (sweep --part)."""
    from sim.folder import manifest
    from sim.sweeps.merge import merge

    path = merge(folders, out, overwrite)
    if not quiet:
        click.echo(ending(path))
    return 3 if manifest.read(path)["runs"]["failed"] else 0
