"""What the commands share: options, versions and plain tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING, Any

import click

from sim.ground.parameters import Parameter
from sim.language import ENGLISH, LANGUAGES
from sim.language.width import wide, wrapped

if TYPE_CHECKING:
    from sim.scenario import Scenario

WIDEST = 100  # columns of prose
LEAD = 0.6  # share of a terminal that leaves room for a last column in lines of its own


def code_version() -> str:
    """The version of the installed distribution."""
    from importlib import metadata

    try:
        return metadata.version("antipoverty")
    except metadata.PackageNotFoundError:
        return "not installed"


def tell_version(context: click.Context, option: click.Parameter, wanted: bool) -> None:
    """Print the version and end, looking it up only when asked: that takes a while."""
    if wanted:
        click.echo(f"antipoverty, version {code_version()}")
        context.exit()


def without_colour(context: click.Context) -> None:
    """Print no colours where the environment says NO_COLOR (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        context.color = False


def example(*commands: str) -> str:
    """The end of a command's help: commands that work as they stand (tests/cli/test_examples.py)."""
    return "\n  ".join(["\b\nExample:", *commands])


def loudness(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `-q` and `-v` to a command."""
    verbose = click.option("-v", "--verbose", is_flag=True, help="Say more, also about faults.")
    quiet = click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong.")
    return quiet(verbose(command))


def scenario_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that change a scenario; their values are checked with the file."""
    options = (
        click.option("--replications", metavar="N", help="Runs of every arm."),
        click.option("--seed", metavar="S", help="Where all luck comes from."),
        click.option("--households", metavar="N", help="Households; villages keep their size."),
        click.option("--set", "settings", metavar="PATH=VALUE", multiple=True,
                     help="Change one value, such as world.wage_growth=0.05."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def in_worlds(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names results of the same arms in worlds of an ensemble."""
    text = "Say in how many worlds of these results findings hold."
    return click.option("--worlds", metavar="DIR", help=text)(command)


def in_language(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that chooses the language of what is told."""
    return click.option("--lang", "language", type=click.Choice(LANGUAGES), default=ENGLISH,
                        show_default=True, help="The language: English or Chinese.")(command)


def drawable(language: str) -> str:
    """The language if its words can be drawn here; English, and a word on it, if no font has them."""
    if language == ENGLISH:
        return language
    from sim.showing import fonts

    if fonts.chinese() is not None:
        return language
    click.echo("--lang zh: no Chinese font is installed that charts could be lettered with (Noto Sans "
               "CJK SC is one): the report is in English", err=True)
    return ENGLISH


def there(worlds: str | None) -> str | None:
    """The folder of `--worlds`; none, and a word on it, where nothing is there."""
    if worlds is None or Path(worlds).expanduser().is_dir():
        return worlds
    click.echo(f"--worlds: there is no folder {worlds}: the report goes without worlds", err=True)
    return None


def tell_of_plugins() -> None:
    """Name every plug-in that brings nothing, and why; all else goes on without it."""
    from sim.scenario.declared import broken_plugins
    from sim.scenario.problems import one_line

    for sentence in broken_plugins().values():
        click.echo(f"warning: {one_line(sentence)}", err=True)


def replicated(scenario: Scenario) -> str:
    """How many replications a scenario asks for, in words."""
    until, worlds = scenario.until, scenario.worlds
    if worlds is not None:
        many = f"{len(worlds.drawn)} worlds of {worlds.ensemble}"
        return f"{scenario.replications} replications in {many}, {worlds.luck} in each"
    if until is None:
        return f"{scenario.replications} replications"
    return (f"at most {scenario.replications} replications, until {until.measure} is known to plus or "
            f"minus {until.half_width:g}")  # fmt: skip


def width() -> int:
    """How long lines of prose may be: as the terminal is wide, and not too long to be read."""
    return min(get_terminal_size((WIDEST, 0)).columns, WIDEST)


def padded(text: str, columns: int) -> str:
    """A text with spaces after it, up to so many columns."""
    return text + " " * (columns - wide(text))


def hanging(lead: str, text: str) -> str:
    """A text that begins after its lead, and whose further lines stand under its own beginning."""
    indent = " " * wide(lead)
    if wide(text) > len(text):
        return lead + f"\n{indent}".join(wrapped(text, width() - len(indent)))
    return fill(text, width(), initial_indent=lead, subsequent_indent=indent,
                break_long_words=False, break_on_hyphens=False)  # fmt: skip


def heading(text: str) -> None:
    """Print a line that stands out on a terminal."""
    click.echo(click.style(text, bold=True))


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under headers, every column as wide as its widest cell, the last one free.

    On a terminal that is too narrow the last column is broken into lines of its own, and where that
    leaves it no room, each row stands in a paragraph, a line a cell.
    """
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(wide, column)) for column in zip(headers, *cells, strict=True)]
    lines = [_line(row, widths) for row in [headers, *cells]]
    room = get_terminal_size((WIDEST, 0)).columns
    if max(map(wide, lines)) <= room or not sys.stdout.isatty():
        heading(lines[0])
        for line in lines[1:]:
            click.echo(line)
    elif sum(widths[:-1]) + 2 * len(widths[:-1]) <= LEAD * room:
        heading(lines[0])
        for row in cells:
            click.echo(hanging(_line([*row[:-1], "|"], widths).removesuffix("|"), row[-1]))
    else:
        _paragraphs(headers, cells)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = [padded(cell, most) for cell, most in zip(cells[:-1], widths, strict=False)]
    return "  ".join([*first, cells[-1]]).rstrip()


def _paragraphs(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Each row by itself: its first cell, then every other one behind its header."""
    most = max(map(wide, headers[1:]))
    for row in rows:
        heading(row[0])
        for header, cell in zip(headers[1:], row[1:], strict=True):
            if cell:
                click.echo(hanging(f"  {padded(header, most)}  ", cell))


PARAMETER_HEADERS = (
    "parameter", "default", "unit", "range", "source", "plausible", "plausible because", "meaning"
)  # fmt: skip


def parameter_row(name: str, parameter: Parameter) -> tuple[str, ...]:
    """A declared parameter as a row under `PARAMETER_HEADERS`."""
    default = shown(parameter.default)
    return (name, default, parameter.unit, span(parameter), parameter.source, plausible(parameter),
            parameter.because, parameter.meaning)  # fmt: skip


def plausible(parameter: Parameter) -> str:
    """What a parameter may be in the county meant, in words; one value if it is certain."""
    prior = parameter.prior
    if parameter.kind == "number" and len(prior) > 1:
        return " to ".join(f"{parameter.written(end)}" for end in prior)
    return " | ".join(map(shown, prior))


def shown(value: Any) -> str:
    """A value as a scenario file would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(str, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def span(parameter: Parameter) -> str:
    """What a parameter may be, in words."""
    if parameter.kind == "switch":
        return "true or false"
    if parameter.kind == "names":
        return f"any of {len(parameter.choices or ())} names"
    if parameter.choices:
        return " | ".join(parameter.choices)
    low, high = parameter.low, parameter.high
    if low is not None and high is not None:
        return f"{parameter.written(low)} to {parameter.written(high)}"
    if low is not None:
        return f"{parameter.written(low)} or more"
    return "any number" if high is None else f"{parameter.written(high)} or less"
