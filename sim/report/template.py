"""Pages out of templates: what every one of them is given, and how."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.folder.stored import Stored
from sim.report.gallery import embedded
from sim.showing.numbers import given, name


def rendered(template: str, **values: Any) -> str:
    """A page as HTML."""
    environment = Environment(
        loader=PackageLoader("sim.report", ""), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals |= {"embedded": embedded, "given": given, "name": name}
    return environment.get_template(template).render(**values)


def release(folder: Stored) -> str:
    """The version of the program that made a folder."""
    return str(folder.manifest.get("code_version", "unknown")).split("+")[0]
