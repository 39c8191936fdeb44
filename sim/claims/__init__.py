"""What is said of strategies, held against many worlds: is it so, and is it so for the reason given?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.claims.runner import Claims


def judge_claims(
    name: str | os.PathLike[str] | None = None,
    out: str | os.PathLike[str] | None = None,
    workers: int = 1,
    progress: bool = True,
    **plan: Any,
) -> Claims:
    """In which share of many worlds is each claim true, and does it end without its mechanism?

    `name` is a shipped claim or a file; left out, all shipped claims. `plan` may say `worlds` (an
    ensemble by name, or a CSV file), `count` of worlds and `households`. Writes tables, chart and
    page into `out` (`results/claims`).

    Raises `InputError` for a wrong file, ensemble or number; nothing is written then.
    """
    from pathlib import Path

    from sim.claims.read import chosen
    from sim.claims.runner import planned, run
    from sim.claims.write import write
    from sim.folder.files import located
    from sim.ground.errors import InputError

    folder = located(out if out is not None else Path("results", "claims"))
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file, not a folder")
    asked = chosen(None if name is None else os.fspath(name))
    done = run(asked, planned(workers=workers, **plan), progress)
    write(done, folder)
    return done
