"""All charts of a folder, drawn and stored with their numbers."""

from __future__ import annotations

import base64
import gc
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from sim import questions
from sim.folder.read import Folder, Missing
from sim.language import Voice, speaking, voice
from sim.report import drawing
from sim.showing import style

if TYPE_CHECKING:
    from sim.crew import Pool

TALL = 0.75  # height for its width from which a picture has a sheet of paper to itself
AHEAD = 2  # charts handed to each helper: one to draw, one so that it need not wait for the next


@dataclass(frozen=True)
class Shown:
    """A chart of the report: PNG, SVG, its numbers and its words, or why it is missing."""

    name: str
    table: pd.DataFrame | None = None
    image: bytes = b""
    drawing: bytes = b""
    numbers: bytes = b""
    headline: str = ""
    subtitle: str = ""
    missing: str = ""
    tall: bool = False


def embedded(content: bytes, kind: str) -> str:
    """A file as an address that holds it, so that a page sent alone has it."""
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def replace(path: Path, content: bytes) -> None:
    """Write a file that is whole or absent."""
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)


def draw_all(folder: Folder, pool: Pool | None = None) -> list[Shown]:
    """Draw every chart into figures/ as PNG, SVG and CSV; remove those that no longer apply.

    With a pool, its processes draw from the last chart on and this one from the first: experiments
    of few scenarios come first, and soon turn out not to be there. They are handed a few at a time:
    a pool that breaks cannot end work that was handed in and called off.
    """
    (folder.path / "figures").mkdir(exist_ok=True)
    waiting, shown = deque(questions.find()), {}
    handed: dict[str, Future[Shown]] = {}
    while waiting:
        while pool and waiting and _unfinished(handed) < AHEAD * pool.width:
            name = waiting.pop()
            handed[name] = pool.submit(_draw_elsewhere, folder.path, folder.baseline, voice(), name)
        if waiting:
            name = waiting.popleft()
            shown[name] = _draw(folder, name)
    shown |= {name: task.result() for name, task in handed.items()}
    return [shown[name] for name in questions.find()]


def _unfinished(handed: dict[str, Future[Shown]]) -> int:
    return sum(not task.done() for task in handed.values())


@cache
def _folder(path: Path, baseline: str | None) -> Folder:
    return Folder(path, baseline)


def _draw_elsewhere(path: Path, baseline: str | None, own: Voice, name: str) -> Shown:
    with speaking(own):
        return _draw(_folder(path, baseline), name)


def _draw(folder: Folder, name: str) -> Shown:
    with _uncollected():
        return stored(folder.path / "figures", name, lambda: questions.draw(name, folder))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage while a chart is drawn: all of its many thousand objects are in use."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def stored(place: Path, name: str, draw: Callable[[], tuple[style.Page, pd.DataFrame]]) -> Shown:
    """Draw one chart and store it as PNG, SVG and CSV; remove these where it lacks something."""
    mark = voice().mark
    try:
        figure, table = draw()
    except Missing as lack:
        for kind in (f"{mark}.png", f"{mark}.svg", ".csv"):
            (place / f"{name}{kind}").unlink(missing_ok=True)
        return Shown(name, missing=str(lack))
    numbers = table.to_csv(index=False, lineterminator="\n").encode("utf-8")
    image, vectors = style.png(figure), drawing.svg(figure)
    made = {f"{mark}.png": image, f"{mark}.svg": vectors, ".csv": numbers}
    for kind, content in made.items():
        replace(place / f"{name}{kind}", content)
    words = {"headline": figure.headline, "subtitle": figure.subtitle}
    return Shown(name, table, image, vectors, numbers, tall=tall(figure), **words)


def tall(figure: style.Page) -> bool:
    """Whether half a sheet of paper would make a picture so narrow that its words cannot be read."""
    width, height = figure.get_size_inches()
    return bool(height > TALL * width)
