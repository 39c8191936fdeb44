"""Terms of the field on the page: each has its meaning where it stands."""

from __future__ import annotations

from functools import cache

from htmltools import Tag, tags
from shiny import ui

from sim.data.glossary import terms


@cache
def meanings() -> dict[str, str]:
    """What each term means, by the term in small letters."""
    return {one.term.lower(): one.meaning for one in terms()}


def term(word: str, of: str = "") -> Tag:
    """A word with its meaning as a tooltip, also for who uses the keyboard; `of` is its entry."""
    meaning = meanings()[(of or word).lower()]
    return ui.tooltip(tags.span(word, class_="term", tabindex="0"), meaning)
