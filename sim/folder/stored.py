"""The files of a results folder: its tables as frames, its scenario, and what it is called."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from sim.folder.tables import read_table
from sim.ground.errors import InputError
from sim.language import phrase
from sim.strategies import find

READER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The same in C, many times faster, where PyYAML was built with it."""


def as_written(text: str) -> dict[str, Any]:
    """A scenario's text with every scalar as text.

    The base reader leaves `no` and `1e-3` as they are written: an arm may have any name.
    """
    return dict(yaml.load(text, Loader=READER) or {})


class Stored:
    """A results folder by its files. Raises FileNotFoundError when it holds no outcomes (`FILES`)."""

    FILES: tuple[str, ...] = ("outcomes.csv",)

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        if not any((self.path / name).is_file() for name in self.FILES):
            raise FileNotFoundError(f"{self.path} holds no {self.FILES[0]}: not a results folder")
        self._frames: dict[str, pd.DataFrame] = {}

    def read(self, name: str, *columns: str) -> pd.DataFrame:
        """One of its tables as a frame; empty (with `columns`) if it is absent."""
        if name not in self._frames:
            self._frames[name] = self._load(name)
        frame = self._frames[name]
        lacking = [column for column in columns if column not in frame.columns]
        if lacking and len(frame.columns):
            raise InputError(f"{self.path / name}: has no column {', '.join(lacking)}")
        return frame if len(frame.columns) else pd.DataFrame(columns=list(columns))

    def _load(self, name: str) -> pd.DataFrame:
        if not (self.path / name).is_file():
            return pd.DataFrame()
        try:
            return read_table(self.path, name)
        except ValueError as error:  # empty, binary, or rows that do not fit
            raise InputError(f"{self.path / name}: is no table of this program ({error})") from error

    @cached_property
    def scenario(self) -> dict[str, Any]:
        """The resolved scenario with every scalar as text; empty if the file is absent."""
        path = self.path / "scenario.yaml"
        if not path.is_file():
            return {}
        return as_written(path.read_text(encoding="utf-8"))

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest; empty if the file is absent."""
        path = self.path / "manifest.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def strategies(self, arm: str) -> list[str]:
        """Names of the strategies an arm uses."""
        return list((self.scenario.get("arms") or {}).get(arm) or {})

    def hands_out(self, arm: str) -> bool:
        """Whether all that an arm uses does nothing but hand out money, such as an income floor."""
        names = set(self.strategies(arm))
        return bool(names) and names <= self._plain_strategies

    @cached_property
    def _plain_strategies(self) -> set[str]:
        """Names of plain money, as stored with the results; in older ones, as declared here."""
        stored = self.manifest.get("plain_money")
        declared = (name for name, kind in find().items() if kind.plain_money)
        return set(declared if stored is None else stored)

    @property
    def after(self) -> int:
        """Years after the last in which programmes act that do not say otherwise."""
        return int((self.scenario.get("horizon") or {}).get("after") or 0)

    @property
    def in_worlds(self) -> bool:
        """Whether replications live in worlds of an ensemble."""
        return "worlds" in self.manifest

    @property
    def luck(self) -> int:
        """How many replications live in each world; 1 where there are no worlds of an ensemble."""
        return int(self.manifest.get("worlds", {}).get("luck", 1))

    @property
    def holds(self) -> str:
        """What intervals over replications hold, in words."""
        return phrase(str(self.manifest.get("worlds", {}).get("intervals_hold", "luck")))

    @property
    def name(self) -> str:
        """The scenario's name."""
        return str(self.scenario.get("name") or phrase("unnamed scenario"))

    @property
    def title(self) -> str:
        """The scenario's title, or its name."""
        return phrase(str(self.scenario.get("title") or "")) or self.name

    @property
    def hash(self) -> str:
        """The scenario's hash, as the manifest has it."""
        found = self.manifest.get("scenario_hash") or self.manifest.get("hash")
        return str(found or phrase("unknown"))

    @property
    def source(self) -> str:
        """The line under every chart: which scenario, which hash."""
        return phrase("Source: simulated, antipoverty, scenario {}, hash {}", self.name, self.hash)
