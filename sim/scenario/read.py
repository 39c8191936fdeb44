"""Scenario text into a plain tree that remembers where every key and value stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.error import MarkedYAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.reader import ReaderError

from sim.scenario.problems import Path, Problems, Spot, show

LONGEST_TEXT = 3_000_000  # a stored scenario has all its worlds
DEEPEST = 12
# More than any scenario holds. Aliases count each time they are used: that disarms alias bombs.
MOST_VALUES = 20_000
LARGEST_WHOLE = 2**63

# The core schema of YAML 1.2, section 10.3.2: `no` is a word and `1e-3` a number.
_SCALARS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"null|Null|NULL|~|"), lambda text: None),
    (re.compile(r"true|True|TRUE"), lambda text: True),
    (re.compile(r"false|False|FALSE"), lambda text: False),
    (re.compile(r"[-+]?[0-9]{1,400}"), int),
    (re.compile(r"0o[0-7]{1,400}"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]{1,400}"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(nan|NaN|NAN)"), lambda text: float("nan")),
)
_TAGS = "str int float bool null timestamp merge value map seq".split()
_PLAIN_TAGS = {f"tag:yaml.org,2002:{name}" for name in _TAGS}


@dataclass
class Document:
    """A tree of dicts, lists and scalars, and the spots of its keys and values by path.

    `stem` is the name of its file without the ending.
    """

    file: str
    tree: Any = None
    keys: dict[Path, Spot] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    stem: str = ""

    def spot(self, path: Path, key: bool = False) -> Spot:
        """Where the value (or the key) of a path stands; the nearest parent if it is not there."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        while path:
            if path in first or path in second:
                return first.get(path) or second[path]
            path = path[:-1]
        return self.values.get((), Spot(self.file))


class _Fault(Exception):
    """The text cannot be read any further."""

    def __init__(self, spot: Spot, sentence: str) -> None:
        super().__init__(sentence)
        self.spot, self.sentence = spot, sentence


def read_text(text: str, file: str, problems: Problems) -> Document | None:
    """Read one YAML 1.2 mapping; None, with the problem noted, when there is none."""
    document = read_value(text, file, problems)
    if document is None or isinstance(document.tree, dict):
        return document
    if document.tree is None:
        problems.add(Spot(file, 1, 1), (), "is empty: a scenario needs at least `arms`")
    else:
        what = f"must hold `key: value` lines, not {show(document.tree)}"
        problems.add(document.spot(()), (), what)
    return None


def read_value(
    text: str, file: str, problems: Problems, lined: bool = True, at: Path = ()
) -> Document | None:
    """Read any YAML 1.2 value, standing at a path; without `lined`, spots name the file alone."""
    try:
        return _Builder(file, problems, lined).document(_compose(text, file), at)
    except _Fault as fault:
        spot = fault.spot if lined else Spot(file)
        problems.add(spot, at, fault.sentence)
        return None


def _compose(text: str, file: str) -> Node | None:
    if len(text) > LONGEST_TEXT:
        raise _Fault(Spot(file), f"is longer than a scenario can be ({LONGEST_TEXT:,} characters)")
    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except ReaderError as error:
        spot = _spot_of(text, file, error.position)
        raise _Fault(spot, "holds a character that text cannot hold: is it a text file?") from None
    except MarkedYAMLError as error:
        raise _syntax_fault(text, file, error) from None
    except RecursionError:
        raise _Fault(Spot(file), "is nested too deeply") from None
    except Exception as error:  # the parser's own slips on odd input are the input's fault, too
        raise _Fault(Spot(file), f"is not valid YAML ({error})") from None


def _spot_of(text: str, file: str, position: int) -> Spot:
    before = text[:position]
    return Spot(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _syntax_fault(text: str, file: str, error: MarkedYAMLError) -> _Fault:
    mark = error.problem_mark or error.context_mark
    spot = Spot(file, mark.line + 1, mark.column + 1) if mark else Spot(file)
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in str(error.problem):
        return _Fault(spot, "a tab cannot indent YAML: use spaces")
    return _Fault(spot, f"is not valid YAML: {error.problem or error.context}")


class _Builder:
    """Turns the parser's nodes into a document, noting every problem on the way."""

    def __init__(self, file: str, problems: Problems, lined: bool) -> None:
        self._problems, self._lined = problems, lined
        self._document, self._count = Document(file), 0

    def document(self, node: Node | None, at: Path) -> Document:
        self._document.tree = None if node is None else self._value(node, at)
        return self._document

    def _spot(self, node: Node) -> Spot:
        mark = node.start_mark
        place = (mark.line + 1, mark.column + 1) if self._lined else (0, 0)
        return Spot(self._document.file, *place)

    def _value(self, node: Node, path: Path) -> Any:
        self._count += 1
        if self._count > MOST_VALUES:
            raise _Fault(self._spot(node), f"holds more than {MOST_VALUES:,} values (aliases?)")
        if len(path) > DEEPEST:
            raise _Fault(self._spot(node), f"is nested more than {DEEPEST} levels deep")
        self._document.values[path] = self._spot(node)
        if str(node.tag) not in _PLAIN_TAGS:
            self._problems.add(self._spot(node), path, f"the tag {node.tag} has no place here")
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._value(item, (*path, i)) for i, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node, path)

    def _mapping(self, node: MappingNode, path: Path) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if _is_merge(key_node):
                continue
            key, spot = self._key(key_node, path), self._spot(key_node)
            if key is None:
                continue
            if key in result:
                first = self._document.keys[*path, key]
                where = f" (first on line {first.line})" if first.line else ""
                self._problems.add(spot, (*path, key), f"stands here twice{where}")
                continue
            self._document.keys[*path, key] = spot
            result[key] = self._value(value_node, (*path, key))
        for merged in (value for key, value in node.value if _is_merge(key)):
            self._merge(result, merged, path)
        return result

    def _merge(self, result: dict[Any, Any], node: Node, path: Path) -> None:
        """Add what a merge key (`<<: *name`, or a list of such) names and the mapping does not say.

        Of several, the first that says something counts (https://yaml.org/type/merge.html).
        """
        for source in node.value if isinstance(node, SequenceNode) else [node]:
            if not isinstance(source, MappingNode):
                what = "<< takes a mapping, such as *name, or a list of them"
                self._problems.add(self._spot(source), path, what)
                continue
            keys, values = dict(self._document.keys), dict(self._document.values)
            found = self._value(source, path)
            self._document.keys |= keys
            self._document.values |= values
            result |= {key: value for key, value in found.items() if key not in result}

    def _key(self, node: Node, path: Path) -> str | int | None:
        key = self._scalar(node, path) if isinstance(node, ScalarNode) else None
        if isinstance(key, (str, int)) and not isinstance(key, bool):
            return key
        shown = f", not {show(node.value)}" if isinstance(node, ScalarNode) else ""
        self._problems.add(self._spot(node), path, f"a key must be a name or a year{shown}")
        return None

    def _scalar(self, node: ScalarNode, path: Path) -> Any:
        value = plain_scalar(node.value) if not node.style else node.value
        if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
            self._problems.add(self._spot(node), path, f"{show(node.value)} is too large")
            return 0
        return value


def _is_merge(key: Node) -> bool:
    return isinstance(key, ScalarNode) and not key.style and key.value == "<<"


def plain_scalar(text: str) -> Any:
    """The value of an unquoted word under the core schema of YAML 1.2."""
    for pattern, convert in _SCALARS:
        if pattern.fullmatch(text):
            return convert(text)
    return text
