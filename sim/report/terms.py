"""Terms of the glossary that a page uses: linked to their meaning where a section says them first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from sim.data import glossary
from sim.language import ENGLISH, phrase, voice

MARKS = re.compile(r"(<[^>]*>)")
CLOSED = ("a", "button", "h1", "h2", "h3", "summary", "title", "code", "b", "details")
"""Elements whose words stay as they are: links, headings, names, rows of a file."""
COMMON = ("run", "claim", "pattern", "stream")
"""Terms that are plain English, too, and would be linked where they are no terms."""
TAG = re.compile(r"<(/?)(\w+)")


@dataclass(frozen=True)
class Word:
    """A term as the page calls it, its other name, and what it means."""

    place: str
    called: str
    other: str
    meaning: str


@cache
def _words(language: str) -> dict[str, Word]:
    """Every term that has a name in the language, by that name."""
    found = {}
    for one in glossary.terms():
        called, other = (one.term, "") if language == ENGLISH else (one.chinese, one.term)
        if called and one.term not in COMMON:
            place = "word-" + re.sub(r"\W+", "-", one.term.lower())
            found[called.lower()] = Word(place, called, other, phrase(one.meaning))
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Any of the terms, the longest first; in English as a word of its own, or several of it."""
    names = sorted(_words(language), key=len, reverse=True)
    either = "|".join(map(re.escape, names))
    return re.compile(rf"\b({either})s?\b" if language == ENGLISH else f"({either})", re.IGNORECASE)


def explained(page: str) -> tuple[Markup, list[Word]]:
    """A page whose sections link the terms of the glossary, and what these mean, in order of name."""
    used: dict[str, Word] = {}
    parts = [_linked(part, used) for part in re.split(r"(?=<section )", str(page))]
    return Markup("".join(parts)), sorted(used.values(), key=lambda word: word.place)


def _linked(section: str, used: dict[str, Word]) -> str:
    """A section in which the first place of each term is a link."""
    seen: set[str] = set()
    inside = 0

    def link(found: re.Match[str]) -> str:
        word = _words(voice().language)[found[1].lower()]
        if word.place in seen:
            return found[0]
        seen.add(word.place)
        used[word.place] = word
        return f'<a class="term" href="#{word.place}" title="{escape(word.meaning)}">{found[0]}</a>'

    parts = MARKS.split(section)
    for place, part in enumerate(parts):
        if place % 2:
            tag = TAG.match(part)
            inside += (-1 if tag[1] else 1) if tag and tag[2] in CLOSED else 0
        elif not inside and part.strip():
            parts[place] = _pattern(voice().language).sub(link, part)
    return "".join(parts)
