"""The command line as it tells itself: usage, words, arguments and options of every command."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import cleandoc

import click

from sim.cli import antipoverty

PROGRAM = "antipoverty"
OPTION = ("option", "does")
AS_IT_STANDS = "\b\n"


@dataclass(frozen=True)
class Told:
    """One command: how it is called, what it says of itself, and its options with their help."""

    name: str
    usage: str
    text: str
    options: list[tuple[str, str]]


def every() -> list[Told]:
    """The program itself, then its commands by name."""
    found = sorted(antipoverty.commands.items())
    return [_told(PROGRAM, antipoverty), *(_told(f"{PROGRAM} {name}", one) for name, one in found)]


def _told(name: str, command: click.Command) -> Told:
    with click.Context(command, info_name=name, **antipoverty.context_settings) as context:
        usage = " ".join([name, *command.collect_usage_pieces(context)])
        records = (one.get_help_record(context) for one in command.get_params(context))
        options = [record for record in records if record is not None]
    said = "\n\n".join(cleandoc(words) for words in (command.help, command.epilog) if words)
    return Told(name, usage, "\n\n".join(map(_paragraph, said.split("\n\n"))), options)


def _paragraph(text: str) -> str:
    """A paragraph, as it stands where click is told to leave its lines alone."""
    kept = text.removeprefix(AS_IT_STANDS)
    return text if kept == text else f"```\n{kept}\n```"
