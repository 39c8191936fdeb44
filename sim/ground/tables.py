"""State is columns: tables of agents, runs of their rows, and chosen ones among those."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np

from sim.ground.schema import Column

AT_A_TIME = 65_536
"""Rows of a tile: what a process works with then stays in the processor's cache.

Nothing depends on it; where luck is drawn, another tile (of 8,192 rows) is part of its address.
"""


class Rows:
    """A run of rows of a table. Reading `rows.cash` gives the array; writing fills it in place."""

    kind: str
    start: int
    stop: int

    def __init__(self, kind: str, arrays: dict[str, np.ndarray], start: int, stop: int) -> None:
        own = self.__dict__
        whole = all(start == 0 and stop == len(array) for array in arrays.values())
        own.update(arrays if whole else {name: a[start:stop] for name, a in arrays.items()})
        own["kind"], own["start"], own["stop"] = kind, start, stop

    def __setattr__(self, name: str, value: Any) -> None:
        column = self.__dict__.get(name)
        if not isinstance(column, np.ndarray):
            raise AttributeError(f"{self.kind} have no column {name!r}")
        if value is not column:
            column[...] = value

    def __getattr__(self, name: str) -> np.ndarray:
        raise AttributeError(f"no column {name!r}")

    def __len__(self) -> int:
        return int(self.stop) - int(self.start)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


class Table(Rows):
    """All agents of one kind, one array a column, with the same rows cut into tiles."""

    arrays: dict[str, np.ndarray]
    blocks: tuple[np.ndarray, ...]
    tiles: tuple[Rows, ...]

    def __init__(self, kind: str, columns: dict[str, Column], rows: int) -> None:
        self._hold(kind, {name: np.zeros(rows, column.dtype) for name, column in columns.items()}, rows)
        self.cut(AT_A_TIME)

    def _hold(self, kind: str, arrays: dict[str, np.ndarray], rows: int) -> None:
        """Hold copies of these arrays: columns of one type are rows of one block."""
        kinds = sorted({array.dtype.str for array in arrays.values()})
        names = [[name for name in arrays if arrays[name].dtype.str == each] for each in kinds]
        blocks = tuple(np.stack([arrays[name] for name in alike]) for alike in names)
        held = {name: row for alike, block in zip(names, blocks, strict=True)
                for name, row in zip(alike, block, strict=True)}
        self.__dict__["arrays"] = {name: held[name] for name in arrays}
        self.__dict__["blocks"] = blocks
        super().__init__(kind, self.arrays, 0, rows)

    def cut(self, size: int, first: np.ndarray | None = None) -> None:
        """Cut the rows into tiles of at most `size`; with the `first` rows of groups, of whole groups.

        A group that is longer than that is a tile of its own.
        """
        groups = np.arange(0, len(self), size) if first is None else first
        self._cut_at(_cuts(groups, len(self), size))

    def _cut_at(self, cuts: Iterable[tuple[int, int]]) -> None:
        self.__dict__["tiles"] = tuple(Rows(self.kind, self.arrays, *cut) for cut in cuts)

    @property
    def cuts(self) -> list[tuple[int, int]]:
        """First row and end of each tile."""
        return [(tile.start, tile.stop) for tile in self.tiles]

    def __getstate__(self) -> dict[str, Any]:
        return {"kind": self.kind, "arrays": self.arrays, "rows": len(self), "cuts": self.cuts}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._hold(state["kind"], state["arrays"], state["rows"])
        self._cut_at(state["cuts"])

    def copy(self) -> Table:
        """An independent table with the same values."""
        twin = Table.__new__(Table)
        twin._hold(self.kind, self.arrays, len(self))
        twin._cut_at(self.cuts)
        return twin

    def close(self, but: Collection[str] = ()) -> None:
        """Let columns be read alone, but for some that may still be written."""
        self._let_write(False, [name for name in self.arrays if name not in but])

    def reopen(self) -> None:
        """Let all columns be written again."""
        self._let_write(True, self.arrays)

    def _let_write(self, allowed: bool, names: Collection[str]) -> None:
        """A view can be opened only after the block behind it; one tile holds the columns themselves."""
        for block in self.blocks:
            block.setflags(write=allowed)
        views = self.tiles if len(self.tiles) > 1 else ()
        for held in (self.arrays, *(tile.__dict__ for tile in views)):
            for name in names:
                held[name].setflags(write=allowed)

    def items(self) -> Iterator[tuple[str, np.ndarray]]:
        """Names and arrays of all columns."""
        yield from self.arrays.items()


def _cuts(first: np.ndarray, rows: int, size: int) -> Iterator[tuple[int, int]]:
    """First row and end of each tile, which holds as many whole groups as fit, and at least one."""
    ends, start = np.append(first[1:], rows), 0
    while start < rows:
        shortest, fitting = np.searchsorted(ends, [start + 1, start + size + 1]) - [0, 1]
        stop = int(ends[max(shortest, fitting)])
        yield start, stop
        start = stop


class Chosen:
    """Chosen places among households; reading a column copies its values there, once.

    What some of the chosen have is taken from what was read of all of them, if it was.
    """

    def __init__(self, households: People, places: np.ndarray) -> None:
        self._read, self._of_read = households.__dict__, places
        if isinstance(households, Chosen):
            households, places = households.households, households.places[places]
        self.households: Rows = households
        self.places = places

    def __getattr__(self, name: str) -> np.ndarray:
        read = self._read.get(name)
        if read is None:
            values = getattr(self.households, name).take(self.places)
        else:
            values = read.take(self._of_read)
        self.__dict__[name] = values
        return values

    def __len__(self) -> int:
        return len(self.places)

    def spread(self, values: np.ndarray, elsewhere: float = 0.0) -> np.ndarray:
        """A column of all the households with these values at the chosen places."""
        column = np.full(len(self.households), elsewhere)
        column[self.places] = values
        return column


People = Rows | Chosen


def by_group(groups: np.ndarray) -> np.ndarray:
    """Places sorted by group (0, 1, ...), in their order within a group: linear in their number."""
    small = len(groups) > 0 and groups.max() < 2**16
    return np.argsort(groups.astype(np.uint16) if small else groups, kind="stable")
