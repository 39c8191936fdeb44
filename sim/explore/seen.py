"""What the page shows of a finished experiment: pictures with their words, levels, villages, households.

All of it is made where the experiment was run, and handed to the page as data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim import questions
from sim.biography.traces import Look, Trace, look, traced
from sim.folder.read import Folder, Missing
from sim.ground.errors import InputError
from sim.questions import Told
from sim.scenario import Scenario
from sim.showing import style
from sim.showing.finding import Finding
from sim.showing.numbers import Numbers
from sim.society import Society

SHOWN = ("headcount", "person_years", "money", "transitions")
"""Questions whose charts the page shows, where the experiment has what they need."""


@dataclass(frozen=True)
class Picture:
    """The chart of a question: its heading, title, subtitle, PNG, and paragraphs as safe HTML."""

    heading: str
    headline: str
    subtitle: str
    image: bytes
    findings: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Level:
    """An arm in a row: headcount in the last year of support, difference, person-years averted.

    Each is safe HTML that knows its source, empty where there is none; `shade` is the arm's colour.
    """

    arm: str
    shade: str
    headcount: str
    difference: str
    averted: str


@dataclass(frozen=True)
class Place:
    """Where villages (and partner counties) lie, and how large they are.

    One value a village: `remoteness` (0 at the county seat to 1), `direction` (part of the circle),
    `households`; `partners` are the directions of partner counties.
    """

    remoteness: np.ndarray
    direction: np.ndarray
    households: np.ndarray
    partners: np.ndarray


@dataclass(frozen=True)
class Pairs:
    """With whom each village is paired in the last year of an arm: -1 where with nobody."""

    partner: np.ndarray
    sender: np.ndarray


@dataclass(frozen=True)
class Seen:
    """Everything the page shows of one experiment; households and villages are of its first run."""

    scenario: Scenario
    levels: tuple[Level, ...]
    pictures: dict[str, Picture]
    place: Place
    traces: dict[str, Trace]
    pairs: dict[str, Pairs]
    lost: str


class Watcher:
    """Sees the counties of the first replication while they live, arm by arm."""

    def __init__(self) -> None:
        self._looks: dict[str, list[Look]] = {}
        self.traces: dict[str, Trace] = {}
        self.pairs: dict[str, Pairs] = {}
        self.place: Place | None = None

    def see(self, society: Society) -> None:
        """Note a county at its opening, and after each year; its place and pairs at the end."""
        seen = self._looks.setdefault(society.arm, [])
        seen.append(look(society))
        if society.year == society.scenario.end:
            v, partners = society.villages, society.partners
            self.traces[society.arm] = traced(society, seen)
            self.pairs[society.arm] = Pairs(v.partner.copy(), v.paired_village.copy())
            self.place = Place(*(column.copy() for column in (
                v.remoteness, v.direction, v.households, partners.direction)))  # fmt: skip


def of_folder(scenario: Scenario, path: Path, watcher: Watcher, lost: str) -> Seen:
    """What is shown of an experiment, out of its results folder and what was seen of its first runs."""
    folder = Folder(path)
    pictures = dict(_pictures(folder))
    if watcher.place is None:
        raise InputError(lost or "no run reached its last year")
    return Seen(scenario, tuple(_levels(folder)), pictures, watcher.place, watcher.traces,
                watcher.pairs, lost)  # fmt: skip


def _pictures(folder: Folder) -> Iterator[tuple[str, Picture]]:
    for name in SHOWN:
        question = questions.find()[name]
        try:
            page, table = questions.draw(name, folder)
        except Missing:
            continue
        numbers = Numbers(folder, {f"figures/{name}.csv": table})
        found = question.say(folder, numbers) if isinstance(question, Told) else iter(())
        yield name, Picture(question.TITLE, page.headline, page.subtitle, style.png(page),
                            tuple(map(_as_text, found)))  # fmt: skip


def _as_text(found: Finding) -> tuple[str, tuple[str, ...]]:
    return found.heading, tuple(map(str, [*found.sentences, *found.points]))


def _levels(folder: Folder) -> Iterator[Level]:
    """The arms in the order of charts, the baseline first."""
    numbers = Numbers(folder)
    for arm in folder.arms:
        against: dict[str, Any] = {"arm": arm, "baseline": folder.baseline, "measure": "fgt0"}
        yield Level(
            arm, style.ink(style.colour(folder, arm)),
            str(numbers.level(arm, "fgt0", folder.last, 100, 1) or ""),
            str(numbers.difference(arm, "fgt0", 100, 1) or ""),
            str(numbers.number("cost_effectiveness.csv", "averted", **against) or ""),
        )  # fmt: skip
