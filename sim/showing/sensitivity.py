"""What the answers of a sensitivity analysis share: what differences and parameters are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from sim.folder.swept import Swept
from sim.language import phrase
from sim.showing import style
from sim.showing.words import short

Pair = tuple[str, str]
MOST_PAIRS = 6  # panels
COLUMNS = 3


def pairs_of(numbers: pd.DataFrame) -> list[tuple[str, str]]:
    """The effects and differences in a table, in its order."""
    return list(dict.fromkeys(zip(numbers["arm"], numbers["other"], strict=True)))


def pair_words(swept: Swept, pair: tuple[str, str]) -> str:
    """An effect by its arm, a difference by both."""
    arm, other = pair
    if other == swept.baseline:
        return phrase("effect of {}", short(arm, 26))
    return phrase("difference {} − {}", short(arm, 18), short(other, 18))


def called(path: str) -> str:
    """A parameter by the last word of its path."""
    return path.rpartition(".")[2]


def panels(page: style.Page, pairs: Sequence[Pair]) -> Iterator[tuple[Any, Pair]]:
    """A panel for each effect or difference, as many as are shown; places left over are empty."""
    size = style.shape(min(len(pairs), MOST_PAIRS), COLUMNS)
    places = page.subplots(*size, sharex=True, sharey=True, squeeze=False).ravel()
    for axes in places[len(pairs) :]:
        axes.set_visible(False)
    yield from zip(places, pairs, strict=False)


def rows_of_panels(pairs: Sequence[Pair]) -> int:
    """How many rows of panels there are."""
    return int(style.shape(min(len(pairs), MOST_PAIRS), COLUMNS)[0])


def of_pair(rows: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """The rows of one effect or difference."""
    return rows[(rows["arm"] == pair[0]) & (rows["other"] == pair[1])]


def dropped_words(kept: int, planned: int, what: str) -> str:
    """How many blocks there are, and how many were dropped."""
    lost = planned - kept
    if lost:
        return phrase("{kept} {what}, {lost} dropped for failed runs", kept=kept, what=what, lost=lost)
    return phrase("{kept} {what}", kept=kept, what=what)
