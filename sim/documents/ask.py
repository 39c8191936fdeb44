"""What documents ask the code: its lists, its sentences, its keys and its commands."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from types import ModuleType

from sim import data, designs, docs
from sim.catalogue import HOMES, PARAMETERS
from sim.cli import keys
from sim.cli.common import parameter_row
from sim.cli.explain import TOPICS
from sim.cli.topics import Section
from sim.cycle import YEAR
from sim.data import glossary
from sim.documents import commands
from sim.documents.schemas.scenarios import ours
from sim.ground.parameters import GRADES, Parameter
from sim.ground.payments import COUNTS_AS
from sim.strategies import Strategy

__all__ = ["COUNTS_AS", "YEAR", "commands", "data", "glossary", "keys"]
PARAMETER = ("parameter", "meaning", "default", "unit", "range", "plausible", "grade", "source")
EVIDENCE = ("quantity", "value", "low", "high", "unit", "population", "use", "provenance", "source",
            "url")  # fmt: skip


def topic(name: str) -> Iterator[Section]:
    """The sections of a topic of `antipoverty explain`: title, headers and rows."""
    return TOPICS[name]()


def module(name: str) -> str:
    """What a file says of itself in its first paragraph."""
    return docs.sentence(sys.modules[f"sim.{name}"])


def evidence() -> list[tuple[str, ...]]:
    """The published figures, as rows under `EVIDENCE`."""
    return [tuple(row[name] for name in EVIDENCE) for row in data.rows("evidence")]


def homes() -> list[str]:
    """The files that declare parameters of the world, without the name of the package."""
    return [home.removeprefix("sim.") for home in sorted(set(HOMES.values()))]


def of_home(home: str) -> list[tuple[str, ...]]:
    """The parameters of a file, as rows under `PARAMETER`."""
    return declared({name: one for name, one in PARAMETERS.items() if HOMES[name] == f"sim.{home}"})


def declared(parameters: dict[str, Parameter]) -> list[tuple[str, ...]]:
    """Declared parameters as rows under `PARAMETER`."""
    return [_row(name, one) for name, one in parameters.items()]


def _row(name: str, one: Parameter) -> tuple[str, ...]:
    """A parameter in the words of the command line; its source where it is more than its grade."""
    _, default, unit, span, source, plausible, because, meaning = parameter_row(name, one)
    prior = plausible if one.plausible is None else f"{plausible} ({because})"
    return name, meaning, default, unit, span, prior, one.grade, "" if source == one.grade else source


def grades() -> list[tuple[str, str, int]]:
    """Each grade, what it says, and how many numbers of the world and of strategies have it."""
    every = dict(PARAMETERS)
    for kind in ours().values():
        every |= kind.parameters
    counted = Counter(one.grade for one in every.values())
    return [(grade, meaning, counted[grade]) for grade, meaning in GRADES.items()]


def strategies() -> list[type[Strategy]]:
    """The strategies that come with the program."""
    return list(ours().values())


def own(strategy: type[Strategy]) -> dict[str, Parameter]:
    """The parameters of a strategy that are of none of its parts."""
    of_parts = {name for part in strategy.parts.values() for name in part.parameters}
    return {name: one for name, one in strategy.parameters.items() if name not in of_parts}


def text(thing: type) -> str:
    """The whole docstring of a class."""
    return docs.text(thing)


def made() -> list[tuple[str, str]]:
    """The designs of arms, each with what it makes."""
    rooms: dict[str, ModuleType] = {name: sys.modules[one.points.__module__]
                                    for name, one in designs.find().items()}  # fmt: skip
    return [(name, docs.sentence(room)) for name, room in rooms.items()]


def of_phase(phase: str) -> list[tuple[str, str]]:
    """The processes of a phase of the year, each with what it does."""
    return [(process.__name__, docs.sentence(process)) for process in YEAR[phase]]
