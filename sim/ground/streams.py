"""Addressed randomness: the same household meets the same luck in every arm.

A draw has an address (seed, name of the stream, year, tile of 8,192 rows), so no process can
shift another's luck and results do not depend on the order or the size of the work. Draws are
uniform; normals come from the inverse distribution, one uniform each (Salmon et al. 2011, Philox).
"""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np

TILE = 8192
BLOCK = 4
"""Numbers that Philox makes at a time, for one value of its counter."""
_HALF_STEP = 2.0**-54


@cache
def stable_hash(name: str) -> int:
    """A 64-bit number for a name, the same on every machine and in every process."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


class Streams:
    """All random numbers of one replication."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._bits = np.random.Philox(key=np.array([seed, 0], np.uint64))
        self._generator = np.random.Generator(self._bits)
        self._blank = self._bits.state

    def __reduce__(self) -> tuple[type[Streams], tuple[int]]:
        return Streams, (self.seed,)

    def uniforms(self, name: str, year: int, start: int, stop: int) -> np.ndarray:
        """Uniforms in (0, 1) for rows start..stop of a population."""
        out = np.empty(stop - start)
        position = start
        while position < stop:
            tile, skipped = divmod(position, TILE)
            end = min(stop, (tile + 1) * TILE)
            self._aim(name, year, tile, skipped)
            self._generator.random(out=out[position - start : end - start])
            position = end
        out += _HALF_STEP
        return out

    def normals(
        self, name: str, year: int, start: int, stop: int, chosen: np.ndarray | None = None
    ) -> np.ndarray:
        """Standard normals, one uniform each; all uniforms are drawn, the chosen transformed."""
        from scipy.special import ndtri

        values = self.uniforms(name, year, start, stop)
        values = values if chosen is None else values[chosen]
        return ndtri(values, out=values)

    def _aim(self, name: str, year: int, tile: int, skipped: int) -> None:
        state, (blocks, rest) = self._blank, divmod(skipped, BLOCK)
        state["state"]["key"][1] = stable_hash(name)
        state["state"]["counter"][:] = (blocks, 0, tile, year)
        state["buffer_pos"] = BLOCK
        self._bits.state = state
        if rest:
            self._generator.random(rest)
