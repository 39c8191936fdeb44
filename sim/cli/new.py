"""`antipoverty new`: a commented scenario to start from."""

from __future__ import annotations

from pathlib import Path
from string import Template

import click

from sim.cli.common import example, loudness
from sim.ground.errors import InputError
from sim.scenario.problems import name_fault
from sim.scenario.read import plain_scalar
from sim.scenario.resolve import LONGEST_NAME

TEMPLATE = Path(__file__).with_name("new_scenario.yaml")


@click.command("new", epilog=example("antipoverty new my-question"))
@click.argument("name")
@loudness
def command(name: str, quiet: bool, verbose: bool) -> None:
    """Write NAME.yaml, a scenario of three arms with a remark on every key, into this folder."""
    plain = wanted(name)
    path = Path(f"{plain}.yaml")
    as_text = plain if plain_scalar(plain) == plain else f'"{plain}"'  # 2020 would be a number
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    text = template.substitute(name=plain, text=as_text)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"new: there is a {path} already, and nothing is overwritten") from None
    if not quiet:
        click.echo(f"{path} is written and can be run as it is: antipoverty run {path}")


def wanted(name: str) -> str:
    """The name without the ending that it gets anyway, if it may name a results folder, too."""
    plain = name.removesuffix(".yaml")
    if fault := name_fault(plain, LONGEST_NAME):
        raise InputError(f"new: NAME {fault}")
    return plain
