"""`antipoverty explain`: what the model is made of, printed from the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from sim import docs
from sim.cli import completion, pages, topics
from sim.cli.common import (
    PARAMETER_HEADERS,
    example,
    hanging,
    heading,
    in_language,
    loudness,
    parameter_row,
    table,
)
from sim.cli.topics import Section
from sim.ground.errors import InputError
from sim.ground.measured import SUM, Measured
from sim.language import ENGLISH, Voice, speaking

if TYPE_CHECKING:
    from sim.scenario import Scenario

LONGEST = 18  # digits of a row


def cycle() -> Iterator[Section]:
    """The year: its functions in their order."""
    from sim.cycle import describe

    yield "", ("phase", "process", "what happens"), describe()


def columns() -> Iterator[Section]:
    """Every column of the results files, then every column of state."""
    from sim.catalogue import COLUMNS
    from sim.folder.codebook import rows
    from sim.scenario.declared import DEFAULT_COLUMNS

    yield "", ("file", "column", "unit", "meaning"), rows(DEFAULT_COLUMNS)
    for kind, declared in sorted(COLUMNS.items()):
        state = [(name, c.dtype, c.unit, c.symbol, c.meaning) for name, c in declared.items()]
        yield kind, ("column", "type", "unit", "symbol", "meaning"), state


def parameters() -> Iterator[Section]:
    """Every parameter a scenario's `world` may set, by the file that declares it."""
    from sim.catalogue import HOMES, PARAMETERS

    rows = {name: parameter_row(name, parameter) for name, parameter in PARAMETERS.items()}
    yield from by_home(HOMES, PARAMETER_HEADERS, rows)


def payments() -> Iterator[Section]:
    """Every kind of payment in the ledger, by the file that declares it."""
    from sim.catalogue import PAYMENT_HOMES
    from sim.folder.codebook import payments

    rows = {row[0]: row for row in payments()}
    homes = {kind: PAYMENT_HOMES.get(kind, "strategies of others") for kind in rows}
    yield from by_home(homes, ("kind", "called", "who pays whom", "counts as", "meaning"), rows)


def streams() -> Iterator[Section]:
    """Every stream of random numbers, by the file that declares it."""
    from sim.catalogue import STREAM_HOMES, STREAMS

    yield from by_home(STREAM_HOMES, ("stream", "luck of"), {row[0]: row for row in STREAMS.items()})


def by_home(
    homes: Mapping[str, str], headers: tuple[str, ...], rows: Mapping[str, tuple[str, ...]]
) -> Iterator[Section]:
    """Rows by name, file by file, under the name of the file that is their home."""
    for home in sorted(set(homes.values())):
        yield home, headers, [row for name, row in rows.items() if homes[name] == home]


MEASURE_HEADERS = (
    "measure", "unit", "lines", "recorded", "adds up over counties", "other names", "formula",
    "reference", "meaning"
)  # fmt: skip


def measures() -> Iterator[Section]:
    """Every measure that results may hold, then the groups by which many can be taken."""
    from sim.observation.dictionary import groupings, measured

    rows = [
        (one.name, one.unit, one.lines, one.recorded, _added(one), "; ".join(one.other_names),
         one.formula, one.reference, one.meaning)
        for one in measured().values()
    ]  # fmt: skip
    yield "", MEASURE_HEADERS, rows
    yield "groups", ("group", "meaning"), [(one.name, one.meaning) for one in groupings().values()]


def _added(measure: Measured) -> str:
    """How a measure of several counties follows from theirs, in words."""
    if not measure.adds_up:
        return "no"
    return measure.adds_up if measure.adds_up == SUM else f"mean over {measure.adds_up}"


TOPICS: dict[str, Callable[[], Iterator[Section]]] = {
    "cycle": cycle,
    "columns": columns,
    "parameters": parameters,
    "measures": measures,
    "payments": payments,
    "streams": streams,
    "strategies": topics.strategies,
    "patterns": topics.patterns,
    "claims": topics.claims,
    "keys": topics.keys,
    "glossary": topics.glossary,
}


def explain(topic: str, word: str | None) -> None:
    """Print a topic, or its rows that hold a word; raises `InputError` if none does."""
    wanted, shown = (word or "").lower(), False
    for title, headers, rows in TOPICS[topic]():
        kept = [row for row in rows if any(wanted in str(cell).lower() for cell in row)]
        if kept and title:
            heading(f"\n{title}")
        if kept:
            table(headers, kept)
            shown = True
    if not shown:
        raise InputError(f"explain {topic}: nothing there speaks of {word!r}")


def begin() -> list[str]:
    """What may come first: topics, and the names asked for most."""
    return [*TOPICS, "household", *completion.strategies()]


