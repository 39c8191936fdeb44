"""What the report of a sweep answers, one file an answer: its numbers, their picture, its paragraph.

An answer is a module of this folder that is an `Answer`. Nothing else need be done to add one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

from sim.ground.rooms import members

if TYPE_CHECKING:
    import pandas as pd

    from sim.folder.swept import Swept
    from sim.showing.finding import Finding
    from sim.showing.numbers import Cited
    from sim.showing.style import Page


class Answer(Protocol):
    """A heading, a place in the report, numbers with their picture, and what they say."""

    TITLE: str
    """The heading over its chart."""
    PLACE: int
    """Where it stands in the report: charts and paragraphs are in the order of these numbers."""

    def table(self, swept: Swept) -> pd.DataFrame:
        """The very numbers that are shown.

        Raises `sim.folder.read.Missing` with what the folder lacks, or with nothing where the answer
        does not concern the sweep.
        """

    def draw(self, swept: Swept, numbers: pd.DataFrame) -> Page:
        """The picture of the table."""

    def say(self, swept: Swept, numbers: Cited) -> Iterator[Finding]:
        """Its paragraphs, where its chart was drawn."""


def find() -> dict[str, Answer]:
    """All answers by name, in the order of the report."""
    found: list[Any] = members(sys.modules[__name__])
    found.sort(key=lambda answer: answer.PLACE)
    return {answer.__name__.rpartition(".")[2]: answer for answer in found}


def draw(answer: Answer, swept: Swept) -> tuple[Page, pd.DataFrame]:
    """The figure of an answer and the table of the very numbers it shows."""
    import matplotlib

    from sim.showing.style import legible, settings

    with matplotlib.rc_context(settings()):
        table = answer.table(swept)
        page = answer.draw(swept, table)
        legible(page)
        return page, table
