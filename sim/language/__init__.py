"""How pages and charts speak: each sentence under its English, and the names that arms go by.

A sentence is written once, in English, with places for what is put into it; a catalogue of gettext
(`zh/*.po`, a file a room) has it in another language. What a catalogue lacks is said in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from markupsafe import Markup

ENGLISH, CHINESE = "en", "zh"
LANGUAGES = (ENGLISH, CHINESE)
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Voice:
    """A language, what arms are called by their name in the scenario, and what the catalogue lacked."""

    language: str = ENGLISH
    names: Mapping[str, str] = field(default_factory=dict)
    lacking: set[str] = field(default_factory=set)

    @property
    def mark(self) -> str:
        """What stands before the ending of files in this language: nothing in English."""
        return "" if self.language == ENGLISH else f".{self.language}"


_PLAIN = Voice()
_VOICE: ContextVar[Voice] = ContextVar("voice", default=_PLAIN)


@contextmanager
def speaking(voice: Voice) -> Iterator[None]:
    """Say everything in this voice."""
    before = _VOICE.set(voice)
    try:
        yield
    finally:
        _VOICE.reset(before)


def voice() -> Voice:
    """The voice in which is spoken now."""
    return _VOICE.get()


def translated(text: str) -> str:
    """A text in the language that is spoken."""
    spoken = _VOICE.get()
    if spoken.language == ENGLISH or not text:
        return text
    found = catalogue(spoken.language).get(text)
    if not found:
        spoken.lacking.add(text)
    return found or text


def phrase(text: str, *parts: object, **named: object) -> str:
    """A sentence in the language that is spoken, with its parts put in their places."""
    said = translated(text)
    return said.format(*parts, **named) if parts or named else said


def marked(text: str, *parts: object, **named: object) -> Markup:
    """The same as HTML: parts are escaped unless they are HTML already."""
    said = Markup(translated(text))
    return said.format(*parts, **named) if parts or named else said


def called(arm: object) -> str:
    """What an arm is called; any other name stays as it is."""
    return _VOICE.get().names.get(str(arm), str(arm))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every sentence of a language by its English."""
    import polib

    files = sorted((HERE / language).glob("*.po"))
    return {entry.msgid: entry.msgstr for file in files for entry in polib.pofile(str(file))
            if entry.translated()}  # fmt: skip
