"""What the change of a group's income is made of: farm, activity, wages and so on, which add up."""

from __future__ import annotations

import pandas as pd

from sim.folder.read import Folder, Missing
from sim.record.income_sources import MEASURES

WORDS = {source.name: source.word for source in MEASURES}
INCOME = "income"
"""All sources together."""
POOR = "poor=yes"
Changes = dict[tuple[str, str], pd.DataFrame]


def changes(folder: Folder) -> Changes:
    """Arm minus baseline in the last year, yuan a person, by arm and group: [replication, source].

    Groups are the fifths of baseline income and the poor of the opening. The last column, `income`, is
    the sum of the sources in each replication, so that means add up, too; losses count as losses in it.
    Raises `Missing` where fifths have no sources.
    """
    base, last = folder.need_baseline(), folder.last
    fifths = folder.groups("quintile")
    values = {group: {word: folder.samples(name, group) for name, word in WORDS.items()}
              for group in (*fifths, POOR)}  # fmt: skip
    found = {
        (arm, group): _apart(parts, (arm, last), (base, last))
        for arm in folder.compared
        for group, parts in values.items()
        if all(one in frame for frame in parts.values() for one in ((arm, last), (base, last)))
    }
    found = {key: rows for key, rows in found.items() if len(rows)}
    if not any(group in fifths for _, group in found):
        raise Missing("needs the sources of income by quintile")
    return found


def _apart(parts: dict[str, pd.DataFrame], one: tuple[str, int], other: tuple[str, int]) -> pd.DataFrame:
    gaps = pd.DataFrame({word: frame[one] - frame[other] for word, frame in parts.items()}).dropna()
    return gaps.assign(**{INCOME: gaps.sum(axis=1)})
