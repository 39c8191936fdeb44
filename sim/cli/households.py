"""`antipoverty households`: whose lives are worth reading in the results of a run."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from sim.cli import completion
from sim.cli.common import example, hanging, heading, in_language, loudness, padded
from sim.cli.explain import first_arms, of_run
from sim.ground.errors import InputError
from sim.language import ENGLISH, Voice, phrase, speaking

if TYPE_CHECKING:
    from sim.biography import Trace
    from sim.biography.following import Kind
    from sim.scenario import Scenario


@click.command("households", epilog=example("antipoverty households --run results/quick-look"))
@click.option("--run", "folder", metavar="DIR", required=True, shell_complete=completion.folders,
              help="Results of a run.")
@click.option("--arm", metavar="ARM", shell_complete=completion.arms,
              help="The arm (the first beside the baseline if left out).")
@click.option("--replication", type=click.IntRange(min=1), default=1, metavar="R",
              help="Which run of the arm (1).")  # fmt: skip
@in_language
@loudness
def command(
    folder: str, arm: str | None, replication: int, language: str, quiet: bool, verbose: bool
) -> None:
    """List households of a run that are worth following, the clearest cases first.

    Who left poverty and stayed out to the end, who fell back, who was missed by the list, and who has
    less than in the baseline under the same luck: of the households that the run followed, or, where it
    followed none, of all in the county, whose years are lived again.
    """
    scenario = of_run(folder)
    arms = compared(scenario, arm, replication)
    base, ours = traces(folder, scenario, arms, replication)
    life = f"--run {shlex.quote(folder)} --arms {arms[0]} {arms[1]}"
    life += f" --replication {replication}" if replication > 1 else ""
    life += f" --lang {language}" if language != ENGLISH else ""
    with speaking(Voice(language)):
        click.echo(phrase(
            "{arm} against {base}, replication {replication}: {rows:,} of {households:,} households, "
            "years {first} to {last}", arm=arms[1], base=arms[0], replication=replication,
            rows=len(ours.rows), households=scenario.households, first=ours.years[0],
            last=ours.years[-1]))  # fmt: skip
        tell_all(scenario, ours, base, life)


def tell_all(scenario: Scenario, ours: Trace, base: Trace, life: str) -> None:
    """Print every kind of an arm, and how they are to be read."""
    from sim.biography.following import worth_following
    from sim.biography.story import named

    for kind in worth_following(ours, base, named(scenario, (base.arm, ours.arm))[0]):
        tell(kind, len(ours.rows), life)
    if not ours.lists_kept.any():
        click.echo("\n" + phrase("No list of the poor is kept in {arm}, so that it misses nobody.",
                                 arm=ours.arm))
    click.echo("\n" + phrase("One household in one run shows a mechanism, not an effect."))


def traces(
    folder: str, scenario: Scenario, arms: tuple[str, str], replication: int
) -> tuple[Trace, Trace]:
    """Households in both arms: those that the run followed, or all, whose years are lived again."""
    from sim.biography import trace_twice
    from sim.biography.followed import followed
    from sim.folder.files import located

    return followed(located(folder), scenario, arms, replication) or trace_twice(
        scenario, arms, replication)  # fmt: skip


def compared(scenario: Scenario, arm: str | None, replication: int) -> tuple[str, str]:
    """The baseline and the arm that is looked at; `InputError` with all that is wrong."""
    from sim.scenario.problems import nearest

    base, first = first_arms(scenario)
    others, wrong = [name for name in scenario.arms if name != base], []
    if arm is not None and arm not in others:
        what = "is what others are compared with" if arm == base else "is no arm"
        wrong.append(f"--arm: {arm} {what}{nearest(arm, others)}; there are {', '.join(others)}")
    if replication > scenario.replications:
        wrong.append(f"--replication: there are {scenario.replications} of each arm, no {replication}")
    if wrong:
        raise InputError(wrong)
    return base, arm or first


def tell(kind: Kind, number: int, life: str) -> None:
    """Print a kind: how many, a line for each of the clearest cases, and how to read the first."""
    heading("\n" + phrase("{kind}: {count:,} of {number:,}", kind=phrase(kind.title), count=kind.number,
                          number=number))  # fmt: skip
    if kind.cases:
        row, village, told = phrase("household"), phrase("village"), phrase("what happened")
        heading(f"{padded(row, 9)}  {padded(village, 7)}  {told}")
        for case in kind.cases:
            click.echo(hanging(f"{case.row:<9}  {case.village:<7}  ", case.told))
        click.echo(phrase("Its life: {command}",
                          command=f"antipoverty explain household {kind.cases[0].row} {life}"))
