"""What the change of a group's income is made of: farm, activity, wages and so on, which add up."""

from __future__ import annotations

import pandas as pd

from sim.folder.read import Folder, Missing
from sim.language import phrase
from sim.record.income_sources import MEASURES

WORDS = {source.name: source.word for source in MEASURES}
INCOME = "income"
"""All sources together."""
POOR = "poor=yes"
Changes = dict[tuple[str, str], pd.DataFrame]


def changes(folder: Folder) -> Changes:
    """Arm minus baseline in the last year of programmes, yuan a person, by arm and group.

    Each is a frame [replication, source]. Groups are the fifths of baseline income and the poor of the
    opening. The last column, `income`, is the sum of the sources in each replication, so that means add
    up, too; losses count as losses in it. Raises `Missing` where fifths have no sources.
    """
    base, fifths = folder.need_baseline(), folder.groups("quintile")
    rows = folder.outcomes
    rows = rows[(rows["year"] == folder.last) & rows["measure"].isin(list(WORDS))]
    wide = rows.pivot(index="replication", columns=["arm", "group", "measure"], values="value")
    wide = wide.sort_index(axis=1)
    known = set(wide.columns)
    found = {
        (arm, group): _apart(wide[arm, group], wide[base, group])
        for arm in folder.compared
        for group in (*fifths, POOR)
        if all((one, group, source) in known for one in (arm, base) for source in WORDS)
    }
    found = {key: gaps for key, gaps in found.items() if len(gaps)}
    if not any(group in fifths for _, group in found):
        raise Missing(phrase("needs the sources of income by quintile"))
    return found


def _apart(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    gaps = (one - other)[list(WORDS)].rename(columns=WORDS).dropna()
    return gaps.assign(**{INCOME: gaps.sum(axis=1)})
