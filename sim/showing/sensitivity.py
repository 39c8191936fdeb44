"""What the answers of a sensitivity analysis share: what differences and parameters are called."""

from __future__ import annotations

import pandas as pd

from sim.folder.swept import Swept
from sim.showing.words import short

MOST_PAIRS = 6  # panels
COLUMNS = 3


def pairs_of(numbers: pd.DataFrame) -> list[tuple[str, str]]:
    """The effects and differences in a table, in its order."""
    return list(dict.fromkeys(zip(numbers["arm"], numbers["other"], strict=True)))


def pair_words(swept: Swept, pair: tuple[str, str]) -> str:
    """An effect by its arm, a difference by both."""
    arm, other = pair
    if other == swept.baseline:
        return f"effect of {short(arm, 26)}"
    return f"difference {short(arm, 18)} − {short(other, 18)}"


def called(path: str) -> str:
    """A parameter by the last word of its path."""
    return path.rpartition(".")[2]


def dropped_words(kept: int, planned: int, what: str) -> str:
    """How many blocks there are, and how many were dropped."""
    lost = planned - kept
    return f"{kept} {what}" + (f", {lost} dropped for failed runs" if lost else "")
