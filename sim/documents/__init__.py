"""Documents written from the code: `python -m sim.documents` writes them into the repository.

Each is a template, `NAME.md.j2`, found by being there: what the code says it asks the code for, and only
what the code does not say stands in it. JSON Schemas of the files that people write come with them.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

from sim.documents import schemas
from sim.documents.template import rendered

ENDING = ".md.j2"
REFERENCE, SCHEMAS = "docs/reference", "scenarios/schemas"
ELSEWHERE = {"glossary": "docs/glossary.md"}
"""Documents that stand beside those written by hand."""


def texts() -> dict[str, str]:
    """Every document by its path in the repository."""
    names = sorted(one.name.removesuffix(ENDING) for one in resources.files(__name__).iterdir()
                   if one.name.endswith(ENDING))  # fmt: skip
    pages = {ELSEWHERE.get(name, f"{REFERENCE}/{name}.md"): rendered(name + ENDING) for name in names}
    return pages | {f"{SCHEMAS}/{name}": json.dumps(one, indent=1, ensure_ascii=False) + "\n"
                    for name, one in schemas.every().items()}  # fmt: skip


def write(repository: Path) -> list[str]:
    """Write every document that is not there as it should be; the paths of these."""
    found = []
    for name, text in texts().items():
        path = repository / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        found.append(name)
    return found
