"""Who imports whom in `sim`, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Statement = ast.Import | ast.ImportFrom | ast.Call


@dataclass(frozen=True)
class Import:
    """One import: where it stands, what it names, and whether it waits inside a function."""

    importer: str
    imported: str
    line: int
    late: bool


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((root / "sim").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(root: Path = ROOT) -> list[Import]:
    """Every import of every module, those for types alone and those inside functions included."""
    known = modules(root)
    return [found for name, path in known.items() for found in _of_module(name, path, known)]


def _of_module(name: str, path: Path, known: dict[str, Path]) -> Iterator[Import]:
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node, late in _statements(ast.parse(path.read_text(encoding="utf-8")), False):
        for target in _targets(node, package, known):
            yield Import(name, target, node.lineno, late)


def _statements(node: ast.AST, late: bool) -> Iterator[tuple[Statement, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)) or _by_name(child):
            yield child, late
        else:
            inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _statements(child, late or inside)


def _by_name(node: ast.AST) -> bool:
    """Whether this is `import_module("a.name")`: an import all the same."""
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("import_module")
        and isinstance(node.args[0], ast.Constant)
    )


def _targets(node: Statement, package: str, known: dict[str, Path]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield node.args[0].value
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        parents = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*parents, base] if base else parents)
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if whole in known else base