EXAMPLES = ("antipoverty explain P2", "antipoverty explain parameters drought")


@click.command("explain", epilog=example(*EXAMPLES))
@click.argument("words", metavar="[TOPIC [WORD] | NAME | household ROW]", nargs=-1,
                shell_complete=completion.names(begin))
@click.option("--run", "folder", metavar="DIR", shell_complete=completion.folders,
              help="Results of the run the household lived in.")
@click.option("--arms", nargs=2, metavar="ARM ARM", shell_complete=completion.arms,
              help="Two arms (the first two if left out).")
@click.option("--replication", type=click.IntRange(min=1), default=1, metavar="R",
              help="Which run of each arm (1).")  # fmt: skip
@in_language
@loudness
def command(
    words: tuple[str, ...], folder: str | None, arms: tuple[str, str] | None,
    replication: int, language: str, quiet: bool, verbose: bool,
) -> None:  # fmt: skip
    """Explain a NAME (P2, pairing, drought_chance), or print what there is of a TOPIC: all of it, or
    what speaks of a WORD. Without anything after it, list the topics.

    `household ROW --run DIR` tells one life in two arms, with `--lang zh` in Chinese.
    """
    topic, rest = (words or ("",))[0], " ".join(words[1:])
    if topic == "household":
        with speaking(Voice(language)):
            household(rest or None, folder, arms or None, replication)
    elif folder or arms:
        raise click.UsageError(f"--run and --arms go with household, not with {topic or 'nothing'}")
    elif language != ENGLISH:
        raise click.UsageError(f"--lang goes with household, not with {topic or 'nothing'}")
    elif topic in TOPICS:
        explain(topic, rest)
    elif words:
        pages.show(" ".join(words), TOPICS)
    else:
        shows = [(name, docs.sentence(sections)) for name, sections in TOPICS.items()]
        table(("topic", "what it shows"), shows)


def household(
    row: str | None, folder: str | None, arms: tuple[str, str] | None, replication: int
) -> None:
    """Tell the life of one household of a finished run in two of its arms."""
    from sim.biography import live_twice, tell

    if row is None or folder is None:
        raise click.UsageError("household needs a ROW and --run DIR; antipoverty households --run DIR "
                               "lists rows worth reading")
    scenario = of_run(folder)
    chosen = arms or first_arms(scenario)
    check(scenario, row, chosen, replication)
    lives = live_twice(scenario, chosen, replication, int(row))
    for paragraph in tell(scenario, lives, int(row)):
        click.echo(hanging("", paragraph) + "\n")


def of_run(folder: str) -> Scenario:
    """The scenario of a finished run, from its folder."""
    from sim.folder import manifest
    from sim.folder.files import located
    from sim.scenario import load

    path = located(folder) / "scenario.yaml"
    if not folder or not path.is_file():
        what = f"{folder or 'no name'} holds no scenario.yaml"
        raise InputError(f"--run: {what}; name the folder of a run")
    if own := manifest.read(path.parent).get("handed_over"):
        raise InputError(
            f"--run: {folder} was made with a class handed over in Python ({', '.join(own)}), which "
            "its scenario.yaml can only name: announce it as a plug-in (docs/write-a-strategy.md) "
            "and run the scenario again"
        )
    return load(path)


def first_arms(scenario: Scenario) -> tuple[str, str]:
    """The baseline and the first other arm, or the first two where there is no baseline."""
    baseline = [scenario.baseline] if scenario.baseline in scenario.arms else []
    others = [arm for arm in scenario.arms if arm not in baseline]
    both = [*baseline, *others][:2]
    if len(both) < 2:
        raise InputError(f"--run: the run has one arm alone, {both[0]}, and a life is told in two")
    return both[0], both[1]


def check(scenario: Scenario, row: str, arms: tuple[str, str], replication: int) -> None:
    """Say everything that is wrong with the household, the arms and the replication at once."""
    from sim.scenario.problems import nearest

    rows, wrong = scenario.households, []
    if not (row.isascii() and row.isdigit() and len(row) <= LONGEST):
        wrong.append(f"ROW: {row} is not a whole number from 0 to {rows - 1}")
    elif int(row) >= rows:
        wrong.append(f"ROW: {row} is not below {rows}, the number of households")
    known = list(scenario.arms)
    for arm in dict.fromkeys(arms):
        if arm not in known:
            hint = nearest(arm, known)
            wrong.append(f"--arms: no arm {arm!r}{hint}; there are {', '.join(known)}")
    if arms[0] == arms[1]:
        wrong.append(f"--arms: {arms[0]} twice; a life is told in two different arms")
    if replication > scenario.replications:
        wrong.append(f"--replication: there are {scenario.replications} of each arm, no {replication}")
    if wrong:
        raise InputError(wrong)
