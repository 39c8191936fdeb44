"""What the shipped scenarios ask: their titles and opening remarks, folder by folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby, takewhile
from pathlib import Path
from textwrap import fill

import click

from sim.cli.common import heading
from sim.scenario.layers import open_scenario
from sim.scenario.problems import Problems

WIDTH = 100
FOR_EDITORS = "yaml-language-server"
_QUESTION = re.compile(r"(?:The question: )?\b([^.?]*\?)")


def list_questions(ours: Mapping[str, Path]) -> None:
    """Print each scenario with its title, and under it what it asks."""
    indent = " " * (max(map(len, ours)) + 4)
    for folder, names in groupby(ours, key=lambda name: name.rpartition("/")[0]):
        heading(f"\n{folder.capitalize() or 'General'}")
        for name in names:
            click.echo(f"  {name}".ljust(len(indent)) + title_of(name))
            click.echo(fill(asks(ours[name]), WIDTH, initial_indent=indent, subsequent_indent=indent))


def title_of(name: str) -> str:
    """The title of a shipped scenario."""
    document = open_scenario(name, Problems())
    return str(document.tree.get("title", name)) if document else name


def asks(path: Path) -> str:
    """The first question in the remarks that a file opens with; without one, their first sentence."""
    lines = path.read_text(encoding="utf-8").splitlines()
    remarks = (line.strip("# ") for line in takewhile(_is_remark, lines))
    text = " ".join(line for line in remarks if not line.startswith(FOR_EDITORS))
    found = _QUESTION.search(text)
    told = found[1] if found else text.partition(". ")[0]
    return told[:1].upper() + told[1:]


def _is_remark(line: str) -> bool:
    return line.startswith("#")
