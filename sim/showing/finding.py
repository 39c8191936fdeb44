"""What a finding is made of: a heading, hedged sentences, and lists of arms with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from sim.folder.estimate import Estimate
from sim.folder.read import Folder
from sim.language import marked, phrase
from sim.showing.numbers import Numbers, given, name
from sim.showing.words import by_mean, by_verdict

VERDICTS = ("lower", "higher", "unclear", "single")


@dataclass
class Finding:
    """A heading and what is said under it: sentences, then points."""

    heading: str
    sentences: list[Markup] = field(default_factory=list)
    points: list[Markup] = field(default_factory=list)

    def say(self, text: str, *parts: object) -> None:
        """Add a sentence; parts are escaped unless they are HTML already."""
        if text and all(part is not None for part in parts):
            self.sentences.append(marked(text, *parts))

    def point(self, text: str, *parts: object) -> None:
        """Add a point; left out when a part is missing."""
        if all(part is not None for part in parts):
            self.points.append(marked(text, *parts))


def in_brackets(folder: Folder) -> Markup:
    """What stands in brackets behind a number; nothing with one replication."""
    if len(folder.replications) < 2:
        return Markup("")
    return marked(", {} interval{} in brackets", given("95%"), _held(folder))


def interval(folder: Folder, of: str = "") -> Markup:
    """`95% interval` and of what, as in ` each`; `no interval` where there is one replication."""
    if len(folder.replications) < 2:
        return marked("no interval")
    return marked("{level} interval{held}{of}", level=given("95%"), held=_held(folder), of=of)


def _held(folder: Folder) -> str:
    """What intervals hold, where it is not luck alone."""
    return phrase(" of {}", folder.holds) if folder.in_worlds else ""


def hedge(folder: Folder, numbers: Numbers, file: str, **keys: Any) -> Markup:
    """How sure the difference in a row of a file is: said once a paragraph, in one form."""
    n = numbers.number(file, "n", **keys)
    if len(folder.replications) < 2:
        return marked("(n = {}, no interval)", n if n is not None else phrase("one"))
    if n is None:
        return Markup("")
    return marked("(difference from the baseline, n = {n}, {level} interval{held})",
                  n=n, level=given("95%"), held=_held(folder))  # fmt: skip


def order_of(folder: Folder, arms: list[str]) -> str:
    """How a list of arms by their mean headcount is ordered, as far as neighbours are told apart."""
    if len(arms) < 2:
        return ""
    clear = all(folder.told("fgt0", *pair, folder.last) == "lower" for pair in pairwise(arms))
    return phrase(", furthest first") if clear else (
        phrase(", in order of the mean (neighbours may be tied)"))  # fmt: skip


def each_tilt(
    texts: dict[str, str], estimates: dict[str, Estimate | None]
) -> Iterator[tuple[str, list[str]]]:
    """The text of each verdict with the arms it is true of."""
    arms = by_verdict(estimates)
    yield from ((text, arms[verdict]) for verdict, text in texts.items() if arms[verdict])


def ordered(
    estimates: dict[str, Estimate | None], verdicts: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Arms under each verdict that some have, the lowest mean first."""
    ranked = by_mean(estimates)
    return {
        verdict: [arm for arm in ranked if arm in verdicts[verdict]]
        for verdict in VERDICTS
        if verdicts[verdict]
    }


def items_of(arms: list[str], number: Callable[[str], Markup | None]) -> Markup | None:
    """`name number` for each arm that has one, as prose."""
    pairs = [(arm, number(arm)) for arm in arms]
    parts = [marked("{arm} {number}", arm=name(arm), number=text)
             for arm, text in pairs if text is not None]  # fmt: skip
    return marked("; ").join(parts) if parts else None
