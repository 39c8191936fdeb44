"""A chart as an SVG whose words take the room that was measured for them, whatever the font.

Words in an SVG are text, which can be searched and copied; who shows it may lack the font. Every text
says how long it is (`textLength`), so that labels do not meet or leave the page in a wider one.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from sim.showing import style

TEXT = re.compile(r'<text style="([^"]*)"([^>]*)>([^<]+)</text>')
SIZE, WEIGHT = re.compile(r"font-size: ([\d.]+)px"), re.compile(r"font-weight: (\d+)")
FAMILY, GENERIC = re.compile(r"(font-family: [^;]+)"), r"\1, sans-serif"
POINTS = 72.0
AGG: Any = RendererAgg  # untyped


def svg(figure: Figure) -> bytes:
    """The figure as SVG, its words as long as they are in its PNG; the same bytes every time."""
    drawing = style.svg(figure).decode("utf-8")
    with matplotlib.rc_context(style.settings()):
        renderer = AGG(1, 1, style.DPI)
        return TEXT.sub(lambda found: _fitted(found, renderer), drawing).encode("utf-8")


def _fitted(found: re.Match[str], renderer: Any) -> str:
    looks, place, words = found.groups()
    size = SIZE.search(looks)
    if not size or not words.strip():
        return found[0]
    weight = WEIGHT.search(looks)
    font = FontProperties(size=float(size[1]), weight=int(weight[1]) if weight else None)
    pixels = renderer.get_text_width_height_descent(unescape(words), font, False)[0]
    fit = f'textLength="{pixels * POINTS / renderer.dpi:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text style="{FAMILY.sub(GENERIC, looks)}"{place} {fit}>{words}</text>'
