"""Answers to exercises, as the notebooks ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from numbers import Number
from typing import Any

import numpy as np

Right = Any | Callable[[Any], bool]

BETWEEN_WORDS = str.maketrans("-_", "  ")
PER_CENT = 100
NEAR = 0.01  # a share is taken for the per cent that is asked for if it is off by a hundredth


def check_answer(
    answer: Any, right: Right, hint: str, within: float = 0.0, among: Sequence[Any] = ()
) -> None:
    """Say whether an answer is right, or else a hint; None is an answer that is yet to be written.

    `right` is the right answer, or a function that says of an answer whether it is. A number may be
    off by `within`, in its own unit; of text, capitals, blanks, hyphens and underscores do not matter.
    `among` lists the answers there are to choose from: a function is then asked of one of these alone.
    An answer of the wrong kind is told so in a sentence.
    """
    if answer is None:
        print("No answer yet: write yours in the place of None, and run both cells again.")
        return
    chosen = next((choice for choice in among if _same(answer, choice)), None)
    if among and chosen is None:
        print(f"Not yet: answer one of {', '.join(map(repr, among))}, not {answer!r}.")
        return
    try:
        print(_verdict(answer if chosen is None else chosen, right, hint, within))
    except Exception as error:
        print(f"Not yet: the check cannot use {answer!r}, which is {_kind(answer)} ({error}).")


def _verdict(answer: Any, right: Right, hint: str, within: float) -> str:
    if callable(right):
        return "Right." if right(answer) else f"Not yet. Hint: {hint}"
    asked, given = _kind(right), _kind(answer)
    if asked != given:
        return f"Not yet: {asked} is asked for, and {answer!r} is {given}."
    if _same(answer, right, within):
        return "Right."
    if asked == "a number" and _same(PER_CENT * answer, right, max(within, NEAR * abs(right))):
        return f"Not yet. Hint: per cent, not a share? {hint}"
    return f"Not yet. Hint: {hint}"


def _same(answer: Any, right: Any, within: float = 0.0) -> bool:
    kind = _kind(right)
    if kind != _kind(answer):
        return False
    if kind == "text":
        return _plain(answer) == _plain(right)
    return bool(abs(answer - right) <= within) if kind == "a number" else bool(answer == right)


def _kind(answer: Any) -> str:
    if isinstance(answer, bool | np.bool_):
        return "True or False"
    if isinstance(answer, str):
        return "text"
    return "a number" if isinstance(answer, Number) else type(answer).__name__


def _plain(text: str) -> str:
    return "".join(text.translate(BETWEEN_WORDS).lower().split())
