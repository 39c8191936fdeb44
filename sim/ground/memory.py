"""Memory of arrays that come and go many thousand times a year."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

# Names and numbers of glibc's malloc.h; the first is the largest threshold it accepts.
M_MMAP_THRESHOLD, LARGEST_MMAP_THRESHOLD = -3, 32 * 2**20
M_TRIM_THRESHOLD, NEVER = -1, 2**31 - 1


@cache
def keep_freed_memory() -> None:
    """Let the process keep what arrays free, for the next arrays; only glibc knows how.

    Given back to the system, every page would have to be fetched and cleared anew: a sixth to a
    quarter of the time of a year at 100,000 households and above.
    """
    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGEST_MMAP_THRESHOLD)
        library.mallopt(M_TRIM_THRESHOLD, NEVER)
