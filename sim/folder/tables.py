"""Tables of a results folder, read as they were written: numbers to the bit, text as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.folder import codebook

if TYPE_CHECKING:
    import pandas as pd


def read_table(folder: Path, file: str) -> pd.DataFrame:
    """A table of a results folder as a frame, every column of the kind that the codebook tells.

    A table that need not be there has no rows where it is absent. Raises ValueError for a file that
    is no such table.
    """
    import pandas as pd

    kinds = codebook.kinds(file)
    if file in codebook.OPTIONAL and not (folder / file).is_file():
        known = codebook.CODEBOOK.get(file, codebook.FOLLOWED)
        return pd.DataFrame(columns=[column.name for column in known])
    # As plain objects, which Python goes through faster than through a column of text.
    first: Any = {name: "object" if kind == "float64" else kind for name, kind in kinds.items()}
    frame = pd.read_csv(folder / file, dtype=first, keep_default_na=False)
    # Python reads a `repr` back to the bit, which the parser of pandas did not always do.
    real = [name for name in frame.columns if kinds.get(name) == "float64"]
    exact = {name: [float(text or "nan") for text in frame[name]] for name in real}
    return frame.assign(**{name: pd.Series(exact[name], dtype="float64") for name in real})
