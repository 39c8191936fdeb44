"""What a design takes and makes: the whole arm, and points, each an arm with the role it is read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.terms import Role, shares_of

Uses = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Whole:
    """The arm that a design varies: its strategies as a file gives them, and their classes by name.

    `idle` is an arm that does nothing; empty if there is none.
    """

    name: str
    uses: Uses
    kinds: Mapping[str, Any]
    idle: str

    def changed(self, strategy: str, **values: Any) -> Uses:
        """The strategies with other values of one of them."""
        return {**self.uses, strategy: {**self.uses[strategy], **values}}

    def shares(self) -> dict[str, float]:
        """Each strategy's share of the arm's budget."""
        return shares_of({name: values.get("share") for name, values in self.uses.items()})

    def parts(self) -> Iterator[tuple[str, str, Any]]:
        """Strategy, name and class of every part of the strategies that have some."""
        for strategy in self.uses:
            for name, part in self.kinds[strategy].parts.items():
                yield strategy, name, part


@dataclass(frozen=True)
class Point:
    """One arm of an experiment: its name, its strategies and its role."""

    arm: str
    uses: Uses
    role: Role


class Unfit(ValueError):
    """What a design can make no arms of: the key of its section, and what is wrong there."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


def arm_name(*words: str) -> str:
    """The name of an arm out of words."""
    return "-".join(words).replace("_", "-")
