"""`antipoverty completion`: the line by which a shell completes commands, and the names it completes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from sim.cli.common import example
from sim.scenario import declared, find
from sim.scenario.layers import open_scenario
from sim.scenario.problems import Problems

LINES = {
    "bash": 'eval "$(_ANTIPOVERTY_COMPLETE=bash_source antipoverty)"',
    "zsh": 'eval "$(_ANTIPOVERTY_COMPLETE=zsh_source antipoverty)"',
    "fish": "_ANTIPOVERTY_COMPLETE=fish_source antipoverty | source",
}
Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


@click.command("completion", epilog=example("antipoverty completion bash"))
@click.argument("shell", type=click.Choice(list(LINES)))
def command(shell: str) -> None:
    """Print the line that lets a SHELL complete commands, options and names.

    It belongs into ~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish.
    """
    click.echo(LINES[shell])


def files(shipped: Callable[[], Iterable[str]]) -> Completer:
    """Completes what is shipped and scenario files of this folder; any file where none of them fits."""

    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        known = [*shipped(), *(path.name for path in sorted(Path().glob("*.yaml")))]
        return _fitting(known, begun) or [CompletionItem(begun, type="file")]

    return complete


def names(known: Callable[[], Iterable[str]]) -> Completer:
    """Completes names that are declared."""
    return lambda _, __, begun: _fitting(known(), begun)


def strategies() -> Iterable[str]:
    """Strategies, and the local models that some are made of."""
    found = declared.strategies()
    return [*found, *(part for strategy in found.values() for part in strategy.parts)]


def arms(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Completes the arms of the results folder that was given before."""
    # an option that is being completed has no value yet, and what stands before it is not yet sorted
    folder = context.params.get("folder") or next(iter(context.args), "")
    document = open_scenario(str(Path(folder).expanduser() / "scenario.yaml"), Problems())
    found = document.tree.get("arms") if document else None
    return _fitting(found, begun) if isinstance(found, dict) else []


def folders(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Completes folders."""
    return [CompletionItem(begun, type="dir")]


def _fitting(known: Iterable[str], begun: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in known if name.startswith(begun)]


scenarios = files(find.shipped)
