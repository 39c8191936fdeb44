"""What the questions on pairing share: how their paragraphs list arms."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from sim.language import marked
from sim.showing.finding import items_of
from sim.showing.numbers import Numbers, given
from sim.showing.words import by_chance

MOST = 6
ORDER = "Lists are in order of the mean; neighbours in them need not be told apart."


def judged_together(rows: pd.DataFrame) -> Markup:
    """How many differences of a measure are judged together, and what luck alone would make of them."""
    if rows["n"].max() < 2:
        return Markup("")
    number = int(rows.groupby("measure").size().max())
    return marked("; {} differences are judged together (Benjamini-Hochberg): taken one by one, {} "
                  "would look clear by luck alone", given(number), given(by_chance(number)))  # fmt: skip


def called(rows: pd.DataFrame, verdict: str) -> pd.DataFrame:
    """The rows of a verdict."""
    return rows[rows["verdict"] == verdict]


def arms_with(
    numbers: Numbers, file: str, arms: list[str], digits: int, sign: bool, **keys: str
) -> Markup | None:
    """Arms with their mean and interval in a chart's table, as prose."""
    return items_of(arms, lambda arm: numbers.spread(file, 1, digits, sign, arm=arm, **keys))


def most(numbers: Numbers, file: str, arms: list[str], measure: str) -> Markup | None:
    """The first few arms of a list with their differences, the rest counted."""
    shown = arms_with(numbers, file, arms[:MOST], 2, True, measure=measure)
    more = len(arms) - MOST
    return shown if shown is None or more < 1 else marked("{}; and {} more", shown, given(more))
