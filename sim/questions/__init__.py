"""What a report answers, one file a question: its numbers, their picture, and what they say in words.

A question is a module of this folder that is a `Question`; one that is `Told`, too, has a paragraph.
Nothing else need be done to add one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from sim.ground.rooms import members

if TYPE_CHECKING:
    import pandas as pd

    from sim.folder.read import Folder
    from sim.showing.finding import Finding
    from sim.showing.numbers import Numbers
    from sim.showing.style import Page


class Question(Protocol):
    """A heading, a place in the report, and numbers with their picture."""

    TITLE: str
    """The heading over its chart."""
    PLACE: int
    """Where it stands in the report: charts and paragraphs are in the order of these numbers."""

    def table(self, folder: Folder) -> pd.DataFrame:
        """The very numbers that are shown.

        Raises `sim.folder.read.Missing` with what the folder lacks, or with nothing where the
        question does not concern the scenario.
        """

    def draw(self, folder: Folder, numbers: pd.DataFrame) -> Page:
        """The picture of the table."""


@runtime_checkable
class Told(Protocol):
    """A question that is answered in words, too."""

    def say(self, folder: Folder, numbers: Numbers) -> Iterator[Finding]:
        """Its paragraphs, where its chart was drawn; those in which nothing is said are left out."""


def find() -> dict[str, Question]:
    """All questions by name, in the order of the report."""
    found: list[Any] = members(sys.modules[__name__])
    found.sort(key=lambda question: question.PLACE)
    return {question.__name__.rpartition(".")[2]: question for question in found}


def figure(name: str, folder: str | Path, baseline: str | None = None) -> Page:
    """Draw the chart of one question of a results folder.

    Parameters: the question's name, the path of the folder, and an arm to compare with instead of the
    scenario's baseline.
    Raises ValueError for an unknown name, and `sim.folder.read.Missing` (a ValueError that says
    what the folder lacks) when the chart cannot be drawn.
    """
    from sim.folder.read import Folder
    from sim.language import speaking
    from sim.showing.voice import voice_of

    results = Folder(folder, baseline)
    with speaking(voice_of(results)):
        return draw(name, results)[0]


def numbers(name: str, folder: str | Path, baseline: str | None = None) -> pd.DataFrame:
    """The very numbers that `figure` shows, in its units; parameters and errors are the same."""
    from sim.folder.read import Folder

    return _question(name).table(Folder(folder, baseline))


def draw(name: str, folder: Folder) -> tuple[Page, pd.DataFrame]:
    """The figure and the table of the very numbers it shows."""
    import matplotlib

    from sim.showing.style import legible, settings

    question = _question(name)
    with matplotlib.rc_context(settings()):
        table = question.table(folder)
        page = question.draw(folder, table)
        legible(page)
        return page, table


def _question(name: str) -> Question:
    questions = find()
    if name not in questions:
        raise ValueError(f"no chart {name!r}; there are {', '.join(questions)}")
    return questions[name]
