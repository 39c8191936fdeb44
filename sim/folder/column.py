"""A column of a results file, declared."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, WHOLE = {"name", "text", "account"}, {"number", "runs", "year"}


@dataclass(frozen=True)
class Column:
    """A column of a results file: its name, its unit and what it says in a sentence."""

    name: str
    unit: str
    meaning: str

    @property
    def kind(self) -> str:
        """How the column is read, by its unit: as `str`, `int64` or `float64`."""
        return "str" if self.unit in TEXT else "int64" if self.unit in WHOLE else "float64"
