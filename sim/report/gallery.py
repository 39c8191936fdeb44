"""All charts of a folder, drawn and stored with their numbers."""

from __future__ import annotations

import base64
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
    """A chart of the report: PNG, SVG, the numbers as CSV and its words, or why it is missing."""

    name: str
    image: bytes = b""
    drawing: bytes = b""
    numbers: bytes = b""
    headline: str = ""
    subtitle: str = ""
    missing: str = ""


def embedded(content: bytes, kind: str) -> str:
    """A file as an address that holds it, so that a page sent alone has it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


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
    numbers = table.to_csv(index=False, lineterminator="\n").encode("utf-8")
    made = {"png": style.png(figure), "svg": style.svg(figure), "csv": numbers}
    for kind, content in made.items():
        replace(place / f"{name}.{kind}", content)
    words = figure.headline, figure.subtitle
    return Shown(name, made["png"], made["svg"], numbers, *words)
