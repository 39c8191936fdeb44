"""The report read back by other means than it was written: html.parser and csv alone."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl

from sim.folder.read import Folder
from sim.scenario.problems import Problems
from sim.scenario.read import read_text
from sim.showing.voice import voice_of

VOID = {"meta", "img", "br", "link", "hr"}


@dataclass
class Shown:
    """One number of the page."""

    source: str
    scale: float
    text: str = ""


@dataclass
class Page(HTMLParser):
    """Numbers with a source, labels that are no results, and all other text but numbers of charts."""

    numbers: list[Shown] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        found = dict(attrs)
        kind = found.get("class") or ""
        if tag == "figure":
            self.figures.append(found.get("data-source") or "")
        elif "data-source" in found:
            self.numbers.append(Shown(str(found["data-source"]), float(found["data-scale"] or 1)))
            kind = "number"
        skipped = tag if tag in {"style", "script", "a"} else ""
        self.stack.append(skipped or kind)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        inside = set(self.stack)
        if self.stack and self.stack[-1] == "number":
            self.numbers[-1].text += data
        elif "given" in inside:
            self.given.append(data)
        elif not inside & {"name", "style", "script", "a", "note", "data"}:
            self.rest.append(data)


def names(folder: Path) -> dict[str, str]:
    """What arms are called, by their name in the scenario."""
    return dict(voice_of(Folder(folder)).names)


def read(folder: Path) -> Page:
    page = Page()
    page.feed((folder / "report.html").read_text(encoding="utf-8"))
    assert not page.stack
    return page


class Sources:
    """Cells of the results files, found by their keys as text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, list[dict[str, str]]] = {}

    def value(self, source: str) -> float:
        """The cell a data-source names; exactly one row must answer."""
        file, _, query = source.partition("?")
        keys = dict(parse_qsl(query, keep_blank_values=True))
        if file == "scenario.yaml":
            return self._setting(keys["path"])
        column = keys.pop("column")
        if file not in self.files:
            with (self.folder / file).open(encoding="utf-8", newline="") as lines:
                self.files[file] = list(csv.DictReader(lines))
        rows = [row for row in self.files[file] if all(row[k] == v for k, v in keys.items())]
        assert len(rows) == 1, f"{source}: {len(rows)} rows"
        return float(rows[0][column])

    def _setting(self, path: str) -> float:
        found = read_text((self.folder / "scenario.yaml").read_text("utf-8"), "it", Problems()).tree
        for step in path.split("."):
            found = found[step]
        return float(found)


def same(shown: Shown, value: float) -> bool:
    """Whether the text is the value times the scale, rounded as shown."""
    text = shown.text.replace("−", "-").replace(",", "").replace("+", "")
    assert re.fullmatch(r"-?\d+(\.\d+)?", text), shown
    digits = len(text.partition(".")[2])
    return float(text) == float(f"{value * shown.scale:.{digits}f}") + 0.0
