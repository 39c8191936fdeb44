"""The menu of activities: how large, hungry for hands and demanding each kind is, and who runs one.

The greenhouse sets the scale: its capital and output are `activity_minimum`, `activity_scale` and
`activity_productivity`, and those of the others are parts of them. A further kind is a name in
`ACTIVITIES`, four numbers here and its share of households at the opening.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from sim.agents.household import ACTIVITIES
from sim.ground.parameters import choice, number
from sim.ground.tables import People
from sim.society import Society

PARAMETERS = {
    "activities": choice("menu", ("menu", "greenhouse"),
        "What households may start: any kind of the menu, or the greenhouse alone"),
    "greenhouse_labour": number(1.0, "workers", 0.2, 2, "assumption",
        "Adults that a greenhouse of full scale takes off the farm"),
    "greenhouse_skill": number(0.10, "0..1", 0, 0.5, "assumption",
        "Skill without which nobody starts a greenhouse"),
    "cattle_size": number(0.5, "times the greenhouse's capital", 0.1, 1,
        "assumption: two or three cows", "Smallest and full-scale capital of cattle").plausibly(
            0.35, 0.65, because="assumption: two or three cows"),
    "cattle_output": number(0.38, "times the greenhouse's output", 0.1, 1, "assumption",
        "Output of cattle of full scale").plausibly(
            0.3, 0.48, because="assumption"),
    "cattle_labour": number(0.6, "workers", 0.1, 2, "assumption",
        "Adults that cattle of full scale take off the farm"),
    "cattle_skill": number(0.05, "0..1", 0, 0.5, "assumption",
        "Skill without which nobody starts with cattle"),
    "sheep_size": number(0.25, "times the greenhouse's capital", 0.05, 1,
        "assumption: ten ewes or a few sows, a few thousand yuan",
        "Smallest and full-scale capital of sheep or pigs").plausibly(
            0.15, 0.35, because="assumption: six to fourteen ewes"),
    "sheep_output": number(0.20, "times the greenhouse's output", 0.03, 1, "assumption",
        "Output of sheep or pigs of full scale").plausibly(
            0.15, 0.28, because="assumption"),
    "sheep_labour": number(0.3, "workers", 0.05, 2, "assumption",
        "Adults that sheep or pigs of full scale take off the farm"),
    "sheep_skill": number(0.0, "0..1", 0, 0.5, "assumption",
        "Skill without which nobody starts with sheep or pigs"),
}
Kind = int | np.ndarray


def on_menu(world: Any) -> list[int]:
    """Kinds that may be started, the smallest first."""
    if world.activities == "greenhouse":
        return [0]
    return sorted(range(len(ACTIVITIES)), key=sizes(world).__getitem__)


def each_on_menu(world: Any) -> np.ndarray:
    """Kinds that may be started, as a column: what is reckoned of them has a row for each."""
    return np.array(on_menu(world))[:, None]


@lru_cache
def of_each(greenhouse: float, cattle: float, sheep: float) -> np.ndarray:
    """A number of each kind, the greenhouse's and that of the others as parts of it; to be read only."""
    numbers = greenhouse * np.array([1.0, cattle, sheep])
    numbers.setflags(write=False)
    return numbers


def sizes(world: Any) -> np.ndarray:
    """Smallest and full-scale capital of each kind, as multiples of the greenhouse's."""
    return of_each(1.0, world.cattle_size, world.sheep_size)


def outputs(world: Any) -> np.ndarray:
    """Output of each kind at its full scale, as a multiple of the greenhouse's."""
    return np.array([1.0, world.cattle_output, world.sheep_output])


def hands_needed(world: Any) -> np.ndarray:
    """Adults that each kind of full scale takes off the farm."""
    return np.array([world.greenhouse_labour, world.cattle_labour, world.sheep_labour])


def skill_needed(world: Any) -> np.ndarray:
    """Skill without which nobody starts each kind, 0..1."""
    return np.array([world.greenhouse_skill, world.cattle_skill, world.sheep_skill])


def minimum_of(kind: Kind, world: Any) -> np.ndarray:
    """Capital below which an activity of this kind yields nothing, yuan."""
    return of_each(world.activity_minimum, world.cattle_size, world.sheep_size).take(kind)


def full_scale(kind: Kind, world: Any) -> np.ndarray:
    """Capital at which an activity of this kind yields its stated output, yuan."""
    return of_each(world.activity_scale, world.cattle_size, world.sheep_size).take(kind)


def usual_output(kind: Kind, society: Society) -> np.ndarray:
    """Output of this kind at its full scale with this year's technique, yuan at base price."""
    level = society.world.activity_productivity * society.economy.activity_index[0]
    return (level * outputs(society.world)).take(kind)


def runs(h: People, society: Society) -> np.ndarray:
    """Who has an activity large enough to yield something."""
    return np.asarray(h.activity_capital >= minimum_of(h.activity_kind, society.world))


def labour_on_activity(
    kind: Kind, capital: np.ndarray | float, society: Society
) -> np.ndarray:
    """Adults that an activity of this kind and capital (yuan) takes off the farm."""
    part = np.minimum(1.0, capital / full_scale(kind, society.world))
    return np.asarray(hands_needed(society.world).take(kind) * part)
