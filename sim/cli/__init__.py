"""The command line: `antipoverty COMMAND`, and what each ending means to the shell."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence

import click

from sim.cli import check, explain, patterns, report, run, strategies, validate
from sim.cli.common import tell_version, without_colour
from sim.errors import InputError, MachineFault

DONE, FAULT, WRONG_INPUT, SOME_RUNS_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class _Commands(click.Group):
    """Commands whose endings are told in `main`, also the one that click would tell itself."""

    def invoke(self, context: click.Context) -> int:
        try:
            return super().invoke(context) or DONE
        except BrokenPipeError:
            return _unread()


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=_Commands, context_settings=_SETTINGS)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False,
              callback=tell_version, help="Show the version and exit.")
@click.pass_context
def antipoverty(context: click.Context) -> None:
    """Compare anti-poverty strategies in one simulated county, at equal budget and equal luck.

    Start with: antipoverty run quick_look
    """
    without_colour(context)


for _module in (run, validate, strategies, check, explain, patterns, report):
    antipoverty.add_command(_module.command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nobody sees a traceback for wrong input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = antipoverty.main(given, prog_name="antipoverty", standalone_mode=False)
        sys.stdout.flush()
        return code or DONE
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted: what was finished is kept, and the same command goes on from there")
        return INTERRUPTED
    except InputError as error:
        _say(*error.problems)
        return WRONG_INPUT
    except click.ClickException as error:
        _usage(error)
        return WRONG_INPUT
    except BrokenPipeError:
        return _unread()
    except Exception as error:
        return _fault(error, verbose="-v" in given or "--verbose" in given)


def _unread() -> int:
    """Whoever reads our output may stop reading: `antipoverty strategies | head -1` is fine."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)


def _usage(error: click.ClickException) -> None:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    context = getattr(error, "ctx", None)
    name = context.command_path if context else "antipoverty"
    message = " ".join(error.format_message().split())
    _say(f"{name}: {message} (see {name} --help)")


def _fault(error: Exception, verbose: bool) -> int:
    if verbose and not isinstance(error, MachineFault):
        _say(traceback.format_exc().rstrip())
    _say(_sentence(error))
    return FAULT


def _sentence(error: Exception) -> str:
    if isinstance(error, MachineFault):
        return str(error)
    if isinstance(error, MemoryError):
        return "the memory of this machine is used up: fewer --households or --workers need less"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = f" ({error.filename})" if error.filename else ""
        return f"no space is left on the disk{where}: make room and give the same command again"
    if isinstance(error, OSError):
        return f"the machine refused: {error}"
    return f"a fault of this program: {type(error).__name__}: {error} (-v shows where)"
