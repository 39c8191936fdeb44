"""What a design takes and makes: the whole arm, and points, each an arm with the role it is read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.ground.shares import shares_of
from sim.terms import Role

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

    def lacking(self, strategy: str, *absent: str, **values: Any) -> Uses:
        """The same, in which more of its parts do not act."""
        acting = {name for of, name, _ in self.parts() if of == strategy} - {*absent}
        off = [name for name in self.kinds[strategy].parts if name not in acting]
        return {**self.uses, strategy: self._of_parts(strategy, "without", off, values)}

    def limited(self, strategy: str, acting: Iterable[str], **values: Any) -> Mapping[str, Any]:
        """Other values of a strategy, with which only some of its parts act."""
        return self._of_parts(strategy, "only", [*acting], values)

    def _of_parts(
        self, strategy: str, key: str, names: list[str], values: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The values of a strategy with other parts; those that only absent ones use are left out."""
        kind = self.kinds[strategy]
        kept = {own: given for own, given in self.uses[strategy].items()
                if own not in ("only", "without")}  # fmt: skip
        told = {**kept, **values, **({key: names} if names else {})}
        idle = kind.idle({own: p.default for own, p in kind.parameters.items()} | told)
        return {own: given for own, given in told.items() if own not in idle}

    def shares(self) -> dict[str, float]:
        """Each strategy's share of the arm's budget."""
        return shares_of({name: values.get("share") for name, values in self.uses.items()})

    def parts(self) -> Iterator[tuple[str, str, Any]]:
        """Strategy, name and class of every part that acts, of the strategies that have some."""
        for strategy, values in self.uses.items():
            only, without = values.get("only") or (), values.get("without") or ()
            for name, part in self.kinds[strategy].parts.items():
                if (name in only or not only) and name not in without:
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
