"""What a finding is made of: a heading, hedged sentences, and lists of arms with their numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from sim.charts.estimate import Estimate
from sim.charts.folder import Folder
from sim.charts.words import by_mean, by_verdict
from sim.report.numbers import Numbers, given, name

VERDICTS = ("lower", "higher", "unclear", "single")


@dataclass
class Finding:
    """A heading and what is said under it: sentences, then points."""

    heading: str
    sentences: list[Markup] = field(default_factory=list)
    points: list[Markup] = field(default_factory=list)

    def say(self, text: str, *parts: object) -> None:
        """Add a sentence; parts are escaped unless they are HTML already."""
        if all(part is not None for part in parts):
            self.sentences.append(Markup(text).format(*parts))

    def point(self, text: str, *parts: object) -> None:
        """Add a point; left out when a part is missing."""
        if all(part is not None for part in parts):
            self.points.append(Markup(text).format(*parts))


def hedge(folder: Folder, numbers: Numbers) -> Markup:
    """How sure: said once a paragraph, in one form."""
    arm = (folder.compared or folder.arms)[0]
    n = numbers.n(arm)
    if len(folder.replications) < 2:
        return Markup("(n = {}, no interval)").format(n if n is not None else "one")
    text = "(difference from the baseline, n = {}, {} interval)"
    return Markup(text).format(n, given("95%")) if n is not None else Markup("")


def ordered(estimates: dict[str, Estimate | None]) -> dict[str, list[str]]:
    """Arms under each verdict, the lowest mean first."""
    verdicts = by_verdict(estimates)
    ranked = by_mean(estimates)
    return {
        verdict: [arm for arm in ranked if arm in verdicts[verdict]]
        for verdict in VERDICTS
        if verdicts[verdict]
    }


def items_of(arms: list[str], number: Callable[[str], Markup | None]) -> Markup | None:
    """`name number` for each arm that has one, as prose."""
    pairs = [(arm, number(arm)) for arm in arms]
    parts = [Markup("{} {}").format(name(arm), text) for arm, text in pairs if text is not None]
    return Markup("; ").join(parts) if parts else None
