"""Which installed fonts letter what the bundled one cannot."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cache
from typing import Any

from matplotlib.font_manager import findSystemFonts, fontManager, weight_dict

from sim import language

# Every family here has the characters of Chinese.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB",
    "Heiti SC", "Droid Sans Fallback",
)  # fmt: skip
OTHERS = (*CHINESE, "Noto Sans")


@cache
def beyond(spoken: str = language.ENGLISH) -> tuple[str, ...]:
    """Fonts that follow the bundled one, those that are installed.

    Matplotlib stores its list of fonts once; where that has none for a language, fonts installed since
    are looked for.
    """
    logging.getLogger("matplotlib.font_manager").addFilter(_worth_saying)
    found = _installed()
    if spoken != language.ENGLISH and not {*CHINESE} & {*found}:
        _take_up_new_ones()
        found = _installed()
    return found


@cache
def bold() -> bool:
    """Whether the font for Chinese words has bold letters."""
    weights: Any = weight_dict
    own = [font.weight for font in fontManager.ttflist if font.name == chinese()]
    return any(weights.get(weight, weight) >= weights["bold"] for weight in own)


def chinese() -> str | None:
    """A font for Chinese words in charts; None where none is installed."""
    return next((font for font in beyond(language.CHINESE) if font in CHINESE), None)


def _installed() -> tuple[str, ...]:
    known = {font.name for font in fontManager.ttflist}
    return tuple(font for font in OTHERS if font in known)


def _take_up_new_ones() -> None:
    known = {font.fname for font in fontManager.ttflist}
    for path in {*findSystemFonts()} - known:
        with suppress(OSError, RuntimeError):  # a file that is no font
            fontManager.addfont(path)


def _worth_saying(record: logging.LogRecord) -> bool:
    """Whether a message of Matplotlib's is other than that a font beyond the bundled one has no bold."""
    said = record.getMessage()
    return "find font weight" not in said or not any(font in said for font in OTHERS)
