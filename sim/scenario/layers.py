"""One tree out of several layers: extends < file < `--set` < flags or Python changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.find import find_file, in_short, not_found, read_file
from sim.scenario.problems import Path, Problems, Spot, show
from sim.scenario.read import Document, read_text, read_value

LONGEST_CHAIN = 10
HOUSEHOLDS_PER_VILLAGE = 200

# Names that flags and Python changes may use for keys that stand inside a section.
SHORTCUTS: dict[str, Path] = {
    "template": ("county", "template"),
    "households": ("county", "households"),
    "villages": ("county", "villages"),
    "start": ("horizon", "start"),
    "years": ("horizon", "years"),
}


def merge(base: Document, patch: Document) -> Document:
    """Lay one document over another, as a JSON merge patch (RFC 7396) does.

    Mappings merge key by key, anything else replaces, and an empty value takes the key away.
    """
    values = base.values | patch.values
    return Document(patch.file, _merged(base.tree, patch.tree), base.keys | patch.keys, values)


def _merged(base: Any, patch: Any) -> Any:
    if not isinstance(base, dict) or not isinstance(patch, dict):
        return patch
    result = dict(base)
    for key, value in patch.items():
        if value is None and key in base:
            del result[key]
        else:
            result[key] = _merged(result.get(key), value)
    return result


def open_scenario(wanted: str, problems: Problems) -> Document | None:
    """Read a scenario and what it extends; its name is its own or that of its file."""
    path = find_file(wanted)
    if path is None:
        problems.add(Spot(wanted), (), not_found(wanted))
        return None
    shown = wanted if path == FilePath(wanted) else in_short(path)
    return _read_chain(path, shown, problems, ())


def _read_chain(
    path: FilePath, shown: str, problems: Problems, seen: tuple[FilePath, ...]
) -> Document | None:
    text = read_file(path, shown, problems)
    document = None if text is None else read_text(text, shown, problems)
    if document is None:
        return None
    document.tree.setdefault("name", path.stem)
    parent = document.tree.pop("extends", None)
    if parent is None:
        return document
    base = _parent(parent, path, document.spot(("extends",)), problems, (*seen, path.resolve()))
    return None if base is None else merge(base, document)


def _parent(
    wanted: Any, child: FilePath, spot: Spot, problems: Problems, seen: tuple[FilePath, ...]
) -> Document | None:
    at = ("extends",)
    if not isinstance(wanted, str) or not wanted:
        problems.add(spot, at, f"must name one scenario file, not {show(wanted)}")
        return None
    path = find_file(wanted, near=child.parent)
    if path is None:
        problems.add(spot, at, f"{show(wanted)}: {not_found(wanted)}")
        return None
    if path.resolve() in seen or len(seen) > LONGEST_CHAIN:
        problems.add(spot, at, f"{show(wanted)} leads back to itself")
        return None
    return _read_chain(path, in_short(path), problems, seen)


def apply_settings(document: Document, settings: Iterable[str], problems: Problems) -> Document:
    """Lay `path=value` settings over a document, one after the other."""
    for setting in settings:
        name, equals, text = setting.partition("=")
        parts = [part.strip() for part in name.split(".")]
        if not equals or not all(parts):
            problems.add(Spot("--set"), (), f"must read path=value, not {show(setting)}")
            continue
        path = _year_keys(document.tree, parts)
        patch = read_value(text, "--set", problems, lined=False, at=path)
        if patch is not None:
            document = merge(document, _placed(patch, path))
    return document


def _year_keys(tree: Any, parts: list[str]) -> Path:
    """The path with years as numbers, where the tree has no such name."""
    path: Path = ()
    for part in parts:
        known = isinstance(tree, dict) and part in tree
        path += (part if known or not part.isdecimal() or len(part) > 9 else int(part),)
        tree = tree.get(path[-1]) if isinstance(tree, dict) else None
    return path


def _placed(patch: Document, path: Path) -> Document:
    """A document whose value stands at a path."""
    for i in range(1, len(path) + 1):
        patch.keys[path[:i]] = Spot(patch.file)
    for part in reversed(path):
        patch.tree = {part: patch.tree}
    return patch


def apply_changes(document: Document, changes: Mapping[str, Any], prefix: str = "") -> Document:
    """Lay named changes over a document; `households` alone keeps households per village.

    Problems name the change by its own name, with a prefix (`--` for flags).
    """
    for name, value in changes.items():
        path = SHORTCUTS.get(name) or _year_keys(document.tree, name.split("."))
        layer = _placed(Document(prefix + name, value, values={path: Spot(prefix + name)}), path)
        if name == "households" and "villages" not in changes:
            _keep_village_size(document.tree, layer.tree["county"])
        if name == "arms":
            document.tree.pop("arms", None)
        document = merge(document, layer)
    return document


def _keep_village_size(tree: dict[Any, Any], county: dict[str, Any]) -> None:
    old = tree.get("county")
    new = county["households"]
    known = old if isinstance(old, dict) else {}
    households = known.get("households", 20_000)
    villages = known.get("villages") or (households and default_villages(households))
    if all(type(n) is int and n > 0 for n in (new, households, villages)):
        county["villages"] = min(new, max(2, round(new * villages / households)))


def default_villages(households: Any) -> int:
    """Villages of a county that does not say: 200 households each, two villages at least."""
    whole = households if type(households) is int else 0
    return max(2, round(whole / HOUSEHOLDS_PER_VILLAGE))
