"""What drives the difference of two arms over many worlds, and what to measure to settle it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.drivers.runner import Drivers


def find_drivers(
    arm: str,
    other: str,
    folder: str | os.PathLike[str] | None = None,
    measure: str = "fgt0",
    year: int | None = None,
    out: str | os.PathLike[str] | None = None,
) -> Drivers:
    """What drives the difference of two arms over worlds, and which number would settle their order?

    `folder` holds results of a scenario with `worlds` (or is the name of one that was run; left out,
    seven_strategies_in_worlds); `year` is the last year of support unless told. Writes table, tornado
    and page into `out` (`results/drivers-ARM-OTHER`). The lower of a measure, the better.

    Raises `InputError` with what is wrong; nothing is written then.
    """
    from pathlib import Path

    from sim.drivers.runner import folder_of, run
    from sim.drivers.write import write
    from sim.folder.files import located

    found = run(folder_of(None if folder is None else Path(folder)), arm, other, measure, year)
    write(found, located(out if out is not None else Path("results", f"drivers-{arm}-{other}")))
    return found
