"""What a class or function says of itself, also where Python was told to forget docstrings (-OO)."""

from __future__ import annotations

import ast
import inspect
from textwrap import dedent
from typing import Any


def text(thing: Any) -> str:
    """The docstring, from the source if need be; empty where there is neither."""
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    try:
        (node,) = ast.parse(dedent(inspect.getsource(thing))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return ""
    if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
        return ""
    return ast.get_docstring(node) or ""


def sentence(thing: Any) -> str:
    """Its first paragraph in one line."""
    return " ".join(text(thing).partition("\n\n")[0].split())


class Says:
    """A class attribute that says what the class says of itself, unless the class declares it."""

    def __get__(self, instance: Any, kind: type) -> str:
        return sentence(kind)
