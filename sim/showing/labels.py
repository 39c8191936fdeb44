"""Words within charts: names in two lines where they are long, and labels moved apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.text import Text

from sim.language import called
from sim.language.width import cut, wrapped


def lined(name: str, width: int = 26) -> str:
    """What an arm is called, or any other name, in at most two lines, the second cut to fit a chart."""
    first, *more = wrapped(called(name), width)
    return f"{first}\n{cut(' '.join(more), width)}" if more else first


def close(labels: Sequence[Text]) -> None:
    """Set labels of two lines small, so that they fit in a row."""
    for label in labels:
        if "\n" in label.get_text():
            label.set(size=7.5, linespacing=1.1)


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Move label positions apart until neighbours are `gap` apart, keeping their order.

    Repeatedly merges touching labels into blocks centred on their targets.
    """
    order = np.argsort(positions, kind="stable")
    blocks: list[list[float]] = []
    for target in (positions[index] for index in order):
        blocks.append([target])
        while len(blocks) > 1 and _top(blocks[-2], gap) + gap > _bottom(blocks[-1], gap):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    placed = [_bottom(block, gap) + gap * step for block in blocks for step in range(len(block))]
    answer = [0.0] * len(placed)
    for index, value in zip(order, placed, strict=True):
        answer[int(index)] = value
    return answer


def _bottom(block: list[float], gap: float) -> float:
    return float(np.mean(block)) - gap * (len(block) - 1) / 2


def _top(block: list[float], gap: float) -> float:
    return float(np.mean(block)) + gap * (len(block) - 1) / 2
