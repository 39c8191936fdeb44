"""`antipoverty report`: tables, charts and report again, from stored results alone."""

from __future__ import annotations

import click

from sim.cli import completion
from sim.cli.common import drawable, example, in_language, in_worlds, loudness, there
from sim.ground.errors import InputError
from sim.language import Voice
from sim.scenario.find import in_short


@click.command("report", epilog=example("antipoverty report results/quick-look"))
@click.argument("folder", metavar="DIR", shell_complete=completion.folders)
@click.option("--baseline", metavar="ARM", shell_complete=completion.arms,
              help="Compare with this arm instead.")
@in_worlds
@in_language
@loudness
def command(
    folder: str, baseline: str | None, worlds: str | None, language: str, quiet: bool, verbose: bool
) -> None:
    """Build tables, charts and report again from the results in DIR.

    `run` and the other experiments report in English; `--lang zh` adds report.zh.html beside it.
    """
    from sim import experiment, sweeps
    from sim.cli.run import worker_count
    from sim.folder import manifest
    from sim.folder.files import located

    language = drawable(language)
    if "factors" not in manifest.read(located(folder)):
        experiment.again(folder, baseline, there(worlds), worker_count(None), language)
    elif worlds is not None:
        raise InputError("--worlds: a sweep has worlds of its own")
    elif baseline is not None:
        raise InputError("--baseline: a sweep is compared with the baseline of its scenario")
    else:
        sweeps.again(folder, language)
    if not quiet:
        click.echo(f"Report in {in_short(located(folder) / f'report{Voice(language).mark}.html')}")
