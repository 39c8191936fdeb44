"""Pages out of templates: what every one of them is given, and how."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.folder.stored import Stored
from sim.language import marked, phrase, voice
from sim.report.exports import as_html, greyed, texts
from sim.report.gallery import embedded
from sim.report.terms import explained
from sim.showing.numbers import given, name


def rendered(template: str, **values: Any) -> str:
    """A page as HTML."""
    environment = Environment(
        loader=PackageLoader("sim.report", ""), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.globals |= {
        "as_html": as_html, "code": code, "embedded": embedded, "explained": explained, "given": given,
        "greyed": greyed, "language": lambda: voice().language, "mark": voice().mark, "marked": marked,
        "name": name, "phrase": phrase, "texts": texts,
    }  # fmt: skip
    return environment.get_template(template).render(**values)


def code(text: object) -> Markup:
    """What is typed or compared letter by letter: a hash, a command."""
    return Markup('<code class="name">{}</code>').format(text)


def release(folder: Stored) -> str:
    """The version of the program that made a folder."""
    return str(folder.manifest.get("code_version", "unknown")).split("+")[0]
