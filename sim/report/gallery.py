"""All charts of a folder, drawn and stored with their numbers."""

from __future__ import annotations

import os
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim import charts
from sim.charts import style
from sim.charts.folder import Folder, Missing


@dataclass(frozen=True)
class Shown:
    """A chart of the report: its PNG and words, or why it is missing."""

    name: str
    image: bytes = b""
    headline: str = ""
    subtitle: str = ""
    missing: str = ""


def replace(path: Path, content: bytes) -> None:
    """Write a file that is whole or absent."""
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)


def draw_all(folder: Folder, pool: Executor | None = None) -> list[Shown]:
    """Draw every chart into figures/ as PNG, SVG and CSV; remove those that no longer apply.

    With a pool, its processes draw from the first chart on and this one from the last.
    """
    (folder.path / "figures").mkdir(exist_ok=True)
    if pool is None:
        return [_draw(folder, name) for name in charts.ALL]
    waiting = {
        name: pool.submit(_draw_elsewhere, folder.path, folder.baseline, name)
        for name in charts.ALL
    }
    shown = {
        name: _draw(folder, name) if task.cancel() else task.result()
        for name, task in reversed(waiting.items())
    }
    return [shown[name] for name in charts.ALL]


@cache
def _folder(path: Path, baseline: str | None) -> Folder:
    return Folder(path, baseline)


def _draw_elsewhere(path: Path, baseline: str | None, name: str) -> Shown:
    return _draw(_folder(path, baseline), name)


def _draw(folder: Folder, name: str) -> Shown:
    place = folder.path / "figures"
    try:
        figure, table = charts.draw(name, folder)
    except Missing as lack:
        for kind in ("png", "svg", "csv"):
            (place / f"{name}.{kind}").unlink(missing_ok=True)
        return Shown(name, missing=str(lack))
    image = style.png(figure)
    replace(place / f"{name}.png", image)
    replace(place / f"{name}.svg", style.svg(figure))
    replace(place / f"{name}.csv", table.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    return Shown(name, image, figure.headline, figure.subtitle)
