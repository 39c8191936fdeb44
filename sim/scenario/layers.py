"""One tree out of several layers: extends < file < `--set` < flags or Python changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.check import in_python
from sim.scenario.find import find_file, in_short, not_found, read_file
from sim.scenario.meant import NotMeant, paths
from sim.scenario.problems import Path, Problems, Spot, show
from sim.scenario.read import Document, read_text, read_value

LONGEST_CHAIN = 10
HOUSEHOLDS_PER_VILLAGE = 200

EXPERIMENTS, SWEEP = ("sensitivity", "robustness", "optimise", "calibrate"), "sweep"
SWEPT = {"levers", "uncertainties"}


def merge(base: Document, patch: Document) -> Document:
    """Lay one document over another, as a JSON merge patch (RFC 7396) does.

    Mappings merge key by key, anything else replaces, and an empty value takes the key away.
    """
    values, stem = base.values | patch.values, patch.stem or base.stem
    tree = _merged(base.tree, patch.tree)
    return Document(patch.file, tree, base.keys | patch.keys, values, stem)


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
    document = _read_chain(path, shown, problems, ())
    if document is None or not (kind := _experiment(document.tree)):
        return document
    what = "a sweep" if kind == SWEEP else f"an experiment over many points ({kind})"
    problems.add(document.spot(("scenario",)), (),
                 f"this is {what}, no scenario: antipoverty {kind} {wanted} --dry-run")  # fmt: skip
    return None


def _experiment(tree: dict[Any, Any]) -> str:
    """The command that reads a file which sweeps a scenario; nothing for a scenario."""
    if "scenario" not in tree:
        return ""
    named = [kind for kind in EXPERIMENTS if kind in tree]
    return named[0] if named else SWEEP if SWEPT & tree.keys() else ""


def _read_chain(
    path: FilePath, shown: str, problems: Problems, seen: tuple[FilePath, ...]
) -> Document | None:
    text = read_file(path, shown, problems)
    document = None if text is None else read_text(text, shown, problems)
    if document is None:
        return None
    document.stem = path.stem
    _find_tables(document.tree, path.parent)
    parent = document.tree.pop("extends", None)
    if parent is None:
        return document
    at = "extends", document.spot(("extends",))
    base = scenario_near(parent, path.parent, at, problems, (*seen, path.resolve()))
    return None if base is None else merge(base, document)


def _find_tables(tree: dict[Any, Any], folder: FilePath) -> None:
    """A file of counties, worlds or a survey is named relative to the scenario file that names it."""
    province, worlds, county = tree.get("province"), tree.get("worlds"), tree.get("county")
    if isinstance(county, dict) and isinstance(county.get("survey"), str) and county["survey"]:
        county["survey"] = str(folder / county["survey"])
    if isinstance(province, dict) and isinstance(province.get("counties"), str):
        province["counties"] = str(folder / province["counties"])
    if isinstance(worlds, str):
        tree["worlds"] = _located(worlds, folder)
    elif isinstance(worlds, dict) and isinstance(worlds.get("ensemble"), str):
        worlds["ensemble"] = _located(worlds["ensemble"], folder)


def _located(ensemble: str, folder: FilePath) -> str:
    """An ensemble by its name, or by the path of its file, which is relative to a folder."""
    return str(folder / ensemble) if ensemble.endswith(".csv") else ensemble


def scenario_near(
    wanted: Any, folder: FilePath, told: tuple[str, Spot], problems: Problems,
    seen: tuple[FilePath, ...] = (),
) -> Document | None:  # fmt: skip
    """The scenario that a key of a file in a folder names, relative to it, with what that extends.

    `told` is the key, and where its value stands; `seen` are the files that lead there.
    """
    at, spot = (told[0],), told[1]
    if not isinstance(wanted, str) or not wanted:
        problems.add(spot, at, f"must name one scenario file, not {show(wanted)}")
        return None
    path = find_file(wanted, near=folder)
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
        if not equals or not name.strip():
            problems.add(Spot("--set"), (), f"must read path=value, not {show(setting)}")
        elif not text.strip():
            what = f"has no value (write {name}=null to take out what the file says)"
            problems.add(Spot("--set"), (name,), what)
        else:
            for path in _places(document, name, Spot("--set"), problems):
                patch = read_value(text, "--set", problems, lined=False, at=path)
                if patch is not None:
                    document = laid(document, patch, path, keep_size=name == "households")
    return document


def _places(document: Document, name: str, spot: Spot, problems: Problems) -> list[Path]:
    """The paths a setting's name stands for; none, with the problem noted, if it stands for none."""
    parts = [part.strip() for part in name.split(".")]
    if not all(parts):
        problems.add(spot, (), f"must name a path, not {show(name)}")
        return []
    try:
        return paths(document.tree, parts)
    except NotMeant as fault:
        problems.add(spot, (name,), str(fault))
        return []


def laid(document: Document, patch: Document, path: Path, keep_size: bool = False) -> Document:
    """A document with a value laid over it at a path."""
    layer = _placed(replace(patch, keys=dict(patch.keys)), path)
    if keep_size:
        _keep_village_size(document.tree, layer.tree["county"])
    return merge(document, layer)


def _placed(patch: Document, path: Path) -> Document:
    """A document whose value stands at a path."""
    for i in range(1, len(path) + 1):
        patch.keys[path[:i]] = Spot(patch.file)
    for part in reversed(path):
        patch.tree = {part: patch.tree}
    return patch


def apply_changes(
    document: Document, changes: Mapping[str, Any], problems: Problems, prefix: str = ""
) -> Document:
    """Lay named changes over a document; `households` alone keeps households per village.

    Problems name the change by its own name, with a prefix (`--` for flags).
    """
    for name, value in changes.items():
        spot = Spot(prefix + name)
        if value is None:
            problems.add(spot, (), "has no value: leave it out, or give one")
            continue
        if name == "arms":
            for key in ("arms", "design", "roles"):
                document.tree.pop(key, None)
        for path in _places(document, name, spot, problems):
            patch = Document(spot.file, in_python(value), values={path: spot})
            keep = name == "households" and "villages" not in changes
            document = laid(document, patch, path, keep)
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
