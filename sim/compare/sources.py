"""What the change of a group's income is made of: farm, activity, wages and so on, which add up to it."""

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
    base = folder.need_baseline()
    found: Changes = {}
    for group in (*folder.groups("quintile"), POOR):
        values = {word: folder.samples(name, group) for name, word in WORDS.items()}
        for arm in folder.compared:
            pair = (arm, folder.last), (base, folder.last)
            if all(one in frame for frame in values.values() for one in pair):
                parts = {word: frame[pair[0]] - frame[pair[1]] for word, frame in values.items()}
                found[arm, group] = _with_sum(pd.DataFrame(parts).dropna())
    found = {(arm, group): rows for (arm, group), rows in found.items() if len(rows)}
    if not found:
        raise Missing("needs the sources of income by quintile")
    return found


def _with_sum(parts: pd.DataFrame) -> pd.DataFrame:
    return parts.assign(**{INCOME: parts.sum(axis=1)})
