"""What a short name in a setting means: `drought_chance` is `world.drought_chance`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario import declared
from sim.scenario.problems import Path, dotted, nearest

MOST_NAMED = 6  # paths that a message names

# Names that may be used for keys that stand inside a section.
SHORTCUTS: dict[str, Path] = {
    "template": ("county", "template"),
    "households": ("county", "households"),
    "villages": ("county", "villages"),
    "start": ("horizon", "start"),
    "years": ("horizon", "years"),
    "after": ("horizon", "after"),
}


class NotMeant(ValueError):
    """Nothing, or more than one thing, has the name."""


def paths(tree: Any, parts: list[str]) -> list[Path]:
    """The places a dotted name stands for: a path as it is, or a declared name that ends it.

    A parameter of a strategy stands for its place in every arm that uses the strategy. Raises
    `NotMeant` for a name that nothing has, or that several different things have.
    """
    if parts[0] in (*declared.KEYS, "extends"):
        return [with_years(tree, parts)]
    if len(parts) == 1 and parts[0] in SHORTCUTS:
        return [SHORTCUTS[parts[0]]]
    years = [part for part in parts[1:] if part.isdecimal()]
    words = parts[: len(parts) - len(years)]
    found = [path for path in _settable(tree) if _ends(words, path)]
    if not found:
        raise NotMeant(f"unknown key{_hint(tree, words)}")
    if len({path[2] if path[0] == "arms" else "" for path in found}) > 1:
        named = ", ".join(dotted(path) for path in found[:MOST_NAMED])
        raise NotMeant(f"could be any of {named}{', ...' if len(found) > MOST_NAMED else ''}")
    return [(*path, *map(int, years)) for path in found]


def with_years(tree: Any, parts: list[str]) -> Path:
    """A path with years as numbers, where the tree has no such name."""
    path: Path = ()
    for part in parts:
        known = isinstance(tree, dict) and part in tree
        path += (part if known or not part.isdecimal() or len(part) > 9 else int(part),)
        tree = tree.get(path[-1]) if isinstance(tree, dict) else None
    return path


def _settable(tree: Any) -> Iterator[Path]:
    """Paths of world parameters, and of the parameters of strategies in the arms."""
    yield from (("world", name) for name in declared.world_parameters())
    arms = tree.get("arms") if isinstance(tree, dict) else None
    known = declared.strategies()
    for arm, uses in arms.items() if isinstance(arms, dict) else ():
        for name in uses if isinstance(uses, dict) else ():
            if name in known:
                own = (*declared.TIMING, *known[name].parameters)
                yield from (("arms", arm, name, parameter) for parameter in own)


def _ends(words: list[str], path: Path) -> bool:
    """Whether a path ends in the last word and has the others before it, in their order."""
    before = iter(path[:-1])
    return words[-1] == path[-1] and all(word in before for word in words[:-1])


def _hint(tree: Any, words: list[str]) -> str:
    names = {path[-1]: path for path in reversed(list(_settable(tree)))}
    names |= {key: (key,) for key in declared.KEYS} | SHORTCUTS
    close = nearest(words[-1], names) or " (see antipoverty explain parameters)"
    for name, path in names.items():
        close = close.replace(f"did you mean {name}?", f"did you mean {dotted(path)}?")
    return close
