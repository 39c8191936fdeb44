"""Answers to exercises, as the notebooks ask for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Right = Any | Callable[[Any], bool]


def check_answer(answer: Any, right: Right, hint: str, within: float = 0.0) -> None:
    """Say whether an answer is right, or else a hint; None is an answer that is yet to be written.

    `right` is the right answer, or a function that says of an answer whether it is. A number may be
    off by `within`, in its own unit; of text, capitals and blanks around it do not matter.
    """
    if answer is None:
        print("No answer yet: write yours in the place of None, and run both cells again.")
    elif _is_right(answer, right, within):
        print("Right.")
    else:
        print(f"Not yet. Hint: {hint}")


def _is_right(answer: Any, right: Right, within: float) -> bool:
    if callable(right):
        return bool(right(answer))
    if isinstance(answer, str) and isinstance(right, str):
        return answer.strip().lower() == right.strip().lower()
    if isinstance(answer, str) or isinstance(right, str):
        return False
    return bool(abs(answer - right) <= within)
