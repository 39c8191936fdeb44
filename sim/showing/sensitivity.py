"""What the answers of a sensitivity analysis share: what differences and parameters are called."""

from __future__ import annotations

import pandas as pd

from sim.compare.blocks import Pair
from sim.compare.screening import FEWEST
from sim.compare.sensitivity import Sensitivity
from sim.folder.read import Missing
from sim.folder.swept import Swept
from sim.showing.words import short

MOST_PAIRS = 6  # panels
COLUMNS = 3


def screened(swept: Swept) -> Sensitivity:
    """The analysis; raises Missing where too few trajectories are whole."""
    found = Sensitivity(swept)
    whole = found.screening.trajectories
    if not found.screening.enough:
        raise Missing(f"needs {FEWEST} trajectories all of whose runs are done, and has {whole.kept} of "
                      f"{whole.planned}")  # fmt: skip
    return found


def pairs_of(numbers: pd.DataFrame) -> list[Pair]:
    """The effects and differences in a table, in its order."""
    return list(dict.fromkeys(zip(numbers["arm"], numbers["other"], strict=True)))


def pair_words(swept: Swept, pair: Pair) -> str:
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
