"""Tables of a results folder, read as they were written: numbers to the bit, text as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.folder import codebook

if TYPE_CHECKING:
    import pandas as pd

_WHOLE = {"replication", "seed", "year", "from_year", "to_year", "percentile", "n"}
_NUMBERS = {
    "value", "persons", "amount", "mean", "sd", "ci_low", "ci_high", "cost", "averted",
    "ratio", "seconds",
}  # fmt: skip


def read_table(folder: Path, file: str) -> pd.DataFrame:
    """A table of a results folder as a frame, without rows where the file need not be there."""
    import pandas as pd

    names = {column.name: column for column in codebook.CODEBOOK[file]}.keys()
    if file in codebook.OPTIONAL and not (folder / file).is_file():
        return pd.DataFrame(columns=list(names))
    kinds: dict[str, Any] = {name: "int64" if name in _WHOLE else "str" for name in names}
    frame = pd.read_csv(folder / file, dtype=kinds, keep_default_na=False)
    # Python reads a `repr` back to the bit, which the parser of pandas did not always do.
    exact = {name: [float(text or "nan") for text in frame[name]] for name in names & _NUMBERS}
    return frame.assign(**{name: pd.Series(exact[name], dtype="float64") for name in exact})
