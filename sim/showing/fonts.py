"""Which installed fonts letter what the bundled one cannot."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

from matplotlib.font_manager import findSystemFonts, fontManager

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
    found = _installed()
    if spoken != language.ENGLISH and not {*CHINESE} & {*found}:
        _take_up_new_ones()
        found = _installed()
    return found


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
