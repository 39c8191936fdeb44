"""How wide text is and where its lines break: Chinese characters take two columns and need no space."""

from __future__ import annotations

import re
import textwrap
from unicodedata import east_asian_width

CLOSING, OPENING = "，。；：、？！）》”…", "（《“"
"""What may not begin a line of Chinese, and what may not end one."""
EQUALS = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"
_PIECES = re.compile(
    rf"[{OPENING}]*(?:[^\s\u2e80-\uffef{OPENING}{CLOSING}]+|\S)[{CLOSING}]*\s*",
    re.ASCII,  # a no-break space is no place to break
)


def wide(text: str) -> int:
    """Columns that a text takes up: Chinese characters take two each."""
    return len(text) + sum(east_asian_width(letter) in "WF" for letter in text)


def cut(text: str, most: int) -> str:
    """A text in at most so many columns, with a mark where it was cut."""
    if wide(text) <= most:
        return text
    while wide(text) > most - 1:
        text = text[:-1]
    return text + "…"


def wrapped(text: str, most: int) -> list[str]:
    """A text in lines of at most so many columns; one empty line, if there is nothing to say.

    An equation such as `n = 10` stays in one line.
    """
    lines = _broken(text.replace(" = ", EQUALS), most)
    return [line.replace(EQUALS, " = ") for line in lines]


def _broken(text: str, most: int) -> list[str]:
    if wide(text) == len(text):
        return textwrap.wrap(text, most, break_on_hyphens=False) or [""]
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and wide(lines[-1] + piece.rstrip()) > most:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
