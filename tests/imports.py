"""Who imports whom in `sim`, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Statement = ast.Import | ast.ImportFrom | ast.Call
ITSELF = "sys.modules[__name__]"


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
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = _names(tree, package, known) | {ITSELF: name}
    for node, late in _statements(tree, False):
        for target in _targets(node, package, known, names):
            yield Import(name, target, node.lineno, late)


def _names(tree: ast.AST, package: str, known: dict[str, Path]) -> dict[str, str]:
    """The modules that a module knows by a name of its own."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        alias.asname or alias.name: f"{_base(node, package)}.{alias.name}"
        for node in froms
        for alias in node.names
        if f"{_base(node, package)}.{alias.name}" in known
    }


def _statements(node: ast.AST, late: bool) -> Iterator[tuple[Statement, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)) or _by_name(child):
            yield child, late
        else:
            inside = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            yield from _statements(child, late or inside)


def _by_name(node: ast.AST) -> bool:
    """Whether this is `import_module("a.name")` or `members(package)`: an import all the same."""
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func).rpartition(".")[2]
    return called == "members" or (
        called == "import_module" and isinstance(node.args[0], ast.Constant)
    )


def _targets(
    node: Statement, package: str, known: dict[str, Path], names: dict[str, str]
) -> Iterator[str]:
    if isinstance(node, ast.Call):
        yield from _called(node, known, names)
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = _base(node, package)
    for alias in node.names:
        whole = f"{base}.{alias.name}"
        yield whole if whole in known else base


def _called(node: ast.Call, known: dict[str, Path], names: dict[str, str]) -> Iterator[str]:
    """What a call imports; of `members(package)` every module of the package."""
    (argument,) = node.args
    if isinstance(argument, ast.Constant):
        yield argument.value
    else:
        package = names[ast.unparse(argument)]  # a package that is told in no plain way is an error
        yield from (name for name in known if name.rpartition(".")[0] == package)


def _base(node: ast.ImportFrom, package: str) -> str:
    """The module that an import takes names from, whether or not it is told relatively."""
    base = node.module or ""
    if not node.level:
        return base
    parents = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parents, base] if base else parents)


def by_name(root: Path = ROOT) -> set[str]:
    """The modules in which `import_module` or `__import__` stands."""
    found = {"import_module", "__import__"}
    return {
        name
        for name, path in modules(root).items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if getattr(node, "id", getattr(node, "attr", None)) in found
    }
