"""What a scenario records: measures, poverty lines, groups, and households one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sim.ground.measured import ANY, WHOLE
from sim.scenario import declared
from sim.scenario.check import Checker, fault
from sim.scenario.problems import Path, nearest, show
from sim.terms import Record

KEYS = {
    "measures": "names of measures of the whole county, or `all` for the usual ones",
    "lines": "poverty lines: `national`, a multiple (`national_1.25`), a share of the median "
             "(`median_0.6`), or your own in yuan of 2010 a person and year (`4000`, or with a name, "
             "`{dollar_a_day: 1500}`)",
    "groups": "groups of households; a name alone stands for `fgt0`, `fgt1`, `fgt2` and `income_mean`, "
              "those of them that are recorded; with names of its own (`{remoteness: [gini, fgt0]}`) a "
              "group has any measure of a distribution; the whole county is always there",
    "households": "how many households are followed one by one, every year, in `households.csv`",
    "columns": "what is written of these households: columns of their state",
}
"""What `record` may say, and what each says."""
_RELATIVE = re.compile(r"(national|median)_([0-9]{1,3}(?:\.[0-9]{1,6})?)")
_ABSOLUTE = re.compile(r"yuan_([0-9]{1,7}(?:\.[0-9]{1,6})?)")
LINE = f"^(national|{_RELATIVE.pattern}|{_ABSOLUTE.pattern})$"
"""How a poverty line is called that is no number."""
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


def unknown(name: Any, known: tuple[str, ...]) -> str:
    """That a name is unknown, with the one that was perhaps meant, or all that there are."""
    meant = declared.other_names().get(str(name).lower().replace("_", " "))
    if meant in known:
        return f"unknown name {show(name)} ({name} is {meant})"
    listed = f"; there are {', '.join(known)}"
    return f"unknown name {show(name)}{nearest(name, known) or listed}"


def read_record(check: Checker, section: dict[Any, Any], households: int) -> Record:
    """The section `record` of a county of so many households; what is wrong is noted."""
    return _Recording(check, section).read(households)


class _Recording:
    def __init__(self, check: Checker, section: dict[Any, Any]) -> None:
        self._check, self._section = check, section

    def read(self, households: int) -> Record:
        measures, lines, groups = self._measures(), self._lines(), self._groups()
        followed = self._followed(households)
        return Record(
            measures, tuple(lines), tuple(groups), followed, self._columns(followed),
            tuple((name, yuan) for name, yuan in lines.items() if yuan is not None),
            tuple((name, named) for name, named in groups.items() if named is not None),
        )

    def _measures(self) -> tuple[str, ...]:
        """The measures of the whole county; `all` stands for the usual ones."""
        given = self._section.get("measures", "all")
        if given == "all":
            return declared.default_measures()
        return self._named(given, ("measures",), tuple(declared.measures()))

    def _groups(self) -> dict[str, tuple[str, ...] | None]:
        """Every group by its name, with the measures taken by it if the author names them."""
        groups: dict[str, tuple[str, ...] | None] = {}
        for path, name, measures in self._each_group():
            if name in groups:
                self._wrong(path, f"{show(name)} stands here twice")
            elif name not in declared.groups():
                self._wrong(path, unknown(name, declared.groups()), key=True)
            groups[name] = measures
        return groups if WHOLE in groups else {WHOLE: None, **groups}

    def _each_group(self) -> Iterator[tuple[Path, str, tuple[str, ...] | None]]:
        for path, item in self._listed("groups", declared.DEFAULT_GROUPS):
            if isinstance(item, dict) and item:
                for name, given in item.items():
                    yield (*path, name), name, self._crossed(given, (*path, name))
            elif isinstance(item, str):
                yield path, item, None
            else:
                self._wrong(path, f"must be a group, or group: [measures], not {show(item)}")

    def _crossed(self, given: Any, path: Path) -> tuple[str, ...]:
        """The measures taken by a group: any of a distribution of income or consumption."""
        if path[-1] == WHOLE:
            self._wrong(path, "names no measures: those of the whole county stand under `measures`")
        known = declared.measures_of_groups()
        named = self._named(given, path, tuple(known))
        able = [name for name, measure in known.items() if ANY in measure.groups]
        unable = [name for name in known if name not in able]
        for i, name in enumerate(named):
            if name in unable:
                what = f"{name} cannot be taken by group; those that can are"
                self._wrong((*path, i), f"{what} {', '.join(able)}")
        return named

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
        given = self._section.get("columns", declared.DEFAULT_COLUMNS)
        columns = self._named(given, ("columns",), tuple(declared.household_columns()))
        return columns if followed else ()

    def _named(self, given: Any, path: Path, known: tuple[str, ...]) -> tuple[str, ...]:
        """A list of known names; one name alone will do."""
        items = self._items(given, path)
        for i, item in enumerate(items):
            if item not in known:
                self._wrong((*path, i), unknown(item, known))
        return tuple(items)

    def _items(self, given: Any, path: Path) -> list[Any]:
        items = [given] if isinstance(given, str) else given
        if not isinstance(items, (list, tuple)) or not items:
            self._wrong(path, f"must be a list of names, not {show(given)}")
            return []
        for i, item in enumerate(items):
            if item in items[:i]:
                self._wrong((*path, i), f"{show(item)} stands here twice")
        return list(items)

    def _listed(self, key: str, default: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
        """Each thing that a key names, with its place; one alone will do."""
        given = self._section.get(key, default)
        if isinstance(given, (dict, int, float)):
            yield (key,), given
        else:
            yield from (((key, i), item) for i, item in enumerate(self._items(given, (key,))))

    def _lines(self) -> dict[str, float | None]:
        """Every line by its name, with its yuan if they are the author's own."""
        lines: dict[str, float | None] = {}
        for path, name, yuan in self._each_line():
            if name in lines:
                self._wrong(path, f"the line {name} stands here twice")
            lines[name] = yuan
        return lines

    def _each_line(self) -> Iterator[tuple[Path, str, float | None]]:
        for path, item in self._listed("lines", declared.DEFAULT_LINES):
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

    def _wrong(self, path: Path, sentence: str, key: bool = False) -> None:
        self._check.wrong(("record", *path), sentence, key)
