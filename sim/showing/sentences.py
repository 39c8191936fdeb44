"""Sentences that stand one after the other, as the language sets them apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from markupsafe import Markup

from sim.language import marked


def in_turn(sentences: Iterable[Markup | None]) -> Markup | None:
    """Whole sentences as one text, those that are not there left out; None where none is."""
    said = [sentence for sentence in sentences if sentence]
    return reduce(_followed, said) if said else None


def sentence(text: str, *parts: object) -> Markup | None:
    """A sentence; None where one of its parts is not known."""
    return marked(text, *parts) if all(part is not None for part in parts) else None


def _followed(one: Markup, other: Markup) -> Markup:
    return marked("{first} {next}", first=one, next=other)
