"""A page for a name: whatever is declared under it, or under a name that it has elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import click

from sim.cli.common import hanging, heading, table
from sim.cli.topics import Section
from sim.ground.errors import InputError, nearest
from sim.scenario.problems import one_line

Topics = Mapping[str, Callable[[], Iterator[Section]]]
NAMES = ("process", "column", "parameter", "measure", "group", "kind", "stream", "strategy",
         "local model", "pattern", "claim", "key", "term")  # fmt: skip
"""The headers under which a name stands; a row is what its header says."""
CALLED, FILE = ("called", "other names", "in Chinese"), "file"
SHOWN = {"kind": "payment", "process": "process of the year"}
"""What a header is called on a page, where that is not the header itself."""


@dataclass(frozen=True)
class Page:
    """A declared thing: what it is, its name, where it belongs, and its row by the headers."""

    what: str
    name: str
    home: str
    row: Mapping[str, str]

    @property
    def names(self) -> set[str]:
        """All that it is called, in plain letters."""
        others = (other for header in CALLED for other in self.row.get(header, "").split("; "))
        return {plain(name) for name in (self.name, *others) if name}

    @property
    def says(self) -> str:
        """Its meaning, which every row ends with."""
        return list(self.row.values())[-1]

    def speaks_of(self, wanted: str) -> bool:
        """Whether its name or what is said of it has the word, or the words."""
        return any(f"_{wanted}" in f"_{plain(str(cell))}" for cell in self.row.values())


def plain(text: str) -> str:
    """A name without capitals, hyphens and spaces."""
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())


def pages(topics: Topics) -> Iterator[Page]:
    """A page for every row of every topic."""
    for topic in topics.values():
        for home, headers, rows in topic():
            what = next(header for header in headers if header in NAMES)
            place = headers.index(what)
            for row in rows:
                told = dict(zip(headers, map(str, row), strict=True))
                yield Page(what, row[place], home, told)


def look_up(words: str, every: list[Page]) -> list[Page]:
    """The pages of a name, or else those that speak of it.

    Raises `InputError`, with the nearest name, where there are none.
    """
    wanted = plain(words)
    found = [page for page in every if wanted in page.names]
    found = found or [page for page in every if wanted and page.speaks_of(wanted)]
    if not found:
        known = {name for page in every for name in page.names}
        hint = nearest(wanted, known) or " (antipoverty explain, alone, lists the topics)"
        raise InputError(one_line(f"explain: nothing is called {words!r}, or speaks of it{hint}"))
    return found


def show(words: str, topics: Topics) -> None:
    """Print the pages of a name, or, where others only speak of it, a line on each."""
    every = list(pages(topics))
    found, wanted = look_up(words, every), plain(words)
    if len(found) > 1 and wanted not in found[0].names:
        click.echo(f"Nothing is called {words}; these speak of it:\n")
        table(("name", "is", "says"), [(page.name, where(page), page.says) for page in joined(found)])
        return
    for page in joined(found):
        print_page(page)
    near = {page.name for page in every if f"_{wanted}_" in f"_{plain(page.name)}_"}
    if others := sorted(near - {page.name for page in found}):
        click.echo("\n" + hanging("", f"See also {', '.join(others)}"))


def joined(found: list[Page]) -> list[Page]:
    """The same, where a column that several files have is one page, under the names of all."""
    alike: dict[tuple[str, ...], list[Page]] = {}
    for page in found:
        alike.setdefault((page.what, page.home, page.says), []).append(page)
    return [replace(one, row={**one.row, FILE: ", ".join(each.row[FILE] for each in (one, *more))})
            if more and FILE in one.row else one
            for one, *more in alike.values()]  # fmt: skip


def where(page: Page) -> str:
    """What a page is of, in words."""
    what = SHOWN.get(page.what, page.what)
    return f"{what}, {page.home}" if page.home else what


def print_page(page: Page) -> None:
    """Print what is declared of one name, a line or a paragraph each."""
    heading(f"\n{page.name} ({where(page)})")
    told = {header: text for header, text in page.row.items() if text and header != page.what}
    longest = max(map(len, told), default=0) + 2
    for header, text in told.items():
        click.echo(hanging(f"  {header:{longest}}", text))
    if page.what in ("strategy", "local model"):
        click.echo(f"\nWith its parameters and sources: antipoverty strategies {page.name}")
