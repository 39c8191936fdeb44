"""What a claim file may say: a sentence, arms, a comparison, and the mechanism that should carry it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sim.ground.parameters import Parameter, choice, number, switch
from sim.scenario import Scenario

LESS, GREATER, LEAST, GREATEST = "less", "greater", "least", "greatest"
COMPLEMENTS, BELOW, ABOVE = "complements", "ratio_below", "ratio_above"
ARMS = {LESS: 2, GREATER: 2, COMPLEMENTS: 3, BELOW: 1, ABOVE: 1}
"""How many arms each kind of comparison names; the others name two or more."""
RATIOS = (BELOW, ABOVE)
STATEMENT: dict[str, Parameter] = {
    "kind": choice(LESS, (LESS, GREATER, LEAST, GREATEST, COMPLEMENTS, BELOW, ABOVE),
                   "how the arms are compared"),
    "than": number(1.0, "ratio", 0, 1_000, "assumption", "what a ratio of two effects is held against"),
    "relative": switch(False, "effects are taken as shares of the baseline's value"),
    "good": choice("low", ("low", "high"), "whether an effect is a fall of the measure or a rise"),
}  # fmt: skip
YEAR = number(2020, "year", 1900, 2200, "assumption", "the year that is read")


@dataclass(frozen=True, order=True)
class Place:
    """Which number of an arm is read: measure, line (empty: the measure has none), group, year."""

    measure: str
    line: str
    group: str
    year: int


@dataclass(frozen=True)
class Statement:
    """A comparison of arms that is true or false in a world.

    `less` and `greater` compare two arms, `least` and `greatest` the first with each of the others.
    An effect is arm minus baseline, with the sign that makes what is `good` positive: `complements`
    says that the effect of the first arm is more than those of the two others together, a ratio that
    the effect of an arm at the place `top` is below (above) `than` times that at `bottom`.
    """

    kind: str
    arms: tuple[str, ...]
    top: Place
    bottom: Place
    than: float = 1.0
    relative: bool = False
    good: str = "low"

    @property
    def places(self) -> tuple[Place, ...]:
        """What has to be read of each arm."""
        return (self.top, self.bottom) if self.kind in RATIOS else (self.top,)


@dataclass(frozen=True)
class Mechanism:
    """What carries a claim, and the comparison without it.

    `world` holds the numbers that differ from the first year of policy on, so that the county opens as
    it does with the mechanism; `scenario` has arms, money and lists without it.
    """

    says: str
    world: dict[str, Any]
    scenario: Scenario
    given: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claim:
    """A sentence, the comparison that it comes to, and the scenario it is held against.

    `given` are the places (`world.PARAMETER`, `arms.ARM.STRATEGY.PARAMETER`) that the file sets itself:
    they hold over every world.
    """

    name: str
    says: str
    statement: Statement
    scenario: Scenario
    mechanism: Mechanism | None = None
    note: str = field(default="", compare=False)
    given: frozenset[str] = frozenset()

    @property
    def needed(self) -> tuple[str, ...]:
        """The arms whose numbers it takes, the baseline of effects among them."""
        arms = self.statement.arms
        if self.statement.kind in (COMPLEMENTS, *RATIOS):
            arms = (*arms, self.scenario.baseline)
        return tuple(dict.fromkeys(arms))
