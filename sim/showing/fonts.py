"""Which installed fonts letter what the bundled one cannot."""

from __future__ import annotations

from functools import cache
from logging import getLogger
from typing import Any

from matplotlib.font_manager import fontManager, weight_dict

# Every family here has the characters of Chinese.
CHINESE = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Microsoft YaHei", "SimHei", "PingFang SC", "Hiragino Sans GB",
    "Heiti SC", "Droid Sans Fallback",
)  # fmt: skip
OTHERS = (*CHINESE, "Noto Sans")

# A font without bold letters is used as it is, and Matplotlib need not say so for every word.
getLogger("matplotlib.font_manager").addFilter(
    lambda record: "Failed to find font weight" not in record.getMessage()
)


@cache
def beyond() -> tuple[str, ...]:
    """Fonts that follow the bundled one, those that are installed."""
    installed = {font.name for font in fontManager.ttflist}
    return tuple(font for font in OTHERS if font in installed)


@cache
def bold() -> bool:
    """Whether the font for Chinese words has bold letters."""
    weights: dict[Any, Any] = weight_dict
    own = [font.weight for font in fontManager.ttflist if font.name == chinese()]
    return any(weights.get(weight, weight) >= weights["bold"] for weight in own)


def chinese() -> str | None:
    """A font for Chinese words in charts; None where none is installed."""
    return next((font for font in beyond() if font in CHINESE), None)
