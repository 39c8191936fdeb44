"""What a scenario records: measures, poverty lines, groups, and households one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sim.scenario import declared
from sim.scenario.check import Checker, fault
from sim.scenario.problems import Path, nearest, show
from sim.terms import Record

KEYS = ("measures", "lines", "groups", "households", "columns")
_RELATIVE = re.compile(r"(national|median)_([0-9]{1,3}(?:\.[0-9]{1,6})?)")
_ABSOLUTE = re.compile(r"yuan_([0-9]{1,7}(?:\.[0-9]{1,6})?)")
_OWN_NAME = re.compile(r"(?!(?:national|median|yuan)(?:_|$))[A-Za-z][A-Za-z0-9_.-]{0,39}")


def line_name(text: Any) -> str | None:
    """A relative line in its one spelling: `national`, `national_1.25`, `median_0.6`; or None."""
    if text == "national":
        return "national"
    match = _RELATIVE.fullmatch(text) if isinstance(text, str) else None
    if match is None or not 0.01 <= float(match[2]) <= 100:
        return None
    return f"{match[1]}_{_short(float(match[2]))}"


def _short(value: float) -> str:
    return repr(value).removesuffix(".0")


def read_record(check: Checker, section: dict[Any, Any], households: int) -> Record:
    """The section `record` of a county of so many households; what is wrong is noted."""
    return _Recording(check, section).read(households)


class _Recording:
    def __init__(self, check: Checker, section: dict[Any, Any]) -> None:
        self._check, self._section = check, section

    def read(self, households: int) -> Record:
        groups = self._names("groups", declared.GROUPS, declared.DEFAULT_GROUPS)
        measures = self._names("measures", declared.MEASURES, declared.DEFAULT_MEASURES, "all")
        lines = self._lines()
        followed = self._followed(households)
        return Record(
            measures, tuple(lines), groups if "all" in groups else ("all", *groups), followed,
            self._columns(followed),
            tuple((name, yuan) for name, yuan in lines.items() if yuan is not None),
        )  # fmt: skip

    def _followed(self, households: int) -> int:
        number = self._check.whole(
            self._section, ("record",), "households", declared.RECORDED_HOUSEHOLDS
        )
        if number > households:
            what = f"must not exceed the households of the county ({households}), not {number}"
            self._wrong(("households",), what)
        return number

    def _columns(self, followed: int) -> tuple[str, ...]:
        if "columns" in self._section and not followed:
            what = "nothing is written of households unless `households` says of how many"
            self._wrong(("columns",), what)
        columns = self._names(
            "columns", tuple(declared.household_columns()), declared.DEFAULT_COLUMNS
        )
        return columns if followed else ()

    def _names(
        self, key: str, known: tuple[str, ...], default: tuple[str, ...], whole: str | None = None
    ) -> tuple[str, ...]:
        """A list of known names; one name alone will do, and `whole` stands for the default."""
        given = self._section.get(key, default)
        if whole is not None and given == whole:
            return default
        items = self._items(given, key)
        for i, item in enumerate(items):
            if item not in known:
                listed = f"; there are {', '.join(known)}"
                self._wrong((key, i), f"unknown name {show(item)}{nearest(item, known) or listed}")
        return tuple(items)

    def _items(self, given: Any, key: str) -> list[Any]:
        items = [given] if isinstance(given, str) else given
        if not isinstance(items, (list, tuple)) or not items:
            self._wrong((key,), f"must be a list of names, not {show(given)}")
            return []
        for i, item in enumerate(items):
            if item in items[:i]:
                self._wrong((key, i), f"{show(item)} stands here twice")
        return list(items)

    def _lines(self) -> dict[str, float | None]:
        """Every line by its name, with its yuan if they are the author's own."""
        lines: dict[str, float | None] = {}
        for path, name, yuan in self._each_line():
            if name in lines:
                self._wrong(path, f"the line {name} stands here twice")
            lines[name] = yuan
        return lines

    def _each_line(self) -> Iterator[tuple[Path, str, float | None]]:
        given = self._section.get("lines", declared.DEFAULT_LINES)
        single = isinstance(given, (dict, int, float))
        for i, item in enumerate([given] if single else self._items(given, "lines")):
            path: Path = ("lines",) if single else ("lines", i)
            if isinstance(item, dict) and item:
                yield from self._own_lines(item, path)
            elif isinstance(item, (int, float)):
                yield from self._own_line(None, item, path)
            else:
                yield from self._line(item, path)

    def _line(self, item: Any, path: Path) -> Iterator[tuple[Path, str, float | None]]:
        absolute = _ABSOLUTE.fullmatch(item) if isinstance(item, str) else None
        if absolute:
            yield from self._own_line(None, float(absolute[1]), path)
        elif name := line_name(item):
            yield path, name, None
        else:
            what = "must be national, national_1.25, median_0.6 or such, or yuan of 2010 a person"
            self._wrong(path, f"{what} and year (4000, or my_line: 4000), not {show(item)}")

    def _own_lines(self, named: dict[Any, Any], path: Path) -> Iterator[tuple[Path, str, float]]:
        for name, yuan in named.items():
            yield from self._own_line(name, yuan, (*path, name))

    def _own_line(self, name: Any, yuan: Any, path: Path) -> Iterator[tuple[Path, str, float]]:
        problem = "has no value" if yuan is None else fault(declared.OWN_LINE, yuan)
        if problem:
            self._wrong(path, problem)
            return
        plain = f"yuan_{_short(float(yuan))}"
        if name in (None, plain):
            yield path, plain, float(yuan)
        elif isinstance(name, str) and _OWN_NAME.fullmatch(name):
            yield path, name, float(yuan)
        else:
            what = "a line's name is a letter, then up to 39 letters, digits, _, - and dots, and does"
            self._wrong(path, f"{what} not begin with national, median or yuan, not {show(name)}")

    def _wrong(self, path: Path, sentence: str) -> None:
        self._check.wrong(("record", *path), sentence)
