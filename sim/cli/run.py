"""`antipoverty run`: every arm and replication, then tables, charts and the report."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from click.core import ParameterSource

from sim.cli import completion
from sim.cli.cluster import cluster
from sim.cli.common import (
    example,
    in_worlds,
    loudness,
    replicated,
    scenario_options,
    table,
    tell_of_plugins,
    there,
)
from sim.cli.questions import list_questions
from sim.ground.errors import InputError
from sim.scenario import Scenario, load_for_command, shipped
from sim.scenario.find import in_short

MOST_WORKERS = 1_024


def nothing(scenario: Scenario) -> str:
    """What a scenario lacks that is only to be run."""
    return ""


@click.command("run", epilog=example("antipoverty run quick_look --workers 2"))
@click.argument("scenario", metavar="[SCENARIO]", required=False,
                shell_complete=completion.scenarios)
@click.option("--out", metavar="DIR", help="Folder of the results (results/NAME if left out).")
@scenario_options
@click.option("--workers", metavar="W", help="Processes at work at once (all processors).")
@click.option("--scheduler", metavar="URL", help="Run on the Dask cluster at this address.")
@click.option("--overwrite", is_flag=True, help="Replace what this program wrote there before.")
@in_worlds
@click.option("--no-report", is_flag=True, help="Tables alone; `antipoverty report` draws later.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@loudness
@click.pass_context
def command(
    context: click.Context, /, scenario: str | None, out: str | None, settings: tuple[str, ...],
    workers: str | None, scheduler: str | None, overwrite: bool, worlds: str | None,
    no_report: bool, dry_run: bool, quiet: bool, verbose: bool,
    lacking: Callable[[Scenario], str] = nothing, **flags: str | None,
) -> int:  # fmt: skip
    """Run every arm and replication of SCENARIO (a file or a shipped name), then report.

    Without anything after it, list the shipped scenarios and what each asks.
    """
    if scenario is None:
        return list_shipped(context, "antipoverty run quick_look; one of your own: antipoverty new mine")

    from sim import experiment
    from sim.experiment import survey_report
    from sim.folder.files import located

    tell_of_plugins()
    loaded, processes = _checked(scenario, settings, flags, workers, out, lacking)
    folder = located(out or Path("results", loaded.name))
    if dry_run:
        show_plan(loaded, folder)
        return 0
    with cluster(scheduler) as executor:
        done = experiment.run(
            loaded, out=folder, workers=processes, overwrite=overwrite, progress=not quiet,
            executor=executor, report=not no_report, worlds=there(worlds),
        )  # fmt: skip
    if done.failed:
        click.echo(done.lost(), err=True)
    if far := survey_report.warning(folder):
        click.echo(f"warning: {far}", err=True)
    if not quiet:
        click.echo(ending(folder))
    return 3 if done.failed else 0


def list_shipped(context: click.Context, one: str, folder: str = "") -> int:
    """Print what can be asked; options without a scenario are a slip, and no such question."""
    if ParameterSource.COMMANDLINE in map(context.get_parameter_source, context.params):
        raise click.MissingParameter(ctx=context, param_hint="'SCENARIO'", param_type="argument")
    list_questions({name: path for name, path in shipped().items() if name.startswith(folder)})
    click.echo(f"\nTo run one: {one}")
    return 0


def ending(folder: Path) -> str:
    """Where the results are and where to begin with them."""
    page = folder / "report.html"
    start = f"; start with {in_short(page)}" if page.is_file() else ""
    return f"Results in {in_short(folder)}{start}"


def _checked(
    scenario: str, settings: tuple[str, ...], flags: dict[str, str | None], workers: str | None,
    out: str | None, lacking: Callable[[Scenario], str],
) -> tuple[Scenario, int]:  # fmt: skip
    """The scenario and the number of workers, or the problems of all that was given at once."""
    problems, loaded, processes = [], None, 1
    try:
        loaded = load_for_command(scenario, settings, flags)
        problems += [f"{scenario}: {lack}" for lack in [lacking(loaded)] if lack]
    except InputError as error:
        problems += error.problems
    try:
        processes = worker_count(workers)
    except InputError as error:
        problems += error.problems
    if out == "":
        problems.append("--out: is empty: name a folder, or leave it out")
    if problems or loaded is None:
        raise InputError(problems)
    return loaded, processes


def worker_count(text: str | None) -> int:
    """How many processes to use: as told, else as many as this process may use."""
    if text is None:
        usable = getattr(os, "sched_getaffinity", None)
        return len(usable(0)) if usable else os.cpu_count() or 1
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_WORKERS:
        return int(text)
    what = f"must be a whole number between 1 and {MOST_WORKERS}, not {text!r}"
    raise InputError(f"--workers: {what}")


def show_plan(scenario: Scenario, folder: Path) -> None:
    """Print what a run of the scenario would do."""
    runs = len(scenario.arms) * scenario.replications
    most = "" if scenario.until is None else "at most "
    household_years = runs * scenario.households * (scenario.end - scenario.start)
    rows = [
        ("scenario", f"{scenario.name} ({scenario.hash}): {scenario.title}"),
        *_county(scenario),
        ("years", f"{scenario.start} (opening state), then {scenario.start + 1}-{scenario.end}"),
        ("arms", f"{', '.join(scenario.arms)} (baseline {scenario.baseline})"),
        ("runs", f"{most}{runs:,} ({len(scenario.arms)} arms x {replicated(scenario)})"),
        ("work", f"{most}{household_years:,} household-years, besides the burn-in"),
        ("budget", f"{_budget(scenario)} yuan of 2010 per person and year, {scenario.finance}"),
        ("results", f"would go to {in_short(folder)}"),
    ]
    table(("plan", "nothing is run, nothing is written"), rows)


def _county(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """The county, or the counties of a province and what adds up of them."""
    from sim.observation.dictionary import by_county_only

    size = f"{scenario.households:,} households in {scenario.villages:,} villages"
    if scenario.province is None:
        yield "county", size
        return
    province = scenario.province
    rules = {"equal": "equal per head", "poverty_gap": "by poverty gap"}
    shared = f"budget {rules[province.budget_rule]}"
    yield "province", f"{len(province.counties)} counties, {size}, {shared}"
    if apart := by_county_only(scenario.record.measures):
        yield "by county", f"of each county alone, as they do not add up: {', '.join(apart)}"


def _budget(scenario: Scenario) -> str:
    if not isinstance(scenario.budget, Mapping):
        return f"{scenario.budget:g}"
    return ", ".join(f"{value:g} from {year}" for year, value in scenario.budget.items())
