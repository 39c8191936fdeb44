"""The command line: `antipoverty COMMAND`, and what each ending means to the shell."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from sim import shell
from sim.cli import (
    attribute,
    calibrate,
    check,
    claims,
    completion,
    drivers,
    explain,
    explore,
    households,
    merge,
    new,
    optimise,
    patterns,
    report,
    robustness,
    run,
    sensitivity,
    strategies,
    survey,
    sweep,
    trials,
    validate,
)
from sim.cli.common import example, tell_version, without_colour
from sim.ground.errors import InputError, MachineFault, in_shell, sentence

DONE, FAULT, WRONG_INPUT, SOME_RUNS_FAILED, INTERRUPTED = 0, 1, 2, 3, 130


class _Commands(click.Group):
    """Commands whose endings are told in `main`, also the one that click would tell itself."""

    def invoke(self, context: click.Context) -> int:
        try:
            return super().invoke(context) or DONE
        except BrokenPipeError:
            return _unread()


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=_Commands, context_settings=_SETTINGS, epilog=example("antipoverty run quick_look"))
@click.option("--version", is_flag=True, is_eager=True, expose_value=False,
              callback=tell_version, help="Show the version and exit.")
@click.pass_context
def antipoverty(context: click.Context) -> None:
    """Compare anti-poverty strategies in one simulated county, at equal budget and equal luck."""
    without_colour(context)


for _module in (
    run, attribute, sweep, sensitivity, robustness, optimise, calibrate, merge, validate, strategies,
    check, explain, patterns, report, trials,
    claims, drivers, new, households, completion, survey, explore,
):  # fmt: skip
    antipoverty.add_command(_module.command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nobody sees a traceback for wrong input."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    shell.open_streams()
    with in_shell():
        try:
            with shell.signals_raised():
                return _run(given)
        except (shell.Stopped, KeyboardInterrupt, click.Abort) as ending:
            _say(shell.INTERRUPTED)
            return ending.code if isinstance(ending, shell.Stopped) else INTERRUPTED
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


def _run(given: list[str]) -> int:
    code = antipoverty.main(given, prog_name="antipoverty", standalone_mode=False)
    sys.stdout.flush()
    return code or DONE


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
    if verbose and (error.__cause__ or not isinstance(error, MachineFault)):
        _say(traceback.format_exc().rstrip())
    _say(sentence(error))
    return FAULT
