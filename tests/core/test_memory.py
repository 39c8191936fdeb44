"""Memory that arrays free serves the next arrays, where the system's allocator can be told so."""

import platform
import subprocess
import sys

import pytest

ROUNDS, ARRAYS, BYTES = 20, 8, 2 * 2**20
COUNT = f"""
import resource, sys
import numpy as np
from sim.ground.memory import keep_freed_memory

if sys.argv[1] == "kept":
    keep_freed_memory()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range({ROUNDS}):
    arrays = [np.ones({BYTES} // 8) for _ in range({ARRAYS})]
    del arrays
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages_fetched(how):
    """Pages a process fetched that made and dropped arrays round after round."""
    command = [sys.executable, "-c", COUNT, how]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_pages_of_freed_arrays_are_not_fetched_anew():
    assert pages_fetched("kept") < 0.5 * pages_fetched("given back")
