"""How every chart looks: one page, one grid, one set of colours, room kept for the words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from PIL import Image

from sim.folder.read import Folder
from sim.language import called, phrase, voice
from sim.language.width import wide, wrapped
from sim.showing import fonts
from sim.showing.labels import close, lined
from sim.showing.words import commas, short

# Okabe and Ito (2008), "Color universal design": told apart with any colour vision.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PURPLE = (
    "#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7",
)  # fmt: skip
GREY, PALE = "#8C8C8C", "#D9D9D9"
VERDICTS = {"lower": BLUE, "higher": VERMILION, "unclear": GREY, "single": GREY}  # of poverty
LINES = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
WIDTH, DPI = 10.0, 130
COLOURS = 256  # of a PNG: with a palette it takes less than half of the room
CONTRAST = 4.5  # of words against their ground, at least: WCAG 2.2, criterion 1.4.3
LOWEST = 1.7  # inches of axes under which their labels leave no room


def settings() -> Any:
    """Matplotlib settings for every chart; fonts beyond the bundled one only if installed."""
    return {
        "font.family": ["DejaVu Sans", *fonts.beyond(voice().language)],
        "font.size": 9,
        "text.parse_math": False,
        "svg.hashsalt": "antipoverty",
        "svg.fonttype": "none",  # text that can be searched, copied and edited
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#555555",
        "axes.axisbelow": True,
        "axes.titlesize": 9,
        "axes.titlelocation": "left",
        "grid.color": "#E6E6E6",
        "xtick.color": "#333333",
        "ytick.color": "#333333",
        "figure.facecolor": "white",
    }


def colour(folder: Folder, arm: str) -> str:
    """Grey for the baseline, black for no programme, vermilion for plain money, blue for strategies."""
    if arm == folder.baseline:
        return GREY
    if not folder.strategies(arm):
        return BLACK
    return VERMILION if arm in folder.plain_money else BLUE


def role_words(folder: Folder) -> str:
    """What the colours mean, in words, so that no legend is needed."""
    base = folder.baseline
    parts = [phrase("grey: {} (baseline)", called(base))] if base is not None else []
    if not all(map(folder.strategies, folder.compared)):
        parts.append(phrase("black: no programme"))
    parts.append(phrase("blue: strategies"))
    return commas([*parts, phrase("vermilion: plain money")] if folder.plain_money else parts)


class Page(Figure):
    """A figure that a notebook shows by itself, and that knows its title and subtitle."""

    headline: str = ""
    subtitle: str = ""

    def _repr_png_(self) -> bytes:
        return png(self)


def page(
    height: float, title: str, subtitle: str, source: str, key: dict[str, str] | None = None
) -> Page:
    """An empty page with title, subtitle and source line, and the part left for axes.

    `height` is the height of the axes in inches; the words get what they need on top of it. `key`
    names what each colour stands for, in one line under the subtitle.
    """
    headline = wrapped(title, 94)
    below = wrapped(subtitle, 150)
    words = 0.12 + 0.24 * len(headline) + 0.18 * len(below)
    top = words + (0.3 if key else 0.0)
    total = max(height, LOWEST) + top + 0.3
    figure = Page(figsize=(WIDTH, total), dpi=DPI, layout="constrained")
    figure.text(0.012, 1 - 0.09 / total, "\n".join(headline), va="top", size=13, weight="bold")
    down = (0.13 + 0.24 * len(headline)) / total
    figure.text(0.012, 1 - down, "\n".join(below), va="top", size=9, color="#444444")
    figure.text(0.012, 0.06 / total, source, va="bottom", size=7.5, color="#666666")
    engine: Any = figure.get_layout_engine()
    engine.set(rect=(0.006, 0.28 / total, 0.988, 1 - (top + 0.34) / total), h_pad=0.06, w_pad=0.06)
    if key:
        _name_colours(figure, key, 1 - words / total)
    figure.headline, figure.subtitle = title, subtitle
    return figure


def _name_colours(figure: Figure, key: dict[str, str], height: float) -> None:
    handles = [Line2D([], [], color=shade, lw=2.2, label=short(name)) for name, shade in key.items()]
    legend = figure.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0.006, height), ncols=len(handles),
        frameon=False, handlelength=1.2, columnspacing=1.4, borderaxespad=0.2,
    )  # fmt: skip
    legend.set_in_layout(False)


def grid(axes: Axes, axis: str = "y") -> None:
    """Light lines along the value axis only, and no tick marks."""
    axes.grid(True, axis=axis)  # type: ignore[arg-type]
    axes.tick_params(length=0)


def shape(number: int, columns: int) -> tuple[int, int]:
    """Rows and columns for `number` panels, at most `columns` wide and evenly filled."""
    rows = -(-number // columns)
    return rows, -(-number // rows)


def panels(
    figure: Figure, number: int, columns: int = 4, place: SubplotSpec | None = None
) -> list[Axes]:
    """`number` small axes sharing both scales, unused places left empty; all over the page or in
    one place of it."""
    spec: Any = figure.add_gridspec(1, 1)[0] if place is None else place
    places = spec.subgridspec(*shape(number, columns)).subplots(sharex=True, sharey=True, squeeze=False)
    across = places.shape[1]
    for index, axes in enumerate(places.ravel()):
        axes.set_visible(index < number)
        grid(axes)
        # A panel above an empty place is the lowest of its column and needs the labels.
        axes.tick_params(labelbottom=index + across >= number)
    return list(places.ravel()[:number])


def panel_height(number: int, columns: int = 4, each: float = 1.75) -> float:
    """Inches for `number` small panels."""
    return each * shape(number, columns)[0] + 0.35


def rows(axes: Axes, labels: Sequence[str], colours: Sequence[str] | None = None) -> None:
    """One horizontal row a label, first on top, with the value grid."""
    axes.set_yticks(range(len(labels)), [lined(label) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.spines["left"].set_visible(False)
    grid(axes, "x")
    close(axes.get_yticklabels())
    for tick, shade in zip(axes.get_yticklabels(), colours or [], strict=False):
        tick.set_color(shade)


def dot(axes: Axes, at: float, row: Any, shade: str, size: float = 5) -> None:
    """A dot with its horizontal interval, if there is one, from a row with mean, low and high."""
    mean, low, high = (float(value) for value in (row.mean, row.low, row.high))
    if np.isfinite(low) and np.isfinite(high):
        axes.plot([low, high], [at, at], color=shade, lw=1.6, solid_capstyle="butt")
        # End marks taller than the dot: an interval narrower than the dot still shows.
        axes.plot([low, high], [at, at], "|", color=shade, ms=2.2 * size, mew=1.0)
    axes.plot([mean], [at], "o", color=shade, ms=size)


def line_colours(arms: Sequence[str]) -> dict[str, str]:
    """A colour of its own for each of a few arms that share panels."""
    return {arm: LINES[place % len(LINES)] for place, arm in enumerate(arms)}


def path(axes: Axes, rows: Any, by: str, shade: str) -> None:
    """A line with its band over the column `by`, from rows with mean, low and high."""
    low, high = (rows[side].astype(float) for side in ("low", "high"))
    axes.plot(rows[by], rows["mean"], color=shade, lw=1.6, marker="o", ms=2.5)
    axes.fill_between(rows[by], low, high, color=shade, alpha=0.18, lw=0)


def png(figure: Figure) -> bytes:
    """The figure as PNG, the same bytes every time, in as many colours as a chart can have."""
    canvas: Any = FigureCanvasAgg(figure)
    buffer = BytesIO()
    with matplotlib.rc_context(settings()):
        settle(figure)
        canvas.draw()
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
    few = drawn.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(buffer, "PNG", dpi=(figure.dpi, figure.dpi))
    return buffer.getvalue()


def svg(figure: Figure) -> bytes:
    """The figure as SVG, the same bytes every time."""
    # The canvas itself, not savefig, which draws everything once more to measure it.
    canvas: Any = FigureCanvasSVG(figure)
    buffer = BytesIO()
    with matplotlib.rc_context(settings()):
        settle(figure)
        canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def settle(figure: Figure) -> None:
    """Place the axes once and for all.

    The layout solver's last digits vary from call to call, and file names inside an SVG are made
    from them: rounding makes equal figures equal files.
    """
    engine = figure.get_layout_engine()
    if engine is None:
        return
    engine.execute(figure)
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, low, width, height = (
            round(float(bound), 5) for bound in axes.get_position(original=True).bounds
        )
        axes.set_position((left, low, width, height))
        _stay(axes)


def _stay(axes: Any) -> None:
    """Leave the words of placed axes where they are: to place them is most of what a draw takes."""
    axes._autotitlepos = False
    for axis in (axes.xaxis, axes.yaxis):
        if not axis.get_label_text():
            axis.set_label_coords(0, 0)


def contrast(one: Any, other: Any = "white") -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Any) -> float:
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))


@cache
def ink(shade: Any) -> str:
    """The colour, darkened as far as words in it need to be read on white."""
    parts = np.array(to_rgb(shade))
    dark = next(step for step in np.linspace(1, 0, 101) if contrast(step * parts) >= CONTRAST)
    return to_hex(dark * parts)


def legible(figure: Figure) -> None:
    """Give every word of a figure ink that can be read, and no weight that half of its letters lack."""
    for text in figure.findobj(Text):
        text.set_color(ink(text.get_color()))
        if wide(text.get_text()) > len(text.get_text()) and not fonts.bold():
            text.set_fontweight("normal")


def few_ticks() -> MaxNLocator:
    """At most four round ticks, for narrow panels."""
    return MaxNLocator(3, steps=[1, 2, 2.5, 5, 10])
