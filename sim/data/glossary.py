"""Terms of the field and of this project, each in a sentence, with what it is called in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

FIELD, PROJECT = "field", "project"
"""What a term is of: the study of poverty, or this program."""


@dataclass(frozen=True)
class Term:
    """What a word means here; `chinese` may be empty."""

    term: str
    of: str
    meaning: str
    chinese: str = ""


@cache
def terms() -> tuple[Term, ...]:
    """Every term in alphabetical order."""
    text = (resources.files("sim.data") / "glossary.yaml").read_text(encoding="utf-8")
    found = [Term(**row) for row in yaml.load(text, Loader=yaml.BaseLoader)]
    return tuple(sorted(found, key=lambda one: one.term.lower()))


def of(kind: str) -> list[tuple[str, str, str]]:
    """Term, Chinese term and meaning of those of the field or of the project."""
    return [(one.term, one.chinese, one.meaning) for one in terms() if one.of == kind]
