"""`antipoverty attribute`: what each part of an arm carries, out of all coalitions of its parts."""

from __future__ import annotations

from typing import Any

import click

from sim.cli import run
from sim.cli.common import example

ONE, FOLDER = "antipoverty attribute attribution/two_factors", "attribution/"


@click.command("attribute", params=run.command.params, epilog=example(ONE))
@click.pass_context
def command(context: click.Context, /, **given: Any) -> int:
    """Share out what an arm does among its parts, by all coalitions of them.

    SCENARIO is a file (or a shipped name) with a design of kind coalitions. Its arms are run as by
    `antipoverty run`; attribution.csv and interactions.csv hold the shares and how parts depend on
    each other. Without anything after it, list the shipped scenarios of this kind.
    """
    if given["scenario"] is None:
        return run.list_shipped(context, ONE, FOLDER)
    from sim.experiment.attribution import lacking

    done: int = context.invoke(run.command, lacking=lacking, **given)
    return done
